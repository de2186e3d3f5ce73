import { open, seal, sha256 } from '../../crypto/seal.ts';
import { NodError } from '../../diagnostics/errors.ts';
import type { Db } from '../../store/schema.ts';
import type { Answer } from '../answer.ts';
import type { Services } from '../services.ts';

/** For how long a repeated request gets the first one's answer. */
export const IDEMPOTENCY_LIFETIME_MS = 24 * 3_600_000;
/** A first request that has not ended by then died with its process; the next one may run. */
const ABANDONED_AFTER_MS = 60_000;
const SEAL_LABEL = 'idempotent answer';
const KEY_SHAPE = /^[\x21-\x7e]{1,255}$/;

/**
 * `Idempotency-Key` on a POST (draft-ietf-httpapi-idempotency-key-header): a request repeated with its key changes
 * nothing and gets the first one's answer, byte for byte. Keys belong to one application and one path. Answers hold codes,
 * so they are stored sealed. A request that failed is forgotten: it has changed nothing, and may be repaired.
 *
 * @throws NodError request_malformed (the key), idempotency_mismatch (same key, other body), idempotency_in_progress
 */
export async function answerOnce(
  request: { key: string; applicationId: string; route: { method: string; path: string }; body: Uint8Array },
  services: Pick<Services, 'store' | 'clock' | 'randomBytes'> & { keys: Pick<Services['keys'], 'secret'> },
  answer: () => Promise<Answer>,
): Promise<Answer> {
  const { store, keys, clock, randomBytes } = services;
  if (!KEY_SHAPE.test(request.key)) {
    throw new NodError('request_malformed', 'Idempotency-Key wants 1 to 255 visible ASCII characters.');
  }
  const { applicationId, route } = request;
  const id = sha256(JSON.stringify([applicationId, route.method, route.path, request.key]));
  const requestHash = sha256(request.body);

  const taken = await takeKey(store.db, id, requestHash, clock());
  if (taken !== undefined) {
    return {
      ...(JSON.parse(open(keys.secret, SEAL_LABEL, taken)) as Answer),
      headers: { 'idempotency-replayed': 'true' },
    };
  }
  let first: Answer;
  try {
    first = await answer();
  } catch (error) {
    await store.db.deleteFrom('idempotency_keys').where('id', '=', id).execute();
    throw error;
  }
  const { status, contentType, body } = first;
  const sealed = seal(keys.secret, SEAL_LABEL, JSON.stringify({ status, contentType, body }), randomBytes);
  await store.db
    .updateTable('idempotency_keys')
    .set({ status, body_sealed: sealed })
    .where('id', '=', id)
    .where('status', '=', 0)
    .execute();
  return first;
}

/** One INSERT decides which request is the first. @returns the sealed answer of an earlier one, if there is one */
async function takeKey(db: Db, id: string, requestHash: string, nowMs: number): Promise<string | undefined> {
  // The second round follows only on removing a row that counts no longer.
  for (let round = 1; round <= 2; round++) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('idempotency_keys')
      .values({ id, request_hash: requestHash, status: 0, body_sealed: '', created_at_ms: nowMs })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 1n) return undefined;
    const earlier = await db.selectFrom('idempotency_keys').selectAll().where('id', '=', id).executeTakeFirst();
    if (earlier === undefined) continue;
    const ageMs = nowMs - earlier.created_at_ms;
    if (ageMs > IDEMPOTENCY_LIFETIME_MS || (earlier.status === 0 && ageMs > ABANDONED_AFTER_MS)) {
      await db
        .deleteFrom('idempotency_keys')
        .where('id', '=', id)
        .where('created_at_ms', '=', earlier.created_at_ms)
        .where('status', '=', earlier.status)
        .execute();
      continue;
    }
    if (earlier.request_hash !== requestHash) {
      throw new NodError('idempotency_mismatch', 'This Idempotency-Key came with another body. Use a new key.');
    }
    if (earlier.status !== 0) return earlier.body_sealed;
    break;
  }
  throw new NodError('idempotency_in_progress', 'The first request with this Idempotency-Key is still running.', {
    params: { retryAfterSeconds: 1 },
  });
}

/** Removes what is older than IDEMPOTENCY_LIFETIME_MS. @returns how many */
export async function forgetOldAnswers(db: Db, nowMs: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('idempotency_keys')
    .where('created_at_ms', '<', nowMs - IDEMPOTENCY_LIFETIME_MS)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
