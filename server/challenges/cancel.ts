import { NodError } from '../diagnostics/errors.ts';
import type { ApplicationRow, ChallengeRow } from '../store/schema.ts';
import { announceClosed } from './closed-notice.ts';
import type { ChallengesContext } from './context.ts';
import { ended } from './ended.ts';
import { expireChallenge } from './expire.ts';
import { finishChallenge, signEnding } from './finish.ts';
import { findChallenge, visibleState } from './view.ts';

/**
 * The application takes its question back. Canceling twice is no error.
 *
 * @returns the row as it is then. @throws NodError challenge_unknown, challenge_final (`state`)
 */
export async function cancelChallenge(
  context: ChallengesContext,
  application: ApplicationRow,
  challengeId: string,
): Promise<ChallengeRow> {
  const { store, clock } = context;
  const row = await findChallenge(store.db, application, challengeId);
  const atMs = clock();
  if (row.state === 'pending' && row.expires_at_ms <= atMs) await expireChallenge(context, row);
  else if (row.state === 'pending') {
    const ending = await signEnding(context, row, { state: 'canceled', atMs, reason: 'by the application' });
    if (await store.transaction((trx) => finishChallenge(trx, row, ending))) {
      ended(context, row, 'canceled', atMs);
      context.background(announceClosed(context, row, { state: 'canceled' }));
    }
  }
  const now = row.state === 'pending' ? await findChallenge(store.db, application, challengeId) : row;
  const state = visibleState(now, application, atMs);
  if (state === 'canceled') return now;
  // A concealed denial still looks pending: to whoever asks, canceling it works.
  if (state === 'pending') return withdraw(context, now, atMs);
  throw new NodError('challenge_final', 'This challenge has ended already and can’t be canceled.', {
    params: { state },
  });
}

async function withdraw({ store }: ChallengesContext, row: ChallengeRow, atMs: number): Promise<ChallengeRow> {
  const withdrawn = await store.transaction((trx) =>
    trx
      .updateTable('challenges')
      .set({ withdrawn_at_ms: atMs })
      .where('id', '=', row.id)
      .where('withdrawn_at_ms', 'is', null)
      .returningAll()
      .executeTakeFirst(),
  );
  void store.bus.publish(`challenge:${row.id}`);
  return withdrawn ?? row;
}
