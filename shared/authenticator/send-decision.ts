import type { Account } from './account.ts';
import { noteRefusal } from './account-refusal.ts';
import type { Core } from './core.ts';
import { endRequest } from './end-request.ts';
import { AuthenticatorError, isTransient } from './errors.ts';
import { learnFamiliar } from './familiar.ts';
import { type Ending, type FinalState, type InboxItem, type OutboxEntry, STATE_OF_CHOICE } from './inbox-item.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/**
 * Posts a signed decision that is in the outbox, and takes in what the server says. The one place that sends one.
 * @throws AuthenticatorError when the server refuses for good; the entry is gone then, and a person may answer again
 */
export async function sendDecision(
  core: Core,
  account: Account,
  item: InboxItem,
  entry: OutboxEntry,
): Promise<Outcome> {
  await core.inbox.changeOutbox(entry, (current) => ({ ...current, state: 'sending', sinceMs: core.now() }));
  try {
    const { state } = await core.api.decide(account.issuer, item.challengeId, entry.decision);
    return await finish(core, account, item, entry, { state, here: state === STATE_OF_CHOICE[entry.choice] });
  } catch (error) {
    if (!(error instanceof AuthenticatorError)) throw error;
    return takeInFailure(core, account, item, entry, error);
  }
}

async function takeInFailure(
  core: Core,
  account: Account,
  item: InboxItem,
  entry: OutboxEntry,
  error: AuthenticatorError,
): Promise<Outcome> {
  if (error.code === 'challenge_final') {
    const state = finalState(error.params.state);
    const decidedBy = typeof error.params.decidedBy === 'string' ? error.params.decidedBy : null;
    // Never our own answer: one whose acknowledgement got lost is answered again like the first time.
    return finish(core, account, item, entry, { state, here: false, decidedBy });
  }
  if (error.code === 'wrong_code') {
    const triesLeft = typeof error.params.triesLeft === 'number' ? error.params.triesLeft : null;
    if (triesLeft === 0) return finish(core, account, item, entry, { state: 'failed', here: false });
    await core.inbox.changeOutbox(entry, () => undefined);
    await core.inbox.change(item, (current) => ({ ...current, triesLeft }));
    return { kind: 'wrong_code', triesLeft };
  }
  if (isTransient(error)) {
    await core.inbox.changeOutbox(entry, (current) => ({ ...current, state: 'kept', sinceMs: core.now() }));
    const why = error.code === 'offline' ? 'offline' : 'server_unreachable';
    return { kind: 'kept', why, expiresAtMs: entry.expiresAtMs };
  }
  await core.inbox.changeOutbox(entry, () => undefined);
  await noteRefusal(core, account.deviceId, error);
  throw error;
}

async function finish(
  core: Core,
  account: Account,
  item: InboxItem,
  entry: OutboxEntry,
  end: { state: FinalState; here: boolean; decidedBy?: string | null },
): Promise<Outcome> {
  if (end.here && entry.choice === 'approve') await learnFamiliar(core, item);
  const decidedBy = end.here ? account.deviceName : (end.decidedBy ?? null);
  const foreign = end.here && entry.choice === 'report' && entry.origin !== undefined;
  const ending: Ending = {
    state: end.state,
    here: end.here,
    decidedBy,
    atMs: core.now(),
    ...(foreign ? { foreignOrigin: entry.origin } : {}),
  };
  return outcomeOf((await endRequest(core, item, ending, { announce: 'close' })) ?? ending);
}

const finalStates: readonly string[] = ['approved', 'denied', 'reported', 'expired', 'canceled', 'failed'];

/** A server that says "final" without saying how leaves us with the least we know: it can't be answered any more. */
function finalState(value: unknown): FinalState {
  return typeof value === 'string' && finalStates.includes(value) ? (value as FinalState) : 'canceled';
}
