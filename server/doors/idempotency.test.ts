import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ServerKeys } from '../crypto/keys.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { Store } from '../store/store.ts';
import { onBothStores, openAgain, userRow } from '../store/testing.ts';
import { type Answer, json } from './answer.ts';
import { answerOnce, forgetOldAnswers, IDEMPOTENCY_LIFETIME_MS, type Remember } from './idempotency.ts';

/** What a request of these tests changes: it makes a user, in the transaction in which its answer is remembered. */
type Run = (remember: Remember) => Promise<Answer>;

onBothStores('answerOnce', (fresh) => {
  async function setUp() {
    const store = await fresh();
    const clock = { nowMs: 1_700_000_000_000 };
    const keys = { secret: randomBytes(32) } satisfies Pick<ServerKeys, 'secret'>;
    const core = { store, keys, clock: () => clock.nowMs, randomBytes };
    let runs = 0;
    const create: Run = (remember) =>
      store.transaction(async (trx) => {
        const answer = json({ run: ++runs }, 201);
        await trx
          .insertInto('users')
          .values(userRow(`usr_${runs}`))
          .execute();
        await remember(trx, answer);
        return answer;
      });
    const ask = (
      options: { key?: string; body?: string; application?: string; path?: string; run?: Run; on?: Store } = {},
    ) =>
      answerOnce(
        {
          key: options.key ?? 'k',
          applicationId: options.application ?? 'app_a',
          route: { method: 'POST', path: options.path ?? '/v1/challenges' },
          body: Buffer.from(options.body ?? '{}'),
        },
        { ...core, store: options.on ?? store },
        options.run ?? create,
      );
    /** A request that runs until `finish` is called. */
    const askAndHold = async () => {
      const started = Promise.withResolvers<void>();
      const held = Promise.withResolvers<void>();
      const running = ask({
        async run(remember) {
          started.resolve();
          await held.promise;
          return create(remember);
        },
      });
      await started.promise;
      return { running, finish: held.resolve };
    };
    const users = async () => (await store.db.selectFrom('users').selectAll().execute()).length;
    return { store, clock, ask, askAndHold, create, users, runs: () => runs };
  }
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'none',
      (error: unknown) => (error instanceof NodError ? error.code : 'unexpected'),
    );

  it('a repeated request runs once and gets the same answer', async () => {
    const { ask, runs } = await setUp();
    const first = await ask();
    const second = await ask();
    expect([second.status, second.contentType, second.body]).toEqual([201, 'application/json', first.body]);
    expect(runs()).toBe(1);
  });

  it('of many at once exactly one runs, and the others wait for its answer', async () => {
    const { ask, runs } = await setUp();
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask()));
    expect(runs()).toBe(1);
    expect(new Set(answers.map(({ body }) => body))).toEqual(new Set(['{"run":1}']));
    expect(answers.filter(({ headers }) => headers?.['idempotency-replayed'] === 'true')).toHaveLength(7);
  });

  it('of two processes at once one creates, and both give its answer', async () => {
    const { store, ask, create, users } = await setUp();
    const other = await openAgain(store);
    try {
      const started = Promise.withResolvers<void>();
      const both = [
        ask({
          run: async (remember) => {
            started.resolve();
            await new Promise((resolve) => setTimeout(resolve, 30));
            return create(remember);
          },
        }),
        started.promise.then(() => ask({ on: other })),
      ];
      const [here, there] = await Promise.all(both);
      expect(there?.body).toBe(here?.body);
      expect(await users()).toBe(1);
    } finally {
      await other.close();
    }
  });

  it('another body under the same key is refused, while the first runs and after it', async () => {
    const { ask, askAndHold } = await setUp();
    const { running, finish } = await askAndHold();
    expect(await codeOf(ask({ body: '{"a":1}' }))).toBe('idempotency_mismatch');
    finish();
    await running;
    expect(await codeOf(ask({ body: '{"a":1}' }))).toBe('idempotency_mismatch');
  });

  it('a request whose first one takes longer than five seconds is told so, and changes nothing', async () => {
    const { ask, askAndHold, users } = await setUp();
    const { running, finish } = await askAndHold();
    const startedMs = performance.now();
    expect(await codeOf(ask())).toBe('idempotency_in_progress');
    expect(performance.now() - startedMs).toBeGreaterThan(4_900);
    expect(performance.now() - startedMs).toBeLessThan(7_000);
    finish();
    await running;
    expect(await users()).toBe(1);
  });

  it('keys of other applications and other paths are other keys', async () => {
    const { ask, runs } = await setUp();
    await ask();
    await ask({ application: 'app_b' });
    await ask({ path: '/v1/users' });
    expect(runs()).toBe(3);
  });

  it('a request that failed may run again, also when others wait for it', async () => {
    const { ask, runs } = await setUp();
    const failing = () => Promise.reject(new NodError('user_unknown', 'no such user'));
    const [first, second] = await Promise.allSettled([ask({ run: failing }), ask()]);
    expect(first).toMatchObject({ status: 'rejected', reason: { code: 'user_unknown' } });
    expect(second.status).toBe('fulfilled');
    expect(runs()).toBe(1);
  });

  it('what is created is never without its answer: a process that dies leaves both or neither', async () => {
    const { ask, store, users, runs } = await setUp();
    const dying: Run = (remember) =>
      store.transaction(async (trx) => {
        await trx.insertInto('users').values(userRow('usr_dead')).execute();
        await remember(trx, json({}, 201));
        throw new Error('killed before the commit');
      });
    expect(await codeOf(ask({ run: dying }))).toBe('unexpected');
    expect(await users()).toBe(0);
    await ask();
    expect([runs(), await users()]).toEqual([1, 1]);
  });

  it('a key that an earlier release left unfinished is free', async () => {
    const { ask, store, clock, runs } = await setUp();
    await ask();
    await store.db.updateTable('idempotency_keys').set({ status: 0, body_sealed: '' }).execute();
    clock.nowMs += 1_000;
    await ask();
    await ask();
    expect(runs()).toBe(2);
  });

  it('answers are forgotten after a day, by the clock and by the sweep', async () => {
    const { store, ask, clock, runs } = await setUp();
    await ask();
    clock.nowMs += IDEMPOTENCY_LIFETIME_MS + 1;
    expect(await forgetOldAnswers(store.db, clock.nowMs)).toBe(1);
    await ask();
    clock.nowMs += IDEMPOTENCY_LIFETIME_MS + 1;
    await ask();
    expect(runs()).toBe(3);
  });
});

describe('the key', () => {
  it('is refused before anything is looked up when it is malformed', async () => {
    const nothing = {} as Parameters<typeof answerOnce>[1];
    for (const key of ['', ' ', 'two words', 'x'.repeat(256), 'caf\u00e9', 'a\u0000b']) {
      const request = { key, applicationId: 'app_a', route: { method: 'POST', path: '/' }, body: new Uint8Array() };
      await expect(answerOnce(request, nothing, async () => json({}))).rejects.toMatchObject({
        code: 'request_malformed',
      });
    }
  });
});
