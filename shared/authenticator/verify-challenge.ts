import { type ChallengeClaims, ExpiredChallengeError, readChallenge, verifyChallenge } from '../protocol/challenge.ts';
import { ProtocolError } from '../protocol/errors.ts';
import type { Account } from './account.ts';
import type { Core } from './core.ts';
import { AuthenticatorError } from './errors.ts';
import { updateServerKeys } from './keys-update.ts';

export type VerifiedChallenge = { readonly claims: ChallengeClaims; readonly expired: boolean };

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
    if (!(error instanceof ProtocolError)) throw error;
    throw new AuthenticatorError('signature_invalid', `a challenge that can't be believed: ${error.code}`);
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
    // Either it is late or our clock is fast. Only the server knows; if it can't be asked, it counts as late.
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
