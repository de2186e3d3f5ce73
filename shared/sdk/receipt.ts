import { checkAttachment } from '../protocol/attachment.ts';
import { type Action, type ChallengeClaims, readChallenge } from '../protocol/challenge.ts';
import { ProtocolError } from '../protocol/errors.ts';
import type { PublicJwk } from '../protocol/keys.ts';
import { type FallbackWay, type ReceiptClaims, verifyDevice, verifyReceipt } from '../protocol/receipt.ts';
import { NodClientError } from './errors.ts';
import { createKeySource } from './jwks.ts';

export interface ReceiptExpectations {
  /** The challenge that this very login created and keeps on the application's server. */
  challengeId: string;
  /** usr_…: the user who must have answered, as learnt when this account was paired. */
  userId: string;
  /** The match that is expected; absent: any. `origin` is stronger than `code` and passes for it. */
  match?: 'code' | 'origin' | 'none';
  /** True: the person must have been verified for this approval (finger, face or PIN); absent: not needed. */
  userVerified?: boolean;
  /** How it must have ended; absent: approved, the only outcome that lets anybody in. */
  outcome?: 'approved' | 'denied' | 'reported';
  /** `phone`: the challenge must have been asked on phones alone. */
  answerBy?: 'phone';
  /**
   * The keys that this user's devices are known to have (`keyThumbprint` of listDevices), or a function that judges one. With
   * them a server that makes up a device is found out: its key is new. Without them it isn't.
   */
  deviceKeys?: readonly string[] | JudgeDeviceKey;
  /**
   * What is taken in place of a device's answer; absent: nothing. Of an approval by one of these there is no device, origin or
   * verified person, so `match`, `userVerified` and `deviceKeys` aren't asked: it is the server's word alone. The receipt's
   * `fallback` says which it was.
   */
  fallbacks?: readonly FallbackWay[];
}

/**
 * Asked about the key that has answered, once all the rest of the receipt is right. So it may remember a key: look it up, take
 * a user's first one, and have the person asked in another way before a further one is taken.
 * @returns whether it is taken
 */
export type JudgeDeviceKey = (key: { thumbprint: string; userId: string }) => boolean | Promise<boolean>;

/** A receipt that was verified, with what was asked: title, details, and the hashes of the attachments, as they were signed. */
export type VerifiedReceipt = ReceiptClaims & { readonly action: Action };

export interface ReceiptVerifier {
  /**
   * Checks that a receipt proves an approval (or the `outcome` that is expected): signed by the server, for this application, this
   * challenge, this user.
   * @returns its claims, and the action. @throws NodClientError receipt_invalid (with `reason`) · new_device_key (with `keyThumbprint`) · network · timeout · bad_response
   */
  verify(receipt: string, expected: ReceiptExpectations): Promise<VerifiedReceipt>;
}

/** The ways of matching that satisfy each expectation. */
const SATISFIES = {
  origin: ['origin'],
  code: ['code', 'origin'],
  none: ['none', 'code', 'origin'],
} as const satisfies Record<'code' | 'origin' | 'none', readonly ReceiptClaims['match'][]>;

/**
 * @param options.origin the server's origin, which must be the receipt's issuer
 * @param options.applicationId app_…, which must be the receipt's audience
 */
export function createReceiptVerifier(options: {
  origin: string;
  applicationId: string;
  fetch?: typeof fetch;
  now?: () => number;
}): ReceiptVerifier {
  const issuer = new URL(options.origin).origin;
  const source = createKeySource({
    origin: issuer,
    fetch: options.fetch ?? fetch,
    now: options.now ?? Date.now,
  });

  async function verifyWithCurrentKeys(
    receipt: string,
    { challengeId, fallbacks = [] }: ReceiptExpectations,
  ): Promise<ReceiptClaims> {
    const verifyWith = (keys: readonly PublicJwk[]) =>
      verifyReceipt(receipt, { keys, issuer, audience: options.applicationId, challengeId, fallbacks });
    try {
      return await verifyWith(await source.keys());
    } catch (error) {
      if (!(error instanceof ProtocolError) || error.code !== 'unknown_key') throw error;
      // The server may have changed its key since the last fetch.
      const keys = await source.refetched();
      if (!keys) throw error;
      return verifyWith(keys);
    }
  }

  return {
    async verify(receipt, expected) {
      const claims = await verifyWithCurrentKeys(receipt, expected).catch((error: unknown) => {
        if (error instanceof ProtocolError) throw invalid(error.code, error);
        throw error;
      });
      if (claims.sub !== expected.userId) throw invalid('wrong_user');
      if (claims.outcome !== (expected.outcome ?? 'approved')) throw invalid('wrong_outcome');
      const { action, answerBy } = embeddedChallenge(claims);
      if (expected.answerBy !== undefined && answerBy !== expected.answerBy) throw invalid('wrong_answer_by');
      // That the caller takes this one is checked with the signature.
      if (claims.fallback !== undefined) {
        // Nobody was shown them.
        if (action.attachments) throw invalid('wrong_state');
        return { ...claims, action };
      }
      if (claims.decision === undefined || claims.cnf === undefined) throw invalid('no_decision');
      const allowed: readonly string[] = SATISFIES[expected.match ?? 'none'];
      if (!allowed.includes(claims.match)) throw invalid('wrong_match');
      if (expected.userVerified && !claims.amr.includes('user')) throw invalid('user_not_verified');
      if (expected.deviceKeys) await checkDeviceKey(claims, expected.deviceKeys);
      return { ...claims, action };
    },
  };
}

/**
 * Checks that a text is the very one that was approved: the attachment of this name, byte for byte. To be called with what is
 * about to be used (the plan that is applied), and not with what was sent.
 * @throws NodClientError receipt_invalid (reason `wrong_attachment`)
 */
export async function verifyAttachment(
  { action }: Pick<VerifiedReceipt, 'action'>,
  name: string,
  text: string,
): Promise<void> {
  const entry = action.attachments?.find((one) => one.name === name);
  if (!entry) throw invalid('wrong_attachment');
  await checkAttachment(text, entry).catch((cause: unknown) => {
    throw invalid('wrong_attachment', cause);
  });
}

/** The challenge inside must agree with the receipt around it. */
function embeddedChallenge(claims: ReceiptClaims): ChallengeClaims {
  try {
    const asked = readChallenge(claims.challenge);
    if (asked.jti === claims.jti && asked.sub === claims.sub && asked.app.id === claims.aud) return asked;
  } catch (cause) {
    throw invalid('wrong_challenge', cause);
  }
  throw invalid('wrong_challenge');
}

async function checkDeviceKey(claims: ReceiptClaims, known: NonNullable<ReceiptExpectations['deviceKeys']>) {
  const thumbprint = await verifyDevice(claims).catch((error: unknown) => {
    throw error instanceof ProtocolError ? invalid(error.code, error) : error;
  });
  const isKnown =
    typeof known === 'function' ? await known({ thumbprint, userId: claims.sub }) : known.includes(thumbprint);
  if (isKnown === true) return;
  throw new NodClientError('new_device_key', 'The answer is by a device whose key is not known for this user.', {
    keyThumbprint: thumbprint,
  });
}

function invalid(reason: string, cause?: unknown): NodClientError {
  return new NodClientError('receipt_invalid', "The receipt doesn't prove this approval.", { reason, cause });
}
