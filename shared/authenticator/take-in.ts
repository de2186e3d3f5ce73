import type { ChallengeClaims } from '../protocol/challenge.ts';
import type { NoticeClaims } from '../protocol/notice.ts';
import { type Account, PAIRING_LIMIT_MS, type Pairing } from './account.ts';
import { endRequest } from './end-request.ts';
import { AuthenticatorError, errorCode } from './errors.ts';
import type { InboxItem } from './inbox-item.ts';
import { keepHappened } from './news.ts';
import type { Core } from './ports.ts';
import { isRecent } from './recent.ts';
import { echoTest } from './test-push.ts';
import { unverifiedNames, verifyChallengeFor, verifyNoticeFor, verifyNoticeForPairing } from './verify-message.ts';

/** What the server has signed for this authenticator, taken in however it came. Pushes, and what is shown of them: receive.ts. */

/**
 * Takes in a notice that came over the open stream: no notification of its own is due.
 * @throws AuthenticatorError account_unknown, signature_invalid
 */
export async function takeInNotice(core: Core, notice: string): Promise<void> {
  const { claims, account } = await openNotice(core, notice);
  if (!account) return;
  if (claims.notice === 'test') {
    await echoTest(core, account, claims.nonce);
    return;
  }
  if (claims.notice === 'announcement') {
    await keepHappened(core, account.deviceId, claims.announcement);
    return;
  }
  const id = { deviceId: account.deviceId, challengeId: claims.challengeId };
  await endRequest(core, id, endingOf(claims), { announce: 'close' });
}

/** A notice may be faster than the answer to this device's own decision, and is then about that decision. */
export function endingOf({ state, decidedBy, thisDevice = false }: NoticeClaims & { notice: 'closed' }) {
  return { state, decidedBy: decidedBy ?? null, here: thisDevice };
}

type OpenedNotice = { readonly claims: NoticeClaims } & (
  | { readonly account: Account; readonly pairing?: undefined }
  | { readonly account?: undefined; readonly pairing: Pairing }
);

export async function openNotice(core: Core, notice: string): Promise<OpenedNotice> {
  const { iss, sub } = unverifiedNames('notice', notice);
  // The pairings are read first: one becomes an account in a single step, so in this order it is found in one of the two.
  const pairings = await core.keys.pairings();
  const account = typeof sub === 'string' ? await core.keys.account(sub) : undefined;
  if (account) return { claims: await verifyNoticeFor(core, account, notice), account };
  // The test push can be faster than the server's answer that names the device.
  const [pairing] = pairings
    .filter(({ issuer, startedAtMs }) => issuer === iss && isRecent(startedAtMs, core.now(), PAIRING_LIMIT_MS))
    .sort((a, b) => b.startedAtMs - a.startedAtMs);
  if (!pairing || typeof sub !== 'string') {
    throw new AuthenticatorError('account_unknown', 'a notice for no account of this device');
  }
  return { claims: await verifyNoticeForPairing(core, pairing, sub, notice), pairing };
}

export type Ingested =
  | { readonly kind: 'added' | 'known'; readonly item: InboxItem; readonly account: Account }
  | { readonly kind: 'expired'; readonly claims: ChallengeClaims; readonly account: Account };

/**
 * Takes in a challenge, however it came: finds its account, verifies it against that account's pinned keys, keeps it once
 * (by its id within the account). The only way into the inbox.
 * @throws AuthenticatorError account_unknown, signature_invalid, update_needed
 */
export async function ingestChallenge(
  core: Core,
  challenge: string,
  arrivedBy: InboxItem['arrivedBy'],
): Promise<Ingested> {
  const account = await accountFor(core, challenge);
  const { claims, expired } = await verifyChallengeFor(core, account, challenge).catch(async (error: unknown) => {
    if (errorCode(error) === 'update_needed') {
      await core.keys.changeAccount(account.deviceId, (current) => ({ ...current, updateNeeded: true }));
    }
    throw error;
  });
  if (expired) return { kind: 'expired', claims, account };
  const { item, added } = await core.inbox.add({
    deviceId: account.deviceId,
    challengeId: claims.jti,
    challenge,
    claims,
    arrivedBy,
    arrivedAtMs: core.now(),
    expiresAtMs: claims.exp * 1000,
    notifiedAtMs: null,
    shownAckAtMs: null,
    triesLeft: null,
    ended: null,
  });
  if (item.ended?.state !== 'expired') return { kind: added ? 'added' : 'known', item, account };
  // Only "expired" is decided on the device. It is taken back when the clock was wrong then.
  const revived = await core.inbox.change(item, (current) => ({ ...current, ended: null, notifiedAtMs: null }));
  return { kind: 'added', item: revived ?? item, account };
}

/**
 * The account that a challenge claims to be for. Only a hint of where to look: verification decides.
 * @throws AuthenticatorError account_unknown, signature_invalid
 */
export async function accountFor(core: Core, challenge: string): Promise<Account> {
  const { iss, sub } = unverifiedNames('challenge', challenge);
  const candidates = (await core.keys.accounts()).filter(
    (account) => account.issuer === iss && account.user.id === sub && account.state !== 'revoked',
  );
  const account = candidates.find(({ state }) => state === 'active') ?? candidates[0];
  if (!account) throw new AuthenticatorError('account_unknown', 'a challenge for no account of this device');
  return account;
}
