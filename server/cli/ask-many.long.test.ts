import { expect, test } from 'vitest';
import { pairDevice } from '../doors/testing-server.ts';
import { sweep } from '../retention/sweep.ts';
import { startScriptServer } from './testing-script.ts';

const MANY = 1_000;
const DAY_MS = 86_400_000;

test('1,000 questions in a row leave nothing behind: no wait, no timer, no signal handler, and in the end no row', async () => {
  const server = await startScriptServer();
  try {
    const phone = await pairDevice(server, server.apiKey, 'alice');
    const { db } = server.nod.store;
    const count = async (table: 'challenges' | 'deliveries') =>
      Number(
        (
          await db
            .selectFrom(table)
            .select((eb) => eb.fn.countAll().as('n'))
            .executeTakeFirstOrThrow()
        ).n,
      );
    let handlers = 0;
    const whenInterrupted = () => {
      handlers++;
      return () => {
        handlers--;
      };
    };
    const open = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const ask = async (decision: 'approve' | 'deny') => {
      const asking = server.script(['ask', 'alice', 'Deploy 1.4'], { whenInterrupted });
      const [{ id } = { id: '' }] = await server.waiting(1);
      await phone.decide(id, { decision });
      expect((await asking).exitCode).toBe(decision === 'approve' ? 0 : 1);
    };
    await ask('approve');
    const timersBefore = open();
    for (let index = 1; index < MANY; index++) {
      await ask(index % 100 === 0 ? 'deny' : 'approve');
      server.clock.nowMs += index % 100 === 0 ? 60 * 60_000 : 1_000;
    }
    expect(handlers).toBe(0);
    expect(open()).toBeLessThanOrEqual(timersBefore + 2);
    expect(await count('challenges')).toBe(MANY);
    server.clock.nowMs += 400 * DAY_MS;
    await sweep({ store: server.nod.store, clock: () => server.clock.nowMs }, 1, new AbortController().signal);
    expect([await count('challenges'), await count('deliveries')]).toEqual([0, 0]);
  } finally {
    await server.close();
  }
});
