import { sql } from 'kysely';
import type { ChallengeRow } from '../store/schema.ts';
import type { ChallengesContext } from './context.ts';
import { ended } from './ended.ts';
import { finishChallenge, signEnding } from './finish.ts';

const MOST_PER_SWEEP = 200;

/**
 * Writes down that a challenge's time is over. An answer in time that is committed first wins, as everywhere.
 * @returns the row as it is then
 */
export async function expireChallenge(context: ChallengesContext, challenge: ChallengeRow): Promise<ChallengeRow> {
  const { store, clock } = context;
  const ending = await signEnding(context, challenge, { state: 'expired', atMs: clock() });
  const won = await store.transaction((trx) => finishChallenge(trx, challenge, ending));
  if (won) ended(context, challenge, 'expired', challenge.expires_at_ms);
  return store.db.selectFrom('challenges').selectAll().where('id', '=', challenge.id).executeTakeFirstOrThrow();
}

/** Expires what is due, oldest first. @returns whether there may be more */
export async function expireDue(context: ChallengesContext): Promise<boolean> {
  const due = await context.store.db
    .selectFrom('challenges')
    .selectAll()
    .where('state', '=', sql.lit('pending'))
    .where('expires_at_ms', '<=', context.clock())
    .orderBy('expires_at_ms')
    .limit(MOST_PER_SWEEP)
    .execute();
  for (const challenge of due) await expireChallenge(context, challenge);
  return due.length === MOST_PER_SWEEP;
}
