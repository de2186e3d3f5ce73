import type { Problem } from '../../shared/protocol/device-api.ts';
import { NodError, type NodErrorCode, type NodErrorParams } from '../diagnostics/errors.ts';
import { isOutage } from '../store/trouble.ts';

/**
 * The one place where the inner layers' error codes become HTTP: status and title per code. Doors answer RFC 9457
 * problem documents; `type` is `urn:nod:problem:<code>`, `detail` the public sentence of the error.
 */
export const PROBLEMS: Readonly<Record<NodErrorCode, { status: number; title: string }>> = {
  request_malformed: { status: 400, title: 'The request is malformed' },
  request_too_large: { status: 413, title: 'The request is too large' },
  request_timeout: { status: 408, title: 'The request took too long to arrive' },
  headers_too_large: { status: 431, title: 'The headers are too large' },
  unsupported_media_type: { status: 415, title: 'The media type is not supported' },
  method_not_allowed: { status: 405, title: 'The method is not allowed here' },
  not_found: { status: 404, title: 'There is nothing at this address' },
  unauthorized: { status: 401, title: 'Credentials are missing or not valid' },
  scope_missing: { status: 403, title: 'The API key lacks the scope for this' },
  idempotency_mismatch: { status: 422, title: 'The idempotency key was used for another request' },
  idempotency_in_progress: { status: 409, title: 'The first request with this idempotency key is still running' },
  rate_limited: { status: 429, title: 'Too many requests' },
  realm_unknown: { status: 404, title: 'There is no such realm' },
  realm_required: { status: 409, title: 'The realm has to be named' },
  name_taken: { status: 409, title: 'The name is taken' },
  application_unknown: { status: 404, title: 'There is no such application' },
  application_in_use: { status: 409, title: 'Users of the application have devices' },
  user_unknown: { status: 404, title: 'There is no such user' },
  username_taken: { status: 409, title: 'The username is taken' },
  user_locked: { status: 403, title: 'The user is locked' },
  enrollment_invalid: { status: 404, title: 'There is no such enrollment' },
  enrollment_expired: { status: 410, title: 'The enrollment has expired' },
  enrollment_used: { status: 410, title: 'The enrollment was used already' },
  enrollment_refused: { status: 403, title: 'The enrollment was refused' },
  enrollment_proof_invalid: { status: 422, title: 'The enrollment proof is not valid' },
  device_unknown: { status: 404, title: 'There is no such device' },
  device_pending: { status: 403, title: 'The device is not activated yet' },
  device_suspended: { status: 403, title: 'The device is suspended' },
  device_unvouched: { status: 403, title: 'The device has not been let in' },
  email_invalid: { status: 422, title: 'Not one e-mail address' },
  vouching_unavailable: { status: 409, title: 'None of the user’s devices can let this one in' },
  waiting_refused: { status: 409, title: 'The device may not wait to be let in' },
  device_revoked: { status: 403, title: 'The device was removed' },
  proof_invalid: { status: 401, title: 'The proof is missing or not valid' },
  proof_replayed: { status: 401, title: 'The proof was used before' },
  clock_skew: { status: 401, title: "The device's clock is off" },
  endpoint_not_allowed: { status: 422, title: 'The push endpoint is not allowed' },
  pull_not_allowed: { status: 422, title: 'Devices without push are not allowed' },
  activation_invalid: { status: 422, title: 'The activation is not valid' },
  verifier_invalid: { status: 422, title: 'The verifier is not valid' },
  offline_key_exists: { status: 409, title: 'The device has a second key already' },
  verifier_exists: { status: 409, title: 'The device has a verifier already' },
  device_too_young: { status: 403, title: 'The device is too new for this' },
  verifier_too_new: { status: 403, title: 'The verifier does not count yet' },
  last_device: { status: 409, title: 'It is the last device of the user' },
  operator_needed: { status: 403, title: 'Only the operator may do this' },
  replaces_refused: { status: 409, title: 'The device can’t say this now' },
  objection_refused: { status: 409, title: 'The device can’t object' },
  announcement_unknown: { status: 404, title: 'There is no such announcement' },
  undo_impossible: { status: 409, title: 'There is nothing to undo' },
  link_invalid: { status: 404, title: 'The link is not good' },
  recovery_invalid: { status: 403, title: 'Name and recovery code don’t belong together' },
  registration_unavailable: { status: 404, title: 'Nobody is registered by this link' },
  registration_refused: { status: 403, title: 'The application doesn’t know this name with this text' },
  link_used: { status: 410, title: 'The link was used already' },
  no_phone: { status: 409, title: 'The user has no active phone' },
  no_active_device: { status: 409, title: 'The user has no active device' },
  action_too_large: { status: 422, title: 'The action does not fit into a push' },
  attachment_invalid: { status: 422, title: 'The attachment is not a text that can be shown' },
  attachment_too_large: { status: 422, title: 'The attachment is too large' },
  attachments_full: { status: 429, title: 'There is no room for more attachments' },
  attachment_unknown: { status: 404, title: 'There is no such attachment' },
  match_not_allowed: { status: 422, title: 'This way of matching is not allowed' },
  verification_not_allowed: { status: 422, title: 'Less verification than the policy asks for is not allowed' },
  challenge_unknown: { status: 404, title: 'There is no such challenge' },
  challenge_final: { status: 409, title: 'The challenge is final' },
  code_unknown: { status: 404, title: 'No request waits with this code' },
  code_ambiguous: { status: 409, title: 'More than one request waits with this code' },
  receipt_unavailable: { status: 409, title: 'There is no receipt yet' },
  disowning_refused: { status: 409, title: 'This was not approved, or too long ago' },
  report_final: { status: 409, title: 'The report can’t be taken back any more' },
  decision_invalid: { status: 422, title: 'The decision is not valid' },
  wrong_code: { status: 422, title: 'The code is wrong' },
  user_quarantined: { status: 429, title: 'Requests to this user are on hold' },
  user_backing_off: { status: 429, title: 'Too many failures: requests to this user are on hold' },
  fallback_not_allowed: { status: 422, title: 'This way does not count here' },
  fallback_backing_off: { status: 429, title: 'Too many wrong codes: this way is on hold' },
  fallback_closed: { status: 403, title: 'Too many wrong codes: this way is closed' },
  offline_too_long: { status: 422, title: 'The request is too long for an offline code' },
  offline_no_device: { status: 409, title: 'None of the user’s devices makes offline codes' },
  offline_used_up: { status: 409, title: 'Too many wrong digits for this challenge' },
  email_used_up: { status: 409, title: 'The code of this challenge is good for nothing any more' },
  totp_exists: { status: 409, title: 'Another app is set up already' },
  totp_not_begun: { status: 409, title: 'No app is being set up' },
  push_limit: { status: 429, title: 'Too many requests to this user' },
  unavailable: { status: 503, title: 'The server is not available' },
  internal: { status: 500, title: 'Something went wrong in the server' },
};

export interface ProblemAnswer {
  code: NodErrorCode;
  status: number;
  body: Problem;
  /** Headers that belong to the code: Retry-After. */
  headers: Record<string, string>;
}

/** When to try again after an outage: soon, and not at once. */
const OUTAGE_RETRY_SECONDS = 5;

/**
 * The problem document for anything thrown. An outage of the database or its disk is 503 with a time to try again; any other
 * error that is no NodError is the server's own fault: 500 without a detail. A 5xx never says more than its title; the log
 * says more and is found by the request id.
 */
export function problemFor(error: unknown, requestId: string): ProblemAnswer {
  const known = error instanceof NodError ? error : undefined;
  const code = known?.code ?? (isOutage(error) ? 'unavailable' : 'internal');
  const { status, title } = PROBLEMS[code];
  const body: Problem = { type: `urn:nod:problem:${code}`, title, status, code, requestId };
  const headers: Record<string, string> = code === 'unavailable' ? { 'retry-after': String(OUTAGE_RETRY_SECONDS) } : {};
  if (known !== undefined) {
    if (status < 500) body.detail = known.message;
    if (Object.keys(known.params).length > 0) body.params = { ...known.params };
    const retryAfter = retryAfterSeconds(known.params);
    if (retryAfter !== undefined) headers['retry-after'] = String(retryAfter);
  }
  return { code, status, body, headers };
}

function retryAfterSeconds(params: NodErrorParams): number | undefined {
  const seconds = params.retryAfterSeconds;
  return typeof seconds === 'number' && Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds)) : undefined;
}
