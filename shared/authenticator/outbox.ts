import { type Account, noteRefusal } from './account.ts';
import { type Answer, type Outcome, outcomeOf } from './answer.ts';
import { endRequest } from './end-request.ts';
import { AuthenticatorError, isTransient } from './errors.ts';
import { learnFamiliar } from './history.ts';
import {
  type Ending,
  type FinalState,
  type InboxItem,
  type OutboxEntry,
  type RequestId,
  STATE_OF_CHOICE,
} from './inbox-item.ts';
import { answerNotification, wrongCodeNotification } from './notification-words.ts';
import type { Core } from './ports.ts';
import { say } from './words/spoken.ts';

/** Longer than any call's time limit: a sender that has not finished by then was killed. */
const SENDING_LEASE_MS = 40_000;

/**
 * Puts a signed decision into the outbox and sends it, unless another answer to the request is on its way: of a page and a
 * worker that decide at the same moment one sends.
 * A second thought may replace an answer that is only kept (it waits for the network), never one that is being sent. The
 * same answer is not replaced but sent again as it is: the server then sees one decision, however often it comes.
 * @throws AuthenticatorError when the server refuses for good; the entry is gone then, and a person may answer again
 */
export async function sendOnce(
  core: Core,
  account: Account,
  item: InboxItem,
  answer: Answer & { readonly decision: string },
): Promise<Outcome> {
  const { choice, origin, decision } = answer;
  const code = answer.code ?? null;
  const entry: OutboxEntry = {
    deviceId: item.deviceId,
    challengeId: item.challengeId,
    choice,
    code,
    ...(origin === undefined ? {} : { origin }),
    decision,
    state: 'sending',
    sinceMs: core.now(),
    expiresAtMs: item.expiresAtMs,
  };
  const isSame = (existing: OutboxEntry) => existing.choice === choice && existing.code === code;
  const holding = await core.inbox.hold(entry, (existing) => isFree(existing, core.now()) && !isSame(existing));
  if (holding.held) return send(core, account, item, entry);
  // One with other digits may have stopped being sent just now: it isn't what the person has typed.
  if (isSame(holding.existing) && (await claim(core, holding.existing))) {
    return send(core, account, item, holding.existing);
  }
  const ended = (await core.inbox.get(item))?.ended;
  return ended ? outcomeOf(ended) : { kind: 'in_progress', choice: holding.existing.choice };
}

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
    await drop(core, entry);
    return undefined;
  }
  if (entry.expiresAtMs <= (await core.clock.now(account.issuer))) {
    const ending = { state: 'expired', decidedBy: null, here: false } as const;
    await endRequest(core, entry, ending, { announce: 'replace' });
    return { kind: 'expired' };
  }
  if (!(await claim(core, entry))) return undefined;
  try {
    const outcome = await send(core, account, item, entry);
    if (outcome.kind === 'wrong_code') await core.notifier.show(wrongCodeNotification(item));
    return outcome;
  } catch (error) {
    if (!(error instanceof AuthenticatorError)) throw error;
    await core.notifier.show(answerNotification(item, say.answer.notTaken, core.now()));
    return undefined;
  }
}

/**
 * Takes over a kept decision, or one whose sender was stopped, in one transaction: of a page and a worker that come online
 * together one gets true and sends.
 */
async function claim(core: Core, entry: OutboxEntry): Promise<boolean> {
  let claimed = false;
  await core.inbox.changeOutbox(entry, (current) => {
    claimed = isFree(current, core.now());
    return claimed ? { ...current, state: 'sending', sinceMs: core.now() } : current;
  });
  return claimed;
}

/** Whether nobody is sending it at the moment. */
function isFree(entry: OutboxEntry, nowMs: number): boolean {
  return entry.state === 'kept' || nowMs - entry.sinceMs >= SENDING_LEASE_MS;
}

/** Posts a decision that is held as `sending`, and takes in what the server says. The one place that posts one. */
async function send(core: Core, account: Account, item: InboxItem, entry: OutboxEntry): Promise<Outcome> {
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
  const { state, decidedBy, thisDevice, triesLeft } = error.params;
  if (error.code === 'challenge_final') {
    // Not by these bytes: when they are sent again because their answer got lost, the server gives the same answer again.
    const by = typeof decidedBy === 'string' ? decidedBy : null;
    return finish(core, account, item, entry, { state: finalState(state), here: thisDevice === true, decidedBy: by });
  }
  if (error.code === 'wrong_code') {
    if (triesLeft === 0) return finish(core, account, item, entry, { state: 'failed', here: false });
    const left = typeof triesLeft === 'number' ? triesLeft : null;
    await drop(core, entry);
    await core.inbox.change(item, (current) => ({ ...current, triesLeft: left }));
    return { kind: 'wrong_code', triesLeft: left };
  }
  if (isTransient(error)) {
    await core.inbox.changeOutbox(entry, (current) => ({ ...current, state: 'kept', sinceMs: core.now() }));
    const why = error.code === 'offline' ? 'offline' : 'server_unreachable';
    return { kind: 'kept', choice: entry.choice, why, expiresAtMs: entry.expiresAtMs };
  }
  await drop(core, entry);
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
  // Another answer of this device may have come first.
  const isThis = end.here && end.state === STATE_OF_CHOICE[entry.choice];
  if (isThis && entry.choice === 'approve') await learnFamiliar(core, item);
  const foreign = isThis && entry.choice === 'report' && entry.origin !== undefined;
  const ending: Ending = {
    state: end.state,
    here: end.here,
    decidedBy: end.here ? account.deviceName : (end.decidedBy ?? null),
    atMs: core.now(),
    ...(foreign ? { foreignOrigin: entry.origin } : {}),
  };
  return outcomeOf((await endRequest(core, item, ending, { announce: 'close' })) ?? ending);
}

function drop(core: Core, id: RequestId): Promise<void> {
  return core.inbox.changeOutbox(id, () => undefined);
}

const FINAL_STATES: readonly string[] = ['approved', 'denied', 'reported', 'expired', 'canceled', 'failed'];

/** Where a server says "final" without saying how, all that is known is that the request can't be answered any more. */
function finalState(value: unknown): FinalState {
  return typeof value === 'string' && FINAL_STATES.includes(value) ? (value as FinalState) : 'canceled';
}
