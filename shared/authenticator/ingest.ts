import type { ChallengeClaims } from '../protocol/challenge.ts';
import { ProtocolError } from '../protocol/errors.ts';
import { parseMessage } from '../protocol/jws.ts';
import type { Account } from './account.ts';
import type { Core } from './core.ts';
import { AuthenticatorError } from './errors.ts';
import type { InboxItem } from './inbox-item.ts';
import { verifyChallengeFor } from './verify-challenge.ts';

export type Ingested =
  | { readonly kind: 'added' | 'known'; readonly item: InboxItem; readonly account: Account }
  | { readonly kind: 'expired'; readonly claims: ChallengeClaims; readonly account: Account };

/**
 * Takes in a challenge, however it came: finds whose it is, verifies it against that account's pinned keys, keeps it once
 * (by its id within the account). The only way into the inbox.
 * @throws AuthenticatorError account_unknown, signature_invalid
 */
export async function ingestChallenge(
  core: Core,
  challenge: string,
  arrivedBy: InboxItem['arrivedBy'],
): Promise<Ingested> {
  const account = await accountFor(core, challenge);
  const { claims, expired } = await verifyChallengeFor(core, account, challenge);
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
  // It was counted as run out by a clock that has been put right since: "expired" is the one ending judged here.
  const revived = await core.inbox.change(item, (current) => ({ ...current, ended: null, notifiedAtMs: null }));
  return { kind: 'added', item: revived ?? item, account };
}

/** The account a challenge claims to be for. Only a hint of where to look: verification decides. */
async function accountFor(core: Core, challenge: string): Promise<Account> {
  const { iss, sub } = unverifiedNames('challenge', challenge);
  const candidates = (await core.keys.accounts()).filter(
    (account) => account.issuer === iss && account.user.id === sub && account.state !== 'revoked',
  );
  const account = candidates.find(({ state }) => state === 'active') ?? candidates[0];
  if (!account) throw new AuthenticatorError('account_unknown', 'a challenge for no account of this device');
  return account;
}

/** Who a message says it is from and for, before anything is verified. @throws AuthenticatorError signature_invalid */
export function unverifiedNames(type: 'challenge' | 'notice', jws: string): { iss: unknown; sub: unknown } {
  try {
    const { iss, sub } = parseMessage(type, jws).claims as { iss?: unknown; sub?: unknown };
    return { iss, sub };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    throw new AuthenticatorError('signature_invalid', `not a ${type}: ${error.code}`);
  }
}
