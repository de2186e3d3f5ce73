import type { Problem } from '../protocol/device-api.ts';

/** The codes that the server may answer to an application. The words for people are the application's own. */
export const SERVER_ERROR_CODES = [
  'request_malformed',
  'request_too_large',
  'unauthorized',
  'scope_missing',
  'not_found',
  'rate_limited',
  'idempotency_mismatch',
  'idempotency_in_progress',
  'application_unknown',
  'user_unknown',
  'username_taken',
  'device_unknown',
  'device_revoked',
  'last_device',
  'enrollment_refused',
  'no_active_device',
  'no_phone',
  'action_too_large',
  'attachment_invalid',
  'attachment_too_large',
  'attachments_full',
  'match_not_allowed',
  'verification_not_allowed',
  'challenge_unknown',
  'challenge_final',
  'user_quarantined',
  'user_locked',
  'user_backing_off',
  'push_limit',
  'fallback_not_allowed',
  'fallback_backing_off',
  'fallback_closed',
  'offline_too_long',
  'offline_no_device',
  'offline_used_up',
  'email_used_up',
  'wrong_code',
  'unavailable',
  'internal',
] as const;
export type ServerErrorCode = (typeof SERVER_ERROR_CODES)[number];

/**
 * Everything that can go wrong for an application, a closed union:
 * a code of the server · `unexpected` (a server code that this version doesn't know, see `problem`) · `network` (no
 * answer) · `timeout` · `aborted` (by the caller's signal) · `bad_response` (an answer that breaks the contract) ·
 * `misconfigured` (origin or key can't be right) · `not_approved` (final, but not a yes: see `state`) ·
 * `receipt_invalid` (the server says approved and can't prove it: see `reason`; let nobody in) ·
 * `new_device_key` (proven, by a device whose key `deviceKeys` doesn't have: see `keyThumbprint`; let nobody in unless you
 * have made sure of that device in another way) · `nothing_waiting` (this session waits for no approval, or has used it
 * already) · `webhook_invalid` (not a message of Nod's, or an old one: see `reason`; do nothing of what it says).
 */
export type NodClientErrorCode =
  | ServerErrorCode
  | 'unexpected'
  | 'network'
  | 'timeout'
  | 'aborted'
  | 'bad_response'
  | 'misconfigured'
  | 'not_approved'
  | 'receipt_invalid'
  | 'new_device_key'
  | 'nothing_waiting'
  | 'webhook_invalid';

interface NodClientErrorOptions {
  /** The server's problem document (RFC 9457), when there was one. */
  problem?: Problem;
  /** HTTP status, 0 when no answer came. */
  status?: number;
  retryAfterSeconds?: number;
  /** With `not_approved`: the final state. */
  state?: string;
  /** With `not_approved`, of a denial: why, where the person has said so. */
  denyReason?: string | undefined;
  /** With `receipt_invalid` and `webhook_invalid`: the rule that was broken. */
  reason?: string;
  /** With `new_device_key`: the thumbprint of the key that has answered. */
  keyThumbprint?: string;
  cause?: unknown;
}

/** The one error class of the SDK. Messages never hold the API key, a matching code or a receipt. */
export class NodClientError extends Error {
  readonly code: NodClientErrorCode;
  readonly status: number;
  readonly problem: Problem | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly state: string | undefined;
  readonly denyReason: string | undefined;
  readonly reason: string | undefined;
  readonly keyThumbprint: string | undefined;

  constructor(code: NodClientErrorCode, message: string, options: NodClientErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'NodClientError';
    this.code = code;
    this.status = options.status ?? 0;
    this.problem = options.problem;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.state = options.state;
    this.denyReason = options.denyReason;
    this.reason = options.reason;
    this.keyThumbprint = options.keyThumbprint;
  }
}

/** Narrows a caught value to an SDK error with one of these codes. */
export function isNodError(error: unknown, ...codes: NodClientErrorCode[]): error is NodClientError {
  return error instanceof NodClientError && (codes.length === 0 || codes.includes(error.code));
}
