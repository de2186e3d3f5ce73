/**
 * The one error class of the server's inner layers (accounts, devices, challenges, push).
 *
 * `code` is one of the closed union below. `message` is public: it says what is wrong and what to do next, and never
 * holds a secret. `logDetail` is for the log only. `params` are public facts on which a caller may act (a final state,
 * seconds to wait). Each door maps codes to its own status codes in one table (`doors/problems.ts` for HTTP problem
 * documents).
 */
export type NodErrorCode =
  // the request itself
  | 'request_malformed'
  | 'request_too_large'
  | 'request_timeout'
  | 'headers_too_large'
  | 'unsupported_media_type'
  | 'method_not_allowed'
  | 'not_found'
  | 'unauthorized'
  | 'scope_missing'
  | 'idempotency_mismatch'
  | 'idempotency_in_progress'
  | 'rate_limited'
  // accounts
  | 'realm_unknown'
  | 'realm_required'
  | 'name_taken'
  | 'application_unknown'
  | 'application_in_use'
  | 'user_unknown'
  | 'username_taken'
  | 'user_locked'
  // devices
  | 'enrollment_invalid'
  | 'enrollment_expired'
  | 'enrollment_used'
  | 'enrollment_refused'
  | 'enrollment_proof_invalid'
  | 'device_unknown'
  | 'device_pending'
  | 'device_suspended'
  | 'device_unvouched'
  | 'device_revoked'
  | 'email_invalid'
  | 'vouching_unavailable'
  | 'waiting_refused'
  | 'proof_invalid'
  | 'proof_replayed'
  | 'clock_skew'
  | 'endpoint_not_allowed'
  | 'pull_not_allowed'
  | 'activation_invalid'
  | 'verifier_invalid'
  | 'offline_key_exists'
  | 'verifier_exists'
  | 'device_too_young'
  | 'verifier_too_new'
  | 'last_device'
  | 'operator_needed'
  | 'replaces_refused'
  | 'objection_refused'
  | 'announcement_unknown'
  | 'undo_impossible'
  | 'link_invalid'
  | 'link_used'
  | 'recovery_invalid'
  | 'registration_unavailable'
  | 'registration_refused'
  // challenges
  | 'no_active_device'
  | 'no_phone'
  | 'action_too_large'
  | 'attachment_invalid'
  | 'attachment_too_large'
  | 'attachments_full'
  | 'attachment_unknown'
  | 'match_not_allowed'
  | 'verification_not_allowed'
  | 'challenge_unknown'
  | 'challenge_final'
  | 'code_unknown'
  | 'code_ambiguous'
  | 'receipt_unavailable'
  | 'report_final'
  | 'disowning_refused'
  | 'decision_invalid'
  | 'wrong_code'
  | 'user_quarantined'
  | 'user_backing_off'
  | 'push_limit'
  | 'fallback_not_allowed'
  | 'fallback_backing_off'
  | 'fallback_closed'
  | 'offline_too_long'
  | 'offline_no_device'
  | 'offline_used_up'
  | 'email_used_up'
  | 'totp_exists'
  | 'totp_not_begun'
  // the server's own trouble
  | 'unavailable'
  | 'internal';

/** Public facts that go with an error: seconds to wait, tries left, the final state, the limit that was exceeded. */
export type NodErrorParams = Readonly<Record<string, string | number | boolean>>;

export class NodError extends Error {
  readonly code: NodErrorCode;
  readonly params: NodErrorParams;
  readonly logDetail: string | undefined;

  /** @param message a public sentence with a next step. @param options.logDetail stays in the server's log */
  constructor(
    code: NodErrorCode,
    message: string,
    options: { params?: NodErrorParams; logDetail?: string; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'NodError';
    this.code = code;
    this.params = options.params ?? {};
    this.logDetail = options.logDetail;
  }
}
