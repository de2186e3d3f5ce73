/**
 * Everything that can be wrong with a signed message. A closed union: callers switch on `code`, people never see it.
 * Messages name the rule that was broken and never quote the input, which is hostile and may hold a secret.
 */
export type ProtocolErrorCode =
  | 'malformed'
  | 'oversized'
  | 'duplicate_member'
  | 'wrong_type'
  | 'wrong_algorithm'
  | 'unknown_key'
  | 'new_device_key'
  | 'fallback'
  | 'bad_signature'
  | 'invalid_claims'
  | 'unknown_claim'
  | 'wrong_issuer'
  | 'wrong_audience'
  | 'wrong_subject'
  | 'wrong_challenge'
  | 'wrong_request'
  | 'wrong_nonce'
  | 'wrong_server_key'
  | 'wrong_attachment'
  | 'wrong_state'
  | 'not_yet_valid'
  | 'expired'
  | 'replayed';

export class ProtocolError extends Error {
  readonly code: ProtocolErrorCode;

  constructor(code: ProtocolErrorCode, message: string) {
    super(message);
    this.name = 'ProtocolError';
    this.code = code;
  }
}
