import type { ApplicationRow, ChallengeRow } from '../store/schema.ts';
import type { ChallengesContext } from './context.ts';
import { expireChallenge } from './expire.ts';
import { findChallenge, visibleState } from './view.ts';

/**
 * Waits until the challenge is final in the application's eyes, or the time is over. A waiter holds a subscription and a
 * timer, no connection to the database; it is woken by the bus and looks again. A challenge that expires while somebody waits is written down as expired there and then.
 *
 * @param options.waitMs at most this long, in ms; 0 answers at once. `signal` ends the wait early, without an error.
 * @returns the row as it is then. @throws NodError challenge_unknown
 */
export async function waitForChallenge(
  context: ChallengesContext,
  application: ApplicationRow,
  challengeId: string,
  options: { waitMs: number; signal?: AbortSignal },
): Promise<ChallengeRow> {
  const { store, clock } = context;
  const endsAtMs = clock() + options.waitMs;
  let wake = () => {};
  let woken = false;
  // Subscribed before the first look: a change between look and wait would be missed otherwise.
  const unsubscribe =
    options.waitMs > 0
      ? store.bus.subscribe(`challenge:${challengeId}`, () => {
          woken = true;
          wake();
        })
      : () => {};
  const abort = () => wake();
  options.signal?.addEventListener('abort', abort);
  try {
    for (;;) {
      woken = false;
      let row = await findChallenge(store.db, application, challengeId);
      const nowMs = clock();
      if (row.state === 'pending' && row.expires_at_ms <= nowMs) row = await expireChallenge(context, row);
      const state = visibleState(row, application, nowMs);
      if (state !== 'pending' || nowMs >= endsAtMs || options.signal?.aborted) return row;
      if (!woken) {
        await new Promise<void>((resolve) => {
          // One timer for both ends: the wait's and the challenge's. A little late, so that it is over for sure.
          const timer = setTimeout(resolve, Math.min(endsAtMs, row.expires_at_ms) - nowMs + 1);
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
