import { sha256 } from '../crypto/seal.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import { addressBlock } from '../net/client-address.ts';
import type { Trx } from '../store/schema.ts';
import type { DevicesCore } from './devices.ts';

/**
 * How often a text may be tried at the way in by webhook, in an hour. Four digits are soon guessed, and no try here hits a
 * ticket that it could use up, so these limits are all that holds guesses. They are counted in the database: for all processes
 * together, and over a restart.
 */
export const MOST_TRIES = { user: 5, address: 20, application: 100 } as const;
const HOUR_MS = 3_600_000;

export interface Tried {
  applicationId: string;
  /** As it is stored, whether or not anybody has it. */
  username: string;
  ip: string;
}

/** A try that was counted; what lets somebody in was no guess, and is given back. */
export type CountedTry = readonly string[];

/**
 * Counts a try, before the application is asked: of a thousand at once no more than these get through. A try that one of the
 * limits refuses counts at none of them. Whoever reaches a limit waits an hour from then on; of an application the log tells.
 * @throws NodError rate_limited, with retryAfterSeconds
 */
export async function countTry(core: DevicesCore, { applicationId, username, ip }: Tried): Promise<CountedTry> {
  const { store, clock, log } = core;
  const atMs = clock();
  const buckets = {
    // In this order everywhere, so that no two transactions wait for each other.
    application: sha256(JSON.stringify(['application', applicationId])),
    address: sha256(JSON.stringify(['address', addressBlock(ip)])),
    user: sha256(JSON.stringify(['user', applicationId, username])),
  };
  const closed = await store.transaction(async (trx) => {
    const tries = await take(trx, { bucket: buckets.application, most: MOST_TRIES.application, atMs });
    await take(trx, { bucket: buckets.address, most: MOST_TRIES.address, atMs });
    await take(trx, { bucket: buckets.user, most: MOST_TRIES.user, atMs });
    if (tries < MOST_TRIES.application) return false;
    await recordEvent(trx, { type: 'registration.closed', atMs, applicationId, sourceIp: ip, detail: { tries } });
    return true;
  });
  if (closed) log.warn({ applicationId }, 'registration by webhook is closed for an hour: too many tries');
  return Object.values(buckets);
}

/** @returns how many tries that makes */
async function take(trx: Trx, of: { bucket: string; most: number; atMs: number }): Promise<number> {
  const { bucket, most, atMs } = of;
  const endsAtMs = atMs + HOUR_MS;
  const taken = await trx
    .insertInto('registration_tries')
    .values({ bucket, tries: 1, ends_at_ms: endsAtMs })
    .onConflict((conflict) =>
      conflict
        .column('bucket')
        .doUpdateSet(({ eb, ref }) => {
          const isOver = eb.or([
            eb('registration_tries.ends_at_ms', '<=', atMs),
            // Written by a clock that has been corrected since.
            eb('registration_tries.ends_at_ms', '>', endsAtMs),
          ]);
          const next = eb('registration_tries.tries', '+', 1);
          return {
            tries: eb.case().when(isOver).then(1).else(next).end(),
            ends_at_ms: eb
              .case()
              .when(isOver)
              .then(endsAtMs)
              .when(next, '>=', most)
              .then(endsAtMs)
              .else(ref('registration_tries.ends_at_ms'))
              .end(),
          };
        })
        .where((is) =>
          is.or([
            is('registration_tries.tries', '<', most),
            is('registration_tries.ends_at_ms', '<=', atMs),
            is('registration_tries.ends_at_ms', '>', endsAtMs),
          ]),
        ),
    )
    .returning('tries')
    .executeTakeFirst();
  if (taken) return taken.tries;
  const full = await trx
    .selectFrom('registration_tries')
    .select('ends_at_ms')
    .where('bucket', '=', bucket)
    .executeTakeFirst();
  throw new NodError('rate_limited', 'Too many tries. Wait before the next one.', {
    params: { retryAfterSeconds: Math.max(1, Math.ceil(((full?.ends_at_ms ?? endsAtMs) - atMs) / 1000)) },
  });
}

/** A rush of people who all have the right text must not close the way that they come by. */
export async function giveBackTry({ store }: DevicesCore, counted: CountedTry): Promise<void> {
  await store.db
    .updateTable('registration_tries')
    .set(({ eb }) => ({ tries: eb('tries', '-', 1) }))
    .where('bucket', 'in', counted)
    .where('tries', '>', 0)
    .execute();
}

/** Forgets the counts of hours that are over. */
export async function forgetTries({ store, clock }: DevicesCore): Promise<void> {
  await store.db.deleteFrom('registration_tries').where('ends_at_ms', '<=', clock()).execute();
}
