/**
 * The one error class of the authenticator. A closed union: the screens have words for each code, callers switch on it.
 * The message is for the log and never holds a code, a token or a key.
 */
export const SERVER_CODES = [
  'request_malformed',
  'request_too_large',
  'not_found',
  'unauthorized',
  'rate_limited',
  'enrollment_invalid',
  'enrollment_expired',
  'enrollment_used',
  'enrollment_refused',
  'enrollment_proof_invalid',
  'device_unknown',
  'device_pending',
  'device_suspended',
  'device_unvouched',
  'device_revoked',
  'vouching_unavailable',
  'waiting_refused',
  'proof_invalid',
  'proof_replayed',
  'clock_skew',
  'endpoint_not_allowed',
  'pull_not_allowed',
  'activation_invalid',
  'email_invalid',
  'verifier_invalid',
  'offline_key_exists',
  'verifier_exists',
  'device_too_young',
  'verifier_too_new',
  'last_device',
  'operator_needed',
  'replaces_refused',
  'objection_refused',
  'announcement_unknown',
  'undo_impossible',
  'link_invalid',
  'link_used',
  'recovery_invalid',
  'realm_required',
  'registration_unavailable',
  'registration_refused',
  'report_final',
  'disowning_refused',
  'challenge_unknown',
  'challenge_final',
  'attachment_unknown',
  'code_unknown',
  'code_ambiguous',
  'decision_invalid',
  'wrong_code',
  'totp_exists',
  'totp_not_begun',
  'user_locked',
  'user_quarantined',
  'user_backing_off',
  'push_limit',
  'unavailable',
  'internal',
] as const;

/** Failures on the way to the server, on this device, or in what a person typed or scanned. */
export const LOCAL_CODES = [
  'offline',
  'server_unreachable',
  // The answer came from something that isn't Nod, or isn't the server that was asked: a captive portal, a wrong address.
  'answer_malformed',
  'wrong_server',
  // At pairing, with the address of a server that nothing was ever heard of here: mistyped, most likely.
  'server_not_found',
  'server_not_nod',
  'permission_denied',
  'permission_dismissed',
  'subscribe_timeout',
  'subscribe_failed',
  'storage_refused',
  // The browser ended the extension's background worker before it could answer.
  'interrupted',
  'key_missing',
  'account_unknown',
  'signature_invalid',
  // Genuine, with a part that this version doesn't know.
  'update_needed',
  'approval_unsupported',
  'approval_needs_app',
  // What came isn't what the server has signed of it, or wasn't on a screen yet.
  'attachment_changed',
  'attachments_unseen',
  // Match origin: the login isn't open in this browser, or the browser doesn't let it be looked for.
  'login_not_here',
  'login_hidden',
  'code_malformed',
  // The person has to be confirmed (WebAuthn), and was not or can't be here.
  'confirmation_missing',
  'confirmation_canceled',
  'confirmation_unsupported',
  // A login page's QR for this account, and no second key here: it comes with the next contact.
  'offline_unready',
  'qr_not_for_this',
] as const;

/** The codes of server/diagnostics/errors.ts that a device can meet. */
export type ServerCode = (typeof SERVER_CODES)[number];

export type AuthenticatorErrorCode = ServerCode | (typeof LOCAL_CODES)[number];

/** Public facts that make a sentence exact: triesLeft, retryAfterSeconds, state, decidedBy, serverTimeMs, clockOffsetMs. */
export type AuthenticatorErrorParams = Readonly<Record<string, string | number | boolean>>;

export class AuthenticatorError extends Error {
  readonly code: AuthenticatorErrorCode;
  readonly params: AuthenticatorErrorParams;

  constructor(
    code: AuthenticatorErrorCode,
    message: string,
    options: { params?: AuthenticatorErrorParams; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AuthenticatorError';
    this.code = code;
    this.params = options.params ?? {};
  }
}

/** The code of an error thrown in the core; undefined for an error that isn't ours. */
export function errorCode(error: unknown): AuthenticatorErrorCode | undefined {
  return error instanceof AuthenticatorError ? error.code : undefined;
}

const transient: ReadonlySet<AuthenticatorErrorCode> = new Set([
  'offline',
  'server_unreachable',
  'answer_malformed',
  'rate_limited',
  'unavailable',
  'internal',
]);

/** Whether the same call may succeed later by itself. */
export function isTransient(error: unknown): boolean {
  const code = errorCode(error);
  return code !== undefined && transient.has(code);
}

/**
 * Whether the server could not be told that an account is gone from here: it wasn't there, or it hears no device of a user whom
 * the operator has locked. The account is the person's to take away all the same.
 */
export function isUnheard(error: unknown): boolean {
  return isTransient(error) || errorCode(error) === 'user_locked';
}
