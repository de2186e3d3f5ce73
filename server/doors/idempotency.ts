import type { Core } from '../core/core.ts';
import { open, seal, sha256 } from '../crypto/seal.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { Db, Trx } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import type { Answer } from './answer.ts';

/** For how long a repeated request gets the first one's answer. */
export const IDEMPOTENCY_LIFETIME_MS = 24 * 3_600_000;
/** How long a request waits for an earlier one with the same key. */
const WAIT_MS = 5_000;
const SEAL_LABEL = 'idempotent answer';
const KEY_SHAPE = /^[\x21-\x7e]{1,255}$/;

/** Writes the answer of a request in the transaction of what it creates. Throws when another request was first. */
export type Remember = (trx: Trx, answer: Answer) => Promise<void>;

interface Running {
  readonly requestHash: string;
  readonly ended: Promise<void>;
}

/** Requests with a key that run in this process, by the key's id. */
const runningOf = new WeakMap<Store, Map<string, Running>>();

/**
 * `Idempotency-Key` on a POST (draft-ietf-httpapi-idempotency-key-header): a request repeated with its key changes
 * nothing and gets the first one's answer, byte for byte. Keys belong to one application and one path. Answers hold codes,
 * so they are stored sealed, in the transaction that creates what they tell of: there is both or neither.
 * A request that failed is forgotten: it has changed nothing, and may be repaired. Of several at once the later ones wait.
 *
 * @param answer runs the request; it has to call `remember` in its transaction
 * @throws NodError request_malformed (the key), idempotency_mismatch (same key, other body), idempotency_in_progress
 */
export async function answerOnce(
  request: { key: string; applicationId: string; route: { method: string; path: string }; body: Uint8Array },
  core: Pick<Core, 'store' | 'clock' | 'randomBytes'> & { keys: Pick<Core['keys'], 'secret'> },
  answer: (remember: Remember) => Promise<Answer>,
): Promise<Answer> {
  const { store, keys, clock, randomBytes } = core;
  if (!KEY_SHAPE.test(request.key)) {
    throw new NodError('request_malformed', 'Idempotency-Key wants 1 to 255 visible ASCII characters.');
  }
  const { applicationId, route } = request;
  const id = sha256(JSON.stringify([applicationId, route.method, route.path, request.key]));
  const requestHash = sha256(request.body);

  const findAnswer = async (): Promise<Answer | undefined> => {
    const sealed = await findSealed(store.db, id, requestHash, clock());
    if (sealed === undefined) return undefined;
    return {
      ...(JSON.parse(open(keys.secret, SEAL_LABEL, sealed)) as Answer),
      headers: { 'idempotency-replayed': 'true' },
    };
  };
  const remember: Remember = async (trx, { status, contentType, body }) => {
    const sealed = seal(keys.secret, SEAL_LABEL, JSON.stringify({ status, contentType, body }), randomBytes);
    const row = { id, request_hash: requestHash, status, body_sealed: sealed, created_at_ms: clock() };
    if (!(await insertAnswer(trx, row))) throw new Error('another process was first with this Idempotency-Key');
  };

  return inTurn(store, { id, requestHash }, async () => {
    try {
      return (await findAnswer()) ?? (await answer(remember));
    } catch (error) {
      if (isLockTimeout(error)) throw inProgress();
      // It may have been refused only because another process was first with the key: then that answer counts.
      const first = await findAnswer();
      if (first === undefined) throw error;
      return first;
    }
  });
}

/** One request per key at a time in this process; between processes the primary key decides. */
async function inTurn(
  store: Store,
  { id, requestHash }: { id: string; requestHash: string },
  work: () => Promise<Answer>,
): Promise<Answer> {
  const running = runningOf.get(store) ?? new Map<string, Running>();
  runningOf.set(store, running);
  const endsAtMs = performance.now() + WAIT_MS;
  for (let first = running.get(id); first !== undefined; first = running.get(id)) {
    if (first.requestHash !== requestHash) throw mismatch();
    if (!(await endsWithin(first.ended, endsAtMs - performance.now()))) throw inProgress();
  }
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  running.set(id, { requestHash, ended });
  try {
    return await work();
  } finally {
    running.delete(id);
    end();
  }
}

async function endsWithin(ended: Promise<void>, waitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, waitMs), false);
  });
  try {
    return await Promise.race([ended.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** @throws NodError idempotency_mismatch */
async function findSealed(db: Db, id: string, requestHash: string, nowMs: number): Promise<string | undefined> {
  const row = await db
    .selectFrom('idempotency_keys')
    .select(['request_hash', 'body_sealed'])
    .where('id', '=', id)
    .where('status', '!=', 0)
    .where('created_at_ms', '>=', nowMs - IDEMPOTENCY_LIFETIME_MS)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  if (row.request_hash !== requestHash) throw mismatch();
  return row.body_sealed;
}

interface AnswerRow {
  id: string;
  request_hash: string;
  status: number;
  body_sealed: string;
  created_at_ms: number;
}

/** A row that no longer counts gives way: one past its life, or (status 0) one that an earlier release left unfinished. */
async function insertAnswer(trx: Trx, row: AnswerRow): Promise<boolean> {
  const { id: _id, ...columns } = row;
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('idempotency_keys')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet(columns)
        .where((is) =>
          is.or([
            is('idempotency_keys.created_at_ms', '<', row.created_at_ms - IDEMPOTENCY_LIFETIME_MS),
            is('idempotency_keys.status', '=', 0),
          ]),
        ),
    )
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** PostgreSQL's lock_not_available: another process holds the key, or the user's turn, for longer than we wait. */
function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '55P03';
}

function mismatch(): NodError {
  return new NodError('idempotency_mismatch', 'This Idempotency-Key came with another body. Use a new key.');
}

function inProgress(): NodError {
  return new NodError('idempotency_in_progress', 'The first request with this Idempotency-Key is still running.', {
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
