import * as v from 'valibot';
import { line } from '../../shared/protocol/text.ts';
import { parseInput } from '../accounts/names.ts';
import { announce } from '../announcements/announce.ts';
import { revokedColumns } from '../devices/device-life.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { ChallengeRow, Trx } from '../store/schema.ts';
import type { Engine } from './challenges.ts';
import { announceClosed } from './closed-notice.ts';
import { announceEnd, type Ending, endChallenge, withReceipts } from './ending.ts';

// What an operator does to a whole user: lock, unlock, delete. Locking and deleting end everything that the person can do.

/** Why, and the name of the operator's account on the machine. */
const byOperatorSchema = v.strictObject({ reason: line(200), madeBy: line(60) });
export type ByOperator = v.InferInput<typeof byOperatorSchema>;

/**
 * Locks a user, until `unlockUser`. In the one transaction, in the user's turn, all that waits ends: requests (their
 * applications see them canceled), tickets, pairings, sessions of the account page, unused codes for them, and the removals that
 * devices have ordered, of which a thief’s may be one: those devices stay suspended, which can be taken back. A device that waits
 * for days to be let in is told of anew, with its day to say no, once the user is unlocked. From its commit on no
 * application can ask the user (create.ts) and no device of theirs is heard (devices/authenticate-proof.ts), so a phone that
 * answers at the same moment is either first or not heard. Devices stay paired.
 * @returns false where the user was locked already; the first reason stays
 * @throws NodError user_unknown, request_malformed for a reason that can't be read
 */
export async function lockUser(engine: Engine, userId: string, by: ByOperator): Promise<boolean> {
  const { reason, madeBy } = parseInput(byOperatorSchema, by);
  const atMs = engine.clock();
  const ended = await endAll(engine, userId, { atMs, reason: 'the user was locked' }, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('users')
      .set({ locked_at_ms: atMs, lock_reason: reason })
      .where('id', '=', userId)
      .where('locked_at_ms', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return false;
    await trx
      .updateTable('enrollments')
      .set({ state: 'closed' })
      .where('user_id', '=', userId)
      .where('state', 'in', ['open', 'claimed'])
      .execute();
    await trx.deleteFrom('account_sessions').where('user_id', '=', userId).execute();
    await trx.deleteFrom('bypass_codes').where('user_id', '=', userId).where('used_at_ms', 'is', null).execute();
    await trx
      .updateTable('devices')
      .set({ removal_at_ms: null })
      .where('user_id', '=', userId)
      .where('state', '=', 'suspended')
      // A phone that was left behind by a move goes all the same: another one has its place.
      .where('suspension', '!=', 'moved')
      .execute();
    await trx
      .updateTable('devices')
      .set({ wait_reminded_at_ms: null })
      .where('user_id', '=', userId)
      .where('state', '=', 'unvouched')
      .execute();
    const begun = await trx
      .updateTable('devices')
      .set(revokedColumns(atMs))
      .where('user_id', '=', userId)
      .where('state', '=', 'pending')
      .returning(['id', 'name'])
      .execute();
    for (const { id, name } of begun) {
      const detail = { by: 'operator', why: 'locked', name };
      await recordEvent(trx, { type: 'device.revoked', atMs, userId, deviceId: id, detail });
    }
    await recordEvent(trx, { type: 'user.locked', atMs, userId, detail: { reason, madeBy } });
    await announce(engine, trx, { userId, what: 'user.locked', by: 'operator', detail: { reason } });
    return true;
  });
  return ended !== undefined;
}

/**
 * Lets a locked user in again. Devices are as they were.
 * @returns false where the user wasn't locked. @throws NodError user_unknown, request_malformed
 */
export async function unlockUser(engine: Engine, userId: string, by: Pick<ByOperator, 'madeBy'>): Promise<boolean> {
  const madeBy = parseInput(byOperatorSchema.entries.madeBy, by.madeBy);
  const atMs = engine.clock();
  return engine.store.transaction(async (trx) => {
    await engine.store.takeTurn(trx, userId);
    await requireUser(trx, userId);
    const { numUpdatedRows } = await trx
      .updateTable('users')
      .set({ locked_at_ms: null, lock_reason: null })
      .where('id', '=', userId)
      .where('locked_at_ms', 'is not', null)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return false;
    await recordEvent(trx, { type: 'user.unlocked', atMs, userId, detail: { madeBy } });
    await announce(engine, trx, { userId, what: 'user.unlocked', by: 'operator' });
    return true;
  });
}

/**
 * Deletes a user with all that is kept of them: devices, requests with their receipts, announcements, codes. Applications
 * that look at such a request find none. The log keeps what happened and when, by ids, without names, texts and addresses.
 * @throws NodError user_unknown, request_malformed
 */
export async function deleteUser(engine: Engine, userId: string, by: Pick<ByOperator, 'madeBy'>): Promise<void> {
  const madeBy = parseInput(byOperatorSchema.entries.madeBy, by.madeBy);
  const atMs = engine.clock();
  await endAll(engine, userId, { atMs, reason: 'the user was deleted' }, async (trx) => {
    // These two have no foreign key; all else goes with the user's row.
    for (const table of ['verifiers', 'vouches'] as const) {
      await trx
        .deleteFrom(table)
        .where('device_id', 'in', (of) => of.selectFrom('devices').select('id').where('user_id', '=', userId))
        .execute();
    }
    await trx.deleteFrom('users').where('id', '=', userId).execute();
    await trx
      .updateTable('events')
      .set({ detail: '{}', source_ip: null, device_ip: null })
      .where('user_id', '=', userId)
      .execute();
    await recordEvent(trx, { type: 'user.deleted', atMs, userId, detail: { madeBy } });
    return true;
  });
}

/**
 * Ends what waits for a user, and does `work` in the same transaction, in the user's turn: what is asked at the same moment
 * waits for it, and then finds its result.
 * @returns the requests that ended; undefined where `work` had nothing to do, which undoes nothing since nothing was done
 */
async function endAll(
  engine: Engine,
  userId: string,
  { atMs, reason }: { atMs: number; reason: string },
  work: (trx: Trx) => Promise<boolean>,
): Promise<ChallengeRow[] | undefined> {
  const endingOf = ({ expires_at_ms: expiresAtMs }: ChallengeRow): Ending =>
    expiresAtMs <= atMs ? { state: 'expired', atMs } : { state: 'canceled', atMs, cancelReason: 'locked', reason };
  const ended = await withReceipts(engine, endingOf, (receipts) =>
    engine.store.transaction(async (trx) => {
      await engine.store.takeTurn(trx, userId);
      await requireUser(trx, userId);
      const pending = await trx
        .selectFrom('challenges')
        .selectAll()
        .where('user_id', '=', userId)
        .where('state', '=', 'pending')
        .execute();
      const signed = await receipts(pending);
      for (const [at, challenge] of pending.entries()) {
        const ending = signed[at];
        if (ending) await endChallenge(trx, challenge, ending);
      }
      return (await work(trx)) ? pending : undefined;
    }),
  );
  for (const challenge of ended ?? []) {
    const { state } = endingOf(challenge);
    announceEnd(engine, challenge, state, atMs);
    if (challenge.rings === 1) engine.background.run(announceClosed(engine, challenge, { state }));
  }
  // Open event streams look again, and end.
  await engine.store.bus.publish(`user:${userId}`);
  return ended;
}

/** @throws NodError user_unknown */
async function requireUser(trx: Trx, userId: string): Promise<void> {
  const user = await trx.selectFrom('users').select('id').where('id', '=', userId).executeTakeFirst();
  if (!user) throw new NodError('user_unknown', 'There is no such user.');
}
