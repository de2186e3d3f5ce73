import * as v from 'valibot';
import { NodError } from '../../diagnostics/errors.ts';
import type { Store } from '../../store/store.ts';
import { json } from '../answer.ts';
import { route } from '../route.ts';

const statusSchema = v.object({ status: v.literal('ok') });
const readinessSchema = v.object({
  ...statusSchema.entries,
  /** `wakes_late`: processes don't hear of each other's changes, so that answers reach waiting logins seconds late. */
  warnings: v.optional(v.array(v.literal('wakes_late'))),
});

/** A database that takes longer than this to answer is not ready. */
const CHECK_TIMEOUT_MS = 2_000;
/** Anyone may ask, and each check writes: so callers share one. */
const CHECK_EVERY_MS = 1_000;

export const healthRoutes = [
  route({
    door: 'operations',
    method: 'GET',
    path: '/healthz',
    name: 'getHealth',
    summary: 'Whether the process runs',
    access: { by: 'anyone' },
    answer: { status: 200, description: 'It does', schema: statusSchema },
    handle: () => json({ status: 'ok' }),
  }),
  route({
    door: 'operations',
    method: 'GET',
    path: '/readyz',
    name: 'getReadiness',
    summary: 'Whether requests should be sent here: the database takes writes, and no shutdown has begun',
    access: { by: 'anyone' },
    answer: { status: 200, description: 'They should', schema: readinessSchema },
    async handle(_call, { store, waits }) {
      if (waits.draining) throw new NodError('unavailable', 'The server is stopping.');
      await checked(store);
      return json({ status: 'ok', ...(store.bus.hears() ? {} : { warnings: ['wakes_late'] }) });
    },
  }),
];

const latest = new WeakMap<Store, { atMs: number; outcome: Promise<void> }>();

function checked(store: Store): Promise<void> {
  const nowMs = performance.now();
  let check = latest.get(store);
  if (check === undefined || nowMs - check.atMs >= CHECK_EVERY_MS) {
    check = { atMs: nowMs, outcome: within(CHECK_TIMEOUT_MS, store.checkWrites()) };
    latest.set(store, check);
  }
  return check.outcome;
}

/** @throws NodError unavailable */
async function within(limitMs: number, check: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
  });
  try {
    await Promise.race([check, late]);
  } catch (error) {
    throw new NodError('unavailable', 'The database does not answer, or takes no writes.', { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
