import { hashChallenge } from '../protocol/challenge.ts';
import { ProtocolError } from '../protocol/errors.ts';
import { decodeOfflineQr, type OfflineQr, offlineDigits } from '../protocol/offline-code.ts';
import { type Assertion, approvalChallenge } from '../protocol/user-verification.ts';
import type { Account } from './account.ts';
import { abilitiesOf, asksForPerson } from './answer.ts';
import { type ConfirmationAsk, challengeIn } from './confirmation.ts';
import { AuthenticatorError } from './errors.ts';
import { type FinalState, type InboxItem, type OutboxEntry, STATE_OF_CHOICE } from './inbox-item.ts';
import type { Core } from './ports.ts';
import { accountFor } from './take-in.ts';
import { verifyChallengeFor } from './verify-message.ts';

/**
 * Answering without a network: a login page's QR holds the signed request, and a person types the digits that this device makes of
 * it (shared/protocol/offline-code.ts). Nothing is kept of it and nothing is sent: whether the login came about, only its server
 * knows.
 */
export interface OfflineRequest {
  /** As it would stand in the inbox, where it isn't put: there it could be answered as if a network were there. */
  readonly item: InboxItem;
  readonly account: Account;
  /** What the person has to confirm before the digits are made, as for any approval; null where nothing. */
  readonly ask: ConfirmationAsk | null;
}

/**
 * Reads a scanned QR, and checks the request in it as one that came by push: pinned keys, that issuer, that user, its time.
 * @throws AuthenticatorError qr_not_for_this, account_unknown, signature_invalid, update_needed, offline_unready,
 *   approval_unsupported, challenge_final (`state`: over, or answered here)
 */
export async function readOfflineRequest(core: Core, text: string): Promise<OfflineRequest> {
  const { challenge } = decodeQr(text);
  const account = await accountFor(core, challenge);
  const { claims, expired } = await verifyChallengeFor(core, account, challenge);
  if (expired) throw over('expired');
  // No server offers such a code for these. One that did would have a tap, or an account, by digits that can be relayed;
  // what is attached is to be had from the server alone.
  if (claims.match === 'none' || claims.vouch !== undefined || claims.action.attachments !== undefined) {
    throw new AuthenticatorError('qr_not_for_this', 'such a request has no offline code');
  }
  const id = { deviceId: account.deviceId, challengeId: claims.jti };
  const known = await core.inbox.get(id);
  requireUnanswered(known, await core.inbox.outbox());
  if (account.state !== 'active' || !account.offlineKey || !(await core.keys.offlineKey(account.thumbprint))) {
    throw new AuthenticatorError('offline_unready', 'the server has no second key of this device');
  }
  const can = abilitiesOf(core, account, claims);
  if (claims.uv === 'required' && !can.confirmsUser) {
    throw new AuthenticatorError('approval_unsupported', 'the person can’t be confirmed here');
  }
  const item: InboxItem = {
    ...id,
    challenge,
    claims,
    arrivedBy: known?.arrivedBy ?? 'push',
    arrivedAtMs: core.now(),
    expiresAtMs: claims.exp * 1000,
    notifiedAtMs: null,
    shownAckAtMs: null,
    triesLeft: null,
    ended: null,
  };
  const asks = account.verifier && asksForPerson(claims, can);
  return {
    item,
    account,
    ask: asks ? { challenge: await approvalOf(challenge), credentialId: account.verifier.credentialId } : null,
  };
}

/**
 * Makes the digits that approve the request, once the person has read it and said yes.
 * @param verification the person's own signature, where `ask` wants one. Nobody is shown it: it is asked for so that a phone
 *   that lies about unlocked does no more without a network than with one
 * @returns 8 decimal digits. @throws AuthenticatorError those of readOfflineRequest, confirmation_missing
 */
export async function makeOfflineCode(core: Core, text: string, verification?: Assertion): Promise<string> {
  const { item, account, ask } = await readOfflineRequest(core, text);
  if (ask && (!verification || challengeIn(verification) !== ask.challenge)) {
    throw new AuthenticatorError('confirmation_missing', 'the person has to be confirmed first');
  }
  const privateKey = await core.keys.offlineKey(account.thumbprint);
  if (!privateKey) throw new AuthenticatorError('key_missing', 'the second key of this account is no longer here');
  const { ephemeralKey: publicKey } = decodeQr(text);
  const { thumbprint } = account;
  return offlineDigits({ privateKey, publicKey, challenge: item.challenge, thumbprint }).catch(notForThis);
}

function decodeQr(text: string): OfflineQr {
  try {
    return decodeOfflineQr(text);
  } catch (error) {
    return notForThis(error);
  }
}

function notForThis(error: unknown): never {
  if (!(error instanceof ProtocolError)) throw error;
  const code = error.code === 'unknown_claim' ? 'update_needed' : 'qr_not_for_this';
  throw new AuthenticatorError(code, `not an offline code that can be used: ${error.code}`);
}

/** A request that was denied here, or is over as far as this device knows, gets no digits. @throws AuthenticatorError challenge_final */
function requireUnanswered(known: InboxItem | undefined, outbox: readonly OutboxEntry[]): void {
  if (!known) return;
  // Only "expired" is decided on the device, and its time has just been looked at.
  if (known.ended && known.ended.state !== 'expired') throw over(known.ended.state, known.ended.decidedBy);
  const kept = outbox.find(
    ({ deviceId, challengeId }) => deviceId === known.deviceId && challengeId === known.challengeId,
  );
  if (kept && kept.choice !== 'approve') throw over(STATE_OF_CHOICE[kept.choice]);
}

function over(state: FinalState, decidedBy: string | null = null): AuthenticatorError {
  return new AuthenticatorError('challenge_final', 'the request is over', {
    params: { state, ...(decidedBy === null ? {} : { decidedBy }) },
  });
}

async function approvalOf(challenge: string): Promise<string> {
  return approvalChallenge({ challenge: await hashChallenge(challenge), decision: 'approve' });
}
