import type { FetchedResponse } from '../protocol/device-api.ts';
import { type Account, knownAccount, notingRefusal } from './account.ts';
import { AuthenticatorError, errorCode } from './errors.ts';
import type { InboxItem, RequestId } from './inbox-item.ts';
import { acknowledge } from './notify.ts';
import type { Core } from './ports.ts';
import { pullPending } from './pull.ts';
import { isRecent } from './recent.ts';
import { ingestChallenge } from './take-in.ts';

/**
 * Fetching: a request that rang nobody (too much was asked lately) is in no list until the person has it brought here, from the
 * page where it waits: by the id in its QR or its mark, or by the digits that it shows.
 */

const ASK_AGAIN_MS = 60 * 60_000;

/**
 * Asks the account's server what it can do, at most once an hour.
 * @returns whether it was asked. @throws AuthenticatorError offline …
 */
export async function noteServerFeatures(core: Core, account: Account): Promise<boolean> {
  if (isRecent(account.server?.askedAtMs, core.now(), ASK_AGAIN_MS)) return false;
  const { features = [] } = await core.api.serverInfo(account.issuer);
  await core.keys.changeAccount(account.deviceId, (current) => ({
    ...current,
    server: { features, askedAtMs: core.now() },
  }));
  return true;
}

/**
 * Brings a request here by its id: one that waits here already, one in the servers' lists, or one that rang nobody.
 * @param asked.issuer the server it comes from, where that is known: only its accounts are asked then
 * @throws AuthenticatorError challenge_unknown when no account has it, otherwise what kept the last one from being asked
 */
export async function fetchRequest(core: Core, asked: { challengeId: string; issuer?: string }): Promise<RequestId> {
  const { challengeId, issuer } = asked;
  const here = async () => {
    const found = await core.inbox.find(challengeId);
    return found.find(({ ended, claims }) => !ended && (issuer === undefined || claims.iss === issuer));
  };
  const known = await here();
  if (known) return idOf(known);
  let failure: unknown;
  for (const account of await core.keys.accounts()) {
    if (account.state !== 'active' || (issuer !== undefined && account.issuer !== issuer)) continue;
    try {
      // What is in the list rang, or would have: only what isn't was fetched.
      await pullPending(core, account);
      const listed = await here();
      if (listed) return idOf(listed);
      const answer = await notingRefusal(core, account.deviceId, core.api.challenge(account, challengeId));
      return await takeInFetched(core, account, answer, (item) => item.challengeId === challengeId);
    } catch (error) {
      const code = errorCode(error);
      if (code === undefined) throw error;
      // Another account may have it; a server that can't be asked for it (`not_found`) has shown all that waits.
      if (code !== 'challenge_unknown' && code !== 'not_found') failure = error;
    }
  }
  throw failure ?? new AuthenticatorError('challenge_unknown', 'no account here has this request');
}

/**
 * Brings a request of one account here by the digits that its login page shows. One account only: with each other one a
 * miss would be counted as a wrong code.
 * @param asked.code 6 to 8 digits
 * @throws AuthenticatorError code_unknown, code_ambiguous, user_backing_off, account_unknown, offline …
 */
export async function findRequest(core: Core, asked: { deviceId: string; code: string }): Promise<RequestId> {
  const account = await knownAccount(core, asked.deviceId);
  const answer = await notingRefusal(core, account.deviceId, core.api.findChallenge(account, asked.code));
  return takeInFetched(core, account, answer, (item) => item.claims.digits === asked.code.length);
}

/** @throws AuthenticatorError signature_invalid, challenge_unknown for one that is over, answer_malformed for another one */
async function takeInFetched(
  core: Core,
  account: Account,
  { challenge }: FetchedResponse,
  isAsked: (item: InboxItem) => boolean,
): Promise<RequestId> {
  const taken = await ingestChallenge(core, challenge, 'fetch');
  if (taken.kind === 'expired' || taken.item.ended) {
    throw new AuthenticatorError('challenge_unknown', 'the request is over');
  }
  if (taken.account.deviceId !== account.deviceId || !isAsked(taken.item)) {
    throw new AuthenticatorError('answer_malformed', 'the server gave another request');
  }
  if (taken.kind === 'added') await acknowledge(core, account, taken.item.challengeId, 'received');
  // From this call on it stands in the list: an open stream may have brought it before the answer came.
  if (taken.item.arrivedBy === 'pull') {
    await core.inbox.change(taken.item, (current) => ({ ...current, arrivedBy: 'fetch' }));
  }
  return idOf(taken.item);
}

function idOf({ deviceId, challengeId }: InboxItem): RequestId {
  return { deviceId, challengeId };
}
