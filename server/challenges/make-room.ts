import { sql } from 'kysely';
import type { ApplicationRow, ChallengeRow, Trx } from '../store/schema.ts';
import type { Engine } from './challenges.ts';
import { type Ending, endChallenge, type Receipts } from './ending.ts';
import { whoGivesWay } from './quiet.ts';
import { challengeById, pendingSince, saidNoTo } from './rows.ts';
import { conceals } from './view.ts';

/**
 * Ends what the new challenge replaces: the pending one of its application; or, when it is quiet, one of too many quiet
 * ones, and no other; made in parallel it replaces none. What the user has denied in secret looks as if it waited, and so has to look replaced.
 * @returns `withdrawn`: the ids of those that only look so
 */
export async function makeRoom(
  engine: Engine,
  trx: Trx,
  work: { row: ChallengeRow; pendingId: string | null; application: ApplicationRow; receipts: Receipts },
): Promise<{ superseded: { challenge: ChallengeRow; ending: Ending } | undefined; withdrawn: string[] }> {
  const { row, application, receipts } = work;
  const concealed = conceals(application);
  const replaces = row.quiet === 0 && row.parallel === 0;
  let oldId = replaces ? work.pendingId : null;
  let withdrawn: string[] = [];
  if (row.quiet === 1) {
    const asking = { userId: row.user_id, applicationId: row.application_id, nowMs: row.created_at_ms, concealed };
    const old = await whoGivesWay(trx, { ...asking, most: engine.limits.quietAtOnce });
    if (old?.state === 'pending') oldId = old.id;
    else if (old) withdrawn = await withdrawDenied(trx, row, old.id);
  } else if (concealed && replaces) {
    withdrawn = await withdrawDenied(trx, row);
  }
  const challenge = oldId === null ? undefined : await challengeById(trx, oldId);
  const [ending] = challenge ? await receipts([challenge]) : [];
  const hasEnded = challenge && ending && (await endChallenge(trx, challenge, ending));
  return { superseded: hasEnded ? { challenge, ending } : undefined, withdrawn };
}

/**
 * A concealed denial still looks pending to the application. So it has to look superseded now.
 * @param quietId the one quiet challenge that gives way; left out: all that weren't made quietly
 */
async function withdrawDenied(trx: Trx, next: ChallengeRow, quietId?: string): Promise<string[]> {
  const denied = trx
    .updateTable('challenges')
    .set({ withdrawn_at_ms: next.created_at_ms, cancel_reason: 'superseded' })
    .where('user_id', '=', next.user_id)
    .where('application_id', '=', next.application_id)
    .where('kept', '=', sql.lit(1))
    .where('created_at_ms', '>', pendingSince(next.created_at_ms))
    .where('expires_at_ms', '>', next.created_at_ms)
    .where('withdrawn_at_ms', 'is', null)
    .where(saidNoTo);
  const which =
    quietId === undefined ? denied.where('quiet', '=', 0).where('parallel', '=', 0) : denied.where('id', '=', quietId);
  return (await which.returning('id').execute()).map(({ id }) => id);
}
