import { NodError } from '../diagnostics/errors.ts';
import type { ApplicationRow } from '../store/schema.ts';
import type { Engine } from './challenges.ts';
import { announceClosed } from './closed-notice.ts';
import { announceEnd, endChallenge, expireChallenge, signEnding } from './ending.ts';
import { type WholeChallenge, wholeChallenge } from './rows.ts';
import { type ChallengeView, isForgotten, mayHaveReceipt, viewChallenge, visibleState } from './view.ts';

// What an application does with a challenge of its own after it has asked: read, wait, cancel, take the receipt.

/**
 * Another application's challenge, and a quiet one that ended long ago, is answered exactly like one that doesn't exist.
 * @throws NodError challenge_unknown
 */
async function findChallenge(
  { store, clock }: Engine,
  application: ApplicationRow,
  id: string,
): Promise<WholeChallenge> {
  const row = await wholeChallenge(store.db, id);
  if (row?.application_id !== application.id || isForgotten(row, application, clock()))
    throw new NodError('challenge_unknown', 'No such challenge. Check the id that creating it returned.');
  return row;
}

/**
 * Waits until the challenge is final in the application's eyes, or the time is over. A waiter holds a subscription and
 * a timer, but no connection to the database; when the bus wakes it, it looks again. A challenge that expires during a
 * wait is recorded as expired at once.
 *
 * @param options.waitMs at most this long, in ms; 0 answers at once. `signal` ends the wait early, without an error.
 * @throws NodError challenge_unknown
 */
export async function waitForChallenge(
  engine: Engine,
  application: ApplicationRow,
  challengeId: string,
  options: { waitMs: number; signal?: AbortSignal },
): Promise<ChallengeView> {
  const { store, clock } = engine;
  const endsAtMs = clock() + options.waitMs;
  let wake = () => {};
  let woken = false;
  // Subscribed before the first look: otherwise a change between look and wait would be missed.
  const unsubscribe =
    options.waitMs > 0
      ? store.bus.subscribe(`challenge:${challengeId}`, () => {
          woken = true;
          wake();
        })
      : () => {};
  const abort = () => wake();
  options.signal?.addEventListener('abort', abort);
  // Only this is kept during the wait, not the row: there may be ten thousand waiters.
  const look = async (): Promise<{ view: ChallengeView } | { againAtMs: number }> => {
    const row = await findCurrent(engine, application, challengeId);
    const nowMs = clock();
    const isOver = nowMs >= endsAtMs || options.signal?.aborted === true;
    if (!isOver && visibleState(row, application, nowMs) === 'pending') {
      return { againAtMs: Math.min(endsAtMs, row.expires_at_ms) };
    }
    return { view: viewChallenge(row, application, nowMs) };
  };
  try {
    for (;;) {
      woken = false;
      const seen = await look();
      if ('view' in seen) return seen.view;
      if (!woken) {
        await new Promise<void>((resolve) => {
          // One timer for the end of the wait and the end of the challenge; 1 ms late, so that one of them has really come.
          const timer = setTimeout(resolve, seen.againAtMs - clock() + 1);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        wake = () => {};
      }
    }
  } finally {
    unsubscribe();
    options.signal?.removeEventListener('abort', abort);
  }
}

/** The row; where its time is over, its expiry is recorded first. @throws NodError challenge_unknown */
export async function findCurrent(engine: Engine, application: ApplicationRow, id: string): Promise<WholeChallenge> {
  const row = await findChallenge(engine, application, id);
  if (row.state !== 'pending' || row.expires_at_ms > engine.clock()) return row;
  await expireChallenge(engine, row);
  return findChallenge(engine, application, id);
}

/**
 * The application takes its question back. Canceling twice is no error.
 * @returns the challenge as it is then. @throws NodError challenge_unknown, challenge_final (`state`)
 */
export async function cancelChallenge(
  engine: Engine,
  application: ApplicationRow,
  challengeId: string,
): Promise<ChallengeView> {
  const { store, background } = engine;
  const row = await findCurrent(engine, application, challengeId);
  const atMs = engine.clock();
  if (row.state === 'pending') {
    const ending = await signEnding(engine, row, { state: 'canceled', atMs, cancelReason: 'application' });
    if (await store.transaction((trx) => endChallenge(trx, row, ending))) {
      announceEnd(engine, row, 'canceled', atMs);
      if (row.rings === 1) background.run(announceClosed(engine, row, { state: 'canceled' }));
    }
  }
  const now = row.state === 'pending' ? await findChallenge(engine, application, challengeId) : row;
  const state = visibleState(now, application, atMs);
  // A concealed denial still looks pending: to its application, canceling it works.
  const canceled = state === 'pending' ? await withdraw(engine, now, atMs) : now;
  if (state === 'canceled' || state === 'pending') return viewChallenge(canceled, application, engine.clock());
  throw new NodError('challenge_final', 'This challenge has ended already and can’t be canceled.', {
    params: { state },
  });
}

async function withdraw({ store }: Engine, row: WholeChallenge, atMs: number): Promise<WholeChallenge> {
  const withdrawn = await store.transaction((trx) =>
    trx
      .updateTable('challenges')
      .set({ withdrawn_at_ms: atMs, cancel_reason: 'application' })
      .where('id', '=', row.id)
      .where('withdrawn_at_ms', 'is', null)
      .returningAll()
      .executeTakeFirst(),
  );
  void store.bus.publish(`challenge:${row.id}`);
  return { ...row, ...withdrawn };
}

/** The signed receipt. @throws NodError challenge_unknown, receipt_unavailable (not final yet, or concealed) */
export async function receiptOf(engine: Engine, application: ApplicationRow, challengeId: string): Promise<string> {
  const row = await findChallenge(engine, application, challengeId);
  if (row.receipt_jws === null || !mayHaveReceipt(visibleState(row, application, engine.clock()), application)) {
    throw new NodError('receipt_unavailable', 'There is no receipt of this challenge. Wait until it is final.');
  }
  return row.receipt_jws;
}
