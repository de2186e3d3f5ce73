import { type ChallengeClaims, ExpiredChallengeError, readChallenge, verifyChallenge } from '../protocol/challenge.ts';
import { ProtocolError } from '../protocol/errors.ts';
import { parseMessage } from '../protocol/jws.ts';
import { type NoticeClaims, verifyNotice } from '../protocol/notice.ts';
import type { Account, Pairing } from './account.ts';
import { AuthenticatorError, errorCode } from './errors.ts';
import type { Core } from './ports.ts';
import { updateServerKeys } from './server-keys.ts';

/** Decides what is believed of a server: challenges and notices, each only by a pinned key (key sets: server-keys.ts). */

export type VerifiedChallenge = { readonly claims: ChallengeClaims; readonly expired: boolean };

/** Sender and addressee that a message claims, before anything is verified. @throws AuthenticatorError signature_invalid */
export function unverifiedNames(type: 'challenge' | 'notice', jws: string): { iss: unknown; sub: unknown } {
  try {
    const { iss, sub } = parseMessage(type, jws).claims as { iss?: unknown; sub?: unknown };
    return { iss, sub };
  } catch (error) {
    throw disbelieved(`not a ${type}`, error);
  }
}

/**
 * Verifies a challenge for one account: pinned key, that issuer, that user. Nothing is shown or signed without it.
 * Three things may be mended on the way, each once and each only with what a pinned key or the server itself says: a key
 * that came with a rotation, a clock behind the server's, and a clock ahead of it.
 * @throws AuthenticatorError signature_invalid
 */
export async function verifyChallengeFor(core: Core, account: Account, challenge: string): Promise<VerifiedChallenge> {
  try {
    return await verifyMending(core, account, challenge);
  } catch (error) {
    throw disbelieved('a challenge that can’t be believed', error);
  }
}

async function verifyMending(core: Core, account: Account, challenge: string): Promise<VerifiedChallenge> {
  const attempt = (keys: Account['pinnedKeys']) => verifyOnce(core, account, keys, challenge);
  let keys = account.pinnedKeys;
  try {
    return await attempt(keys);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    if (error.code === 'unknown_key') {
      keys = await updateServerKeys(core, account).catch(() => keys);
      return attempt(keys);
    }
    if (error.code !== 'not_yet_valid') throw error;
    // It is genuine (the time is checked last), so the server's clock has been there: ours is behind.
    await core.clock.learnFromIssued(account.issuer, readChallenge(challenge).iat * 1000);
    return attempt(keys);
  }
}

async function verifyOnce(
  core: Core,
  account: Account,
  keys: Account['pinnedKeys'],
  challenge: string,
): Promise<VerifiedChallenge> {
  const verify = async () =>
    verifyChallenge(challenge, {
      keys,
      issuer: account.issuer,
      subject: account.user.id,
      now: await core.clock.now(account.issuer),
    });
  try {
    const claims = await verify();
    await core.clock.learnFromIssued(account.issuer, claims.iat * 1000);
    return { claims, expired: false };
  } catch (error) {
    if (!(error instanceof ExpiredChallengeError)) throw error;
    // Either the challenge is late or our clock is fast. Only the server knows; if it can't be asked, it counts as late.
    const before = await core.clock.offsetMs(account.issuer);
    await core.api.self(account).catch(() => undefined);
    if ((await core.clock.offsetMs(account.issuer)) === before) return { claims: error.claims, expired: true };
    return verify().then(
      (claims) => ({ claims, expired: false }),
      (again: unknown) => {
        if (again instanceof ExpiredChallengeError) return { claims: again.claims, expired: true };
        throw again;
      },
    );
  }
}

/**
 * Verifies a notice for one account: pinned key, that issuer, this device. What fails is tried once more with the keys that
 * a rotation may have brought.
 * @throws AuthenticatorError signature_invalid
 */
export async function verifyNoticeFor(core: Core, account: Account, notice: string): Promise<NoticeClaims> {
  try {
    return await verifyNoticeOnce(core, account, account.deviceId, notice);
  } catch (error) {
    if (errorCode(error) !== 'signature_invalid') throw error;
    const pinnedKeys = await updateServerKeys(core, account).catch(() => account.pinnedKeys);
    return verifyNoticeOnce(core, { ...account, pinnedKeys }, account.deviceId, notice);
  }
}

/**
 * Verifies a notice for a pairing that has no account yet, by the keys that came with its ticket.
 * @param deviceId as the notice itself says; the server's answer to its echo has to say the same
 * @throws AuthenticatorError signature_invalid
 */
export function verifyNoticeForPairing(
  core: Core,
  pairing: Pairing,
  deviceId: string,
  notice: string,
): Promise<NoticeClaims> {
  return verifyNoticeOnce(core, pairing, deviceId, notice);
}

async function verifyNoticeOnce(
  core: Core,
  { issuer, pinnedKeys }: Pick<Account, 'issuer' | 'pinnedKeys'>,
  deviceId: string,
  notice: string,
): Promise<NoticeClaims> {
  try {
    return await verifyNotice(notice, { keys: pinnedKeys, issuer, deviceId, now: await core.clock.now(issuer) });
  } catch (error) {
    throw disbelieved('a notice that can’t be believed', error);
  }
}

/** What the protocol refuses, with this layer's code; anything else as it is. */
function disbelieved(what: string, error: unknown): unknown {
  return error instanceof ProtocolError ? new AuthenticatorError('signature_invalid', `${what}: ${error.code}`) : error;
}
