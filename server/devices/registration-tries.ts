import { sha256 } from '../crypto/seal.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import { addressBlock } from '../net/client-address.ts';
import type { Trx } from '../store/schema.ts';
import type { DevicesCore } from './devices.ts';

/**
 * How often a text may be tried at the way in by webhook, in an hour. Four digits are soon guessed, and no try here hits a
 * ticket that it could use up, so these limits are all that holds guesses. They are counted in the database: for all processes
 * together, and over a restart. `site`: an IPv6 /48, which one subscriber may have.
 */
export const MOST_TRIES = { application: 100, site: 40, address: 20, user: 5 } as const;
const HOUR_MS = 3_600_000;
/**
 * An hour that ends further ahead than this was written by a clock that has been corrected since, and counts for nothing. Clocks
 * of several processes differ by less, and calls overtake each other by less.
 */
const LONGEST_MS = 2 * HOUR_MS;

export interface Tried {
  applicationId: string;
  /** As it is stored, whether or not anybody has it. */
  username: string;
  ip: string;
}

/** A try that was counted, at each limit with the end of the hour that it counts for. */
export type CountedTry = readonly { bucket: string; most: number; endsAtMs: number }[];

/**
 * Counts a try, before the application is asked: of a thousand at once no more than these get through. A try that one of the
 * limits refuses counts at none of them.
 * @throws NodError rate_limited, with retryAfterSeconds
 */
export function countTry({ store, clock }: DevicesCore, tried: Tried): Promise<CountedTry> {
  const atMs = clock();
  return store.transaction(async (trx) => {
    const counted: { bucket: string; most: number; endsAtMs: number }[] = [];
    for (const { bucket, most } of limitsOf(tried)) {
      counted.push({ bucket, most, endsAtMs: await take(trx, { bucket, most, atMs }) });
    }
    return counted;
  });
}

/** In one order everywhere, so that no two transactions wait for each other. The application's is the first. */
function limitsOf({ applicationId, username, ip }: Tried) {
  const [address, site] = [addressBlock(ip), addressBlock(ip, 48)];
  const limit = (what: keyof typeof MOST_TRIES, ...of: string[]) => ({
    bucket: sha256(JSON.stringify([what, ...of])),
    most: MOST_TRIES[what],
  });
  return [
    limit('application', applicationId),
    ...(site === address ? [] : [limit('site', site)]),
    limit('address', address),
    limit('user', applicationId, folded(username)),
  ];
}

/** An application may take names for one that differ in accents or width; its user has five tries all the same. */
function folded(username: string): string {
  return username.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** @returns the end of the hour that this counts for */
async function take(trx: Trx, of: { bucket: string; most: number; atMs: number }): Promise<number> {
  const { bucket, most, atMs } = of;
  const taken = await trx
    .insertInto('registration_tries')
    .values({ bucket, tries: 1, ends_at_ms: atMs + HOUR_MS })
    .onConflict((conflict) =>
      conflict
        .column('bucket')
        .doUpdateSet(({ eb, ref }) => {
          const isOver = eb.or([
            eb('registration_tries.ends_at_ms', '<=', atMs),
            eb('registration_tries.ends_at_ms', '>', atMs + LONGEST_MS),
          ]);
          const { tries, ends } = {
            tries: eb('registration_tries.tries', '+', 1),
            ends: ref('registration_tries.ends_at_ms'),
          };
          return {
            tries: eb.case().when(isOver).then(1).else(tries).end(),
            ends_at_ms: eb
              .case()
              .when(isOver)
              .then(atMs + HOUR_MS)
              .else(ends)
              .end(),
          };
        })
        .where((is) =>
          is.or([
            is('registration_tries.tries', '<', most),
            is('registration_tries.ends_at_ms', '<=', atMs),
            is('registration_tries.ends_at_ms', '>', atMs + LONGEST_MS),
          ]),
        ),
    )
    .returning('ends_at_ms')
    .executeTakeFirst();
  if (taken) return taken.ends_at_ms;
  const full = await trx
    .selectFrom('registration_tries')
    .select('ends_at_ms')
    .where('bucket', '=', bucket)
    .executeTakeFirst();
  throw new NodError('rate_limited', 'Too many tries. Wait before the next one.', {
    params: { retryAfterSeconds: Math.max(1, Math.ceil(((full?.ends_at_ms ?? atMs) - atMs) / 1000)) },
  });
}

/** What let somebody in was no guess: a rush of people who all have the right text must not close the way that they come by. */
export async function giveBackTry({ store }: DevicesCore, counted: CountedTry): Promise<void> {
  await store.transaction(async (trx) => {
    for (const { bucket, endsAtMs } of counted) {
      await trx
        .updateTable('registration_tries')
        .set(({ eb }) => ({ tries: eb('tries', '-', 1) }))
        .where('bucket', '=', bucket)
        .where('ends_at_ms', '=', endsAtMs)
        .where('tries', '>', 0)
        .execute();
    }
  });
}

/** After a wrong try: what is used up by it stays so for an hour from now on, and of an application's the log tells. */
export async function closeUsedUp(
  { store, clock, log }: DevicesCore,
  counted: CountedTry,
  { applicationId, ip }: Pick<Tried, 'applicationId' | 'ip'>,
): Promise<void> {
  const atMs = clock();
  const closed = await store.transaction(async (trx) => {
    const now: boolean[] = [];
    for (const { bucket, most, endsAtMs } of counted) {
      const { numUpdatedRows } = await trx
        .updateTable('registration_tries')
        .set({ ends_at_ms: atMs + HOUR_MS })
        .where('bucket', '=', bucket)
        .where('tries', '>=', most)
        // The first of several wrong ones does it.
        .where('ends_at_ms', '=', endsAtMs)
        .executeTakeFirst();
      now.push(numUpdatedRows === 1n);
    }
    if (now[0] !== true) return false;
    const detail = { tries: MOST_TRIES.application };
    await recordEvent(trx, { type: 'registration.closed', atMs, applicationId, sourceIp: ip, detail });
    return true;
  });
  if (closed) log.warn({ applicationId }, 'registration by webhook is closed for an hour: too many wrong texts');
}

/** Rows that one pass of the sweep forgets at most. */
const BATCH_ROWS = 500;

/** Forgets the counts of hours that are over; one by one, since several at once could wait for a try that waits for them. */
export async function forgetTries({ store, clock }: DevicesCore): Promise<void> {
  const atMs = clock();
  const over = await store.db
    .selectFrom('registration_tries')
    .select('bucket')
    .where('ends_at_ms', '<=', atMs)
    .limit(BATCH_ROWS)
    .execute();
  for (const { bucket } of over) {
    await store.db
      .deleteFrom('registration_tries')
      .where('bucket', '=', bucket)
      .where('ends_at_ms', '<=', atMs)
      .execute();
  }
}
