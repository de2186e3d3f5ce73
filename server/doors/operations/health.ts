import * as v from 'valibot';
import { NodError } from '../../diagnostics/errors.ts';
import { json } from '../answer.ts';
import { route } from '../route.ts';

const statusSchema = v.object({ status: v.literal('ok') });

/** A database that takes longer than this to answer is not ready. */
const PING_TIMEOUT_MS = 2_000;

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
    summary: 'Whether requests should be sent here: the database answers, and no shutdown has begun',
    access: { by: 'anyone' },
    answer: { status: 200, description: 'They should', schema: statusSchema },
    errors: ['unavailable'],
    async handle(_call, { store, waits }) {
      if (waits.draining) throw new NodError('unavailable', 'The server is stopping.');
      await pingWithin(PING_TIMEOUT_MS, () => store.ping());
      return json({ status: 'ok' });
    },
  }),
];

async function pingWithin(timeoutMs: number, ping: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    await Promise.race([ping(), late]);
  } catch (error) {
    throw new NodError('unavailable', 'The database does not answer.', { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
