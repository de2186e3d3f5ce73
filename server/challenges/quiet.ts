import { sql } from 'kysely';
import { addressBlock } from '../net/client-address.ts';
import type { ChallengeRow, Trx } from '../store/schema.ts';
import type { Engine } from './challenges.ts';
import { pendingSince, saidNoTo } from './rows.ts';
import { forgottenBefore } from './view.ts';

// Requests that ring nobody: how many there may be, and how they are forgotten. When one is made quietly: admission.ts.

type QuietRequest = Pick<ChallengeRow, 'id' | 'source_ip' | 'kept' | 'created_at_ms' | 'state'>;

/**
 * Which quiet request gives way to the next one of the same user and application, when `most` wait already: the oldest
 * of the address that has most of them, so that a flood from one address drives out itself. The site (IPv6 /48) comes
 * first, since one has as many addresses (/64) as it takes to let each ask once. One that a device has fetched stays as
 * long as there is another: its person is answering it.
 *
 * @param asking.concealed whether the application may not learn of denials: what was denied still waits in its eyes
 */
export async function whoGivesWay(
  trx: Trx,
  asking: { userId: string; applicationId: string; nowMs: number; concealed: boolean; most: number },
): Promise<QuietRequest | undefined> {
  const { userId, applicationId, nowMs } = asking;
  const quiet = trx
    .selectFrom('challenges')
    .select(['id', 'source_ip', 'kept', 'created_at_ms', 'state'])
    .where('user_id', '=', userId)
    .where('application_id', '=', applicationId)
    .where('expires_at_ms', '>', nowMs)
    .where('quiet', '=', sql.lit(1));
  const waiting: QuietRequest[] = await quiet.where('state', '=', sql.lit('pending')).execute();
  if (asking.concealed) {
    waiting.push(
      ...(await quiet
        .where('kept', '=', sql.lit(1))
        .where('created_at_ms', '>', pendingSince(nowMs))
        .where('withdrawn_at_ms', 'is', null)
        .where(saidNoTo)
        .execute()),
    );
  }
  if (waiting.length < asking.most) return undefined;
  const unfetched = waiting.filter(({ kept }) => kept === 0);
  const candidates = unfetched.length > 0 ? unfetched : waiting;
  const ofSites = mostFrom(candidates, ({ source_ip: ip }) => addressBlock(ip, 48));
  const [first, ...others] = mostFrom(ofSites, ({ source_ip: ip }) => addressBlock(ip));
  return others.reduce((oldest, one) => (one.created_at_ms < (oldest?.created_at_ms ?? 0) ? one : oldest), first);
}

/** @returns those from where most of them come; of several such places, from all of these */
function mostFrom(requests: readonly QuietRequest[], placeOf: (request: QuietRequest) => string): QuietRequest[] {
  const byPlace = [...Map.groupBy(requests, placeOf).values()];
  const most = Math.max(...byPlace.map((some) => some.length));
  return byPlace.filter((some) => some.length === most).flat();
}

const MOST_PER_SWEEP = 200;

/**
 * Deletes quiet requests that ended an hour ago and that no device has fetched, with their deliveries: whoever asks as
 * often as they like fills no disk. Their events stay, one for many (ending.ts).
 * @returns whether there may be more
 */
export async function forgetQuiet({ store, clock }: Engine): Promise<boolean> {
  // A look costs nothing; a transaction each second would.
  const old = await store.db
    .selectFrom('challenges')
    .select('id')
    .where('kept', '=', sql.lit(0))
    .where('final_at_ms', '<=', forgottenBefore(clock()))
    .limit(MOST_PER_SWEEP)
    .execute();
  if (old.length === 0) return false;
  const ids = old.map(({ id }) => id);
  await store.relaxed((trx) => trx.deleteFrom('challenges').where('id', 'in', ids).where('kept', '=', 0).execute());
  return old.length === MOST_PER_SWEEP;
}
