import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { decode, encode } from './base64url.ts';
import { type ChallengeClaims, readChallenge } from './challenge.ts';
import type { DecisionClaims } from './decision.ts';
import { ProtocolError } from './errors.ts';
import { type MessageType, parseClaims, parseMessage } from './jws.ts';
import type { PublicJwk } from './keys.ts';
import { publicKeyBytes } from './point.ts';
import {
  checkReceiptClaims,
  DECISION_OF_OUTCOME,
  type ExpectedReceipt,
  newDeviceKey,
  type ReceiptClaims,
  receiptSchema,
  shownBy,
} from './receipt.ts';
import { approvalText, assertionSchema } from './user-verification.ts';
import { verifyAssertion } from './verify-assertion.ts';

/**
 * The offline verifier: a second, independent implementation on noble, synchronous, without platform crypto, for any
 * JavaScript runtime. It checks all three signatures (receipt, challenge, decision), that they belong together, and the
 * person's own where the receipt says that one was verified. So a server that lies about what was asked, or claims more than
 * was shown, is found out.
 *
 * @param expected as for verifyReceipt; `keys` must hold every server key that signed, old ones included. Without
 *   `deviceKeys` a server that makes up the device too isn't found out.
 * @throws ProtocolError those of verifyReceipt; wrong_state when the parts contradict each other
 */
export function verifyReceiptOffline(
  receipt: unknown,
  expected: ExpectedReceipt & { deviceKeys?: readonly string[] | ((thumbprint: string) => boolean) },
): ReceiptClaims {
  const findServerKey = (kid: string | undefined) => expected.keys.find((key) => key.kid === kid);
  const claims = parseClaims(receiptSchema, verifyMessageOffline('receipt', receipt, findServerKey));
  checkReceiptClaims(claims, expected);

  verifyMessageOffline('challenge', claims.challenge, findServerKey);
  const challenge = readChallenge(claims.challenge);
  if (challenge.jti !== claims.jti || challenge.sub !== claims.sub || challenge.iss !== claims.iss) {
    throw new ProtocolError('wrong_challenge', 'the challenge inside is another one');
  }
  // The server's word against what the user saw: an answer to one application is none to another, and a tap is no code.
  if (challenge.app.id !== claims.aud) throw new ProtocolError('wrong_challenge', 'another application asked');
  if (!mayMatchBy(challenge, claims)) throw new ProtocolError('wrong_state', 'matched in another way than was asked');
  if (claims.fallback !== undefined) {
    if (challenge.action.attachments)
      throw new ProtocolError('wrong_state', 'approved where nobody was shown all of it');
    checkShown(claims, false);
    return claims;
  }
  if (!claims.decision) {
    if (claims.outcome === 'approved' || claims.outcome === 'denied' || claims.outcome === 'reported') {
      throw new ProtocolError('wrong_state', 'an answer without a decision');
    }
    checkShown(claims, false);
    return claims;
  }
  const decision = checkDecision(claims, claims.decision, challenge);
  checkShown(claims, claims.outcome === 'approved' && isUserVerified(claims, decision, challenge));
  const { deviceKeys } = expected;
  if (deviceKeys) {
    const isKnown = typeof deviceKeys === 'function' ? deviceKeys(decision.iss) : deviceKeys.includes(decision.iss);
    if (isKnown !== true) throw newDeviceKey();
  }
  return claims;
}

/** A code may stand in for the origin where the challenge says so, for an approval; a fallback for all but a mere tap. */
function mayMatchBy({ match, digits }: ChallengeClaims, { match: matched, outcome, fallback }: ReceiptClaims): boolean {
  if (fallback !== undefined) return match !== 'none';
  return (
    matched === match || (match === 'origin' && matched === 'code' && digits !== undefined && outcome === 'approved')
  );
}

function checkDecision(claims: ReceiptClaims, jws: string, challenge: ChallengeClaims): DecisionClaims {
  const device = claims.cnf?.jwk;
  if (!device) throw new ProtocolError('wrong_state', 'a decision without its key');
  const kid = thumbprintSync(device);
  const decision = verifyMessageOffline('decision', jws, (named) =>
    named === kid ? device : undefined,
  ) as DecisionClaims;
  if (decision.iss !== kid) throw new ProtocolError('wrong_issuer', 'signed in another name');
  if (decision.aud !== claims.iss) throw new ProtocolError('wrong_audience', 'meant for another server');
  const challengeHash = encode(sha256(new TextEncoder().encode(claims.challenge)));
  if (decision.jti !== claims.jti || decision.challenge !== challengeHash) {
    throw new ProtocolError('wrong_challenge', 'an answer to another challenge');
  }
  if (decision.decision !== DECISION_OF_OUTCOME[claims.outcome]) {
    throw new ProtocolError('wrong_state', 'outcome and decision contradict each other');
  }
  checkReason(decision);
  if (claims.outcome !== 'approved') return decision;
  const atOrigin = decision.origin !== undefined && challenge.origins?.includes(decision.origin) === true;
  const shown = { origin: atOrigin, code: decision.code !== undefined, none: true }[claims.match];
  if (!shown || (claims.match !== 'origin' && decision.origin !== undefined)) {
    throw new ProtocolError('wrong_state', 'the decision does not show what the receipt says');
  }
  return decision;
}

/** What the schema of decisions says of a reason; whether its text still fits today's rule is not asked of an old receipt. */
function checkReason({ decision, reason }: DecisionClaims): void {
  if (reason === undefined) return;
  if (typeof reason !== 'string' || decision !== 'deny') {
    throw new ProtocolError('invalid_claims', 'only a denial has a reason, which is a text');
  }
}

/**
 * N10: whether the approval holds a genuine assertion of the verifier that the receipt names.
 * @throws ProtocolError wrong_state where one was required and there is none; those of verifyAssertion
 */
function isUserVerified({ verifier }: ReceiptClaims, decision: DecisionClaims, { uv, iat }: ChallengeClaims): boolean {
  const assertion = decision.uv;
  if (!assertion || !verifier) {
    // The other way round is honest: an assertion by a verifier that doesn't count yet shows nobody.
    if (verifier) throw new ProtocolError('wrong_state', 'a verifier without its assertion');
    if (uv === 'required') throw new ProtocolError('wrong_state', 'approved without the verification asked for');
    return false;
  }
  if (verifier.registeredAt !== undefined && verifier.registeredAt > iat) {
    throw new ProtocolError('wrong_state', 'the verifier was registered after the request came');
  }
  const challenge = encode(sha256(new TextEncoder().encode(approvalText(decision))));
  verifyAssertion(parseClaims(assertionSchema, assertion), { verifier, challenge });
  return true;
}

/** R1: what the receipt claims was shown, and nothing more. @throws ProtocolError wrong_state */
function checkShown(claims: ReceiptClaims, userVerified: boolean): void {
  const shown = shownBy({ ...claims, userVerified });
  if (claims.acr !== shown.acr || claims.amr.some((method) => !shown.amr.includes(method))) {
    throw new ProtocolError('wrong_state', 'claims more than was shown');
  }
}

/**
 * The synchronous twin of verifyMessage, for every kind of message whose header names its key.
 * @returns the claims, still unparsed. @throws ProtocolError those of parseMessage, unknown_key, bad_signature
 */
export function verifyMessageOffline(
  type: MessageType,
  jws: unknown,
  findKey: (kid: string | undefined) => PublicJwk | undefined,
): unknown {
  const { header, claims } = parseMessage(type, jws);
  const jwk = findKey(header.kid);
  if (!jwk) throw new ProtocolError('unknown_key', 'signed by a key that is not known here');
  const [head, body, signature = ''] = (jws as string).split('.');
  const signed = new TextEncoder().encode(`${head}.${body}`);
  // lowS false: WebCrypto and OpenSSL make both halves, and ES256 (RFC 7518) allows both.
  if (!p256.verify(decode(signature), signed, publicKeyBytes(jwk), { lowS: false })) {
    throw new ProtocolError('bad_signature', 'the signature does not match');
  }
  return claims;
}

/** RFC 7638, synchronously: members in lexical order, no white space. */
function thumbprintSync({ crv, kty, x, y }: PublicJwk): string {
  return encode(sha256(new TextEncoder().encode(JSON.stringify({ crv, kty, x, y }))));
}
