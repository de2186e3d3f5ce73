import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ServerKeys } from '../../crypto/keys.ts';
import { NodError } from '../../diagnostics/errors.ts';
import { onBothStores } from '../../store/testing.ts';
import { type Answer, json } from '../answer.ts';
import { answerOnce, forgetOldAnswers, IDEMPOTENCY_LIFETIME_MS } from './idempotency.ts';

onBothStores('answerOnce', (fresh) => {
  async function setUp() {
    const store = await fresh();
    const clock = { nowMs: 1_700_000_000_000 };
    const keys = { secret: randomBytes(32) } satisfies Pick<ServerKeys, 'secret'>;
    let runs = 0;
    const ask = (
      options: { key?: string; body?: string; application?: string; path?: string; run?: () => Promise<Answer> } = {},
    ) =>
      answerOnce(
        {
          key: options.key ?? 'k',
          applicationId: options.application ?? 'app_a',
          route: { method: 'POST', path: options.path ?? '/v1/challenges' },
          body: Buffer.from(options.body ?? '{}'),
        },
        { store, keys, clock: () => clock.nowMs, randomBytes },
        options.run ?? (async () => json({ run: ++runs }, 201)),
      );
    return { store, clock, ask, runs: () => runs };
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

  it('of many at once exactly one runs', async () => {
    const { ask, runs } = await setUp();
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => ask()));
    expect(runs()).toBe(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'idempotency_in_progress' });
    }
    expect(results.some(({ status }) => status === 'fulfilled')).toBe(true);
  });

  it('another body under the same key is refused, while the first runs and after it', async () => {
    const { ask } = await setUp();
    const started = Promise.withResolvers<void>();
    const finished = Promise.withResolvers<Answer>();
    const running = ask({
      run() {
        started.resolve();
        return finished.promise;
      },
    });
    await started.promise;
    expect(await codeOf(ask({ body: '{"a":1}' }))).toBe('idempotency_mismatch');
    expect(await codeOf(ask())).toBe('idempotency_in_progress');
    finished.resolve(json({}, 201));
    await running;
    expect(await codeOf(ask({ body: '{"a":1}' }))).toBe('idempotency_mismatch');
  });

  it('keys of other applications and other paths are other keys', async () => {
    const { ask, runs } = await setUp();
    await ask();
    await ask({ application: 'app_b' });
    await ask({ path: '/v1/users' });
    expect(runs()).toBe(3);
  });

  it('a request that failed may run again', async () => {
    const { ask, runs } = await setUp();
    const failing = () => Promise.reject(new NodError('user_unknown', 'no such user'));
    expect(await codeOf(ask({ run: failing }))).toBe('user_unknown');
    await ask();
    expect(runs()).toBe(1);
  });

  it('a request whose process died may run again after a minute, not before', async () => {
    const { ask, clock, runs } = await setUp();
    const started = Promise.withResolvers<void>();
    void ask({
      run() {
        started.resolve();
        return new Promise(() => {});
      },
    });
    await started.promise;
    expect(await codeOf(ask())).toBe('idempotency_in_progress');
    clock.nowMs += 60_001;
    await ask();
    expect(runs()).toBe(1);
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
  it('is refused before anything is looked up when it is none', async () => {
    const nothing = {} as Parameters<typeof answerOnce>[1];
    for (const key of ['', ' ', 'two words', 'x'.repeat(256), 'caf\u00e9', 'a\u0000b']) {
      const request = { key, applicationId: 'app_a', route: { method: 'POST', path: '/' }, body: new Uint8Array() };
      await expect(answerOnce(request, nothing, async () => json({}))).rejects.toMatchObject({
        code: 'request_malformed',
      });
    }
  });
});
