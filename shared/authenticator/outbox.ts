import { claimEntry } from './claim-entry.ts';
import type { Core } from './core.ts';
import { endRequest } from './end-request.ts';
import { AuthenticatorError } from './errors.ts';
import type { OutboxEntry, RequestId } from './inbox-item.ts';
import { answerNotification, wrongCodeNotification } from './notification-words.ts';
import type { Outcome } from './outcome.ts';
import { sendDecision } from './send-decision.ts';

export interface Resent {
  readonly id: RequestId;
  readonly outcome: Outcome;
}

/**
 * Sends kept decisions, and those whose sender was stopped half-way: the same signed bytes, until they run out. The
 * person who answered may be gone, so what they should know is said by a notification.
 * @returns what became of each
 */
export async function resendOutbox(core: Core): Promise<Resent[]> {
  const resent: Resent[] = [];
  for (const entry of await core.inbox.outbox()) {
    const outcome = await resend(core, entry);
    if (outcome) resent.push({ id: { deviceId: entry.deviceId, challengeId: entry.challengeId }, outcome });
  }
  return resent;
}

async function resend(core: Core, entry: OutboxEntry): Promise<Outcome | undefined> {
  const [account, item] = await Promise.all([core.keys.account(entry.deviceId), core.inbox.get(entry)]);
  if (!account || !item || item.ended) {
    await core.inbox.changeOutbox(entry, () => undefined);
    return undefined;
  }
  if (entry.expiresAtMs <= (await core.clock.now(account.issuer))) {
    const ending = { state: 'expired', decidedBy: null, here: false } as const;
    await endRequest(core, entry, ending, { announce: 'replace' });
    return { kind: 'expired' };
  }
  if (!(await claimEntry(core, entry))) return undefined;
  try {
    const outcome = await sendDecision(core, account, item, entry);
    if (outcome.kind === 'wrong_code') await core.notifier.show(wrongCodeNotification(item));
    return outcome;
  } catch (error) {
    if (!(error instanceof AuthenticatorError)) throw error;
    await core.notifier.show(answerNotification(item, 'Your answer was not taken. Open Nod to see why.', core.now()));
    return undefined;
  }
}
