import { expect, it } from 'vitest';
import type { NewApplication } from '../accounts/new-application.ts';
import type { Store } from '../store/store.ts';
import { onBothStores } from '../store/testing.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { engineOn } from './testing-engine.ts';

const MINUTE = 60_000;

async function agentsEngine(store: Store, policy: Partial<NewApplication> = {}) {
  const engine = await engineOn(store);
  const agents = await engine.addApplication({
    name: 'Agents',
    match: 'none',
    parallel: true,
    ttlSeconds: 600,
    ...policy,
  });
  const phone = await engine.addDevice();
  const ask = (application = agents) => engine.challenges.create({ application, username: 'alice' });
  const askTimes = async (times: number, application = agents) => {
    const ids: string[] = [];
    for (let i = 0; i < times; i++) ids.push((await ask(application)).id);
    return ids;
  };
  const stateOf = async (id: string) => (await engine.challenges.get(agents, id)).state;
  return { ...engine, agents, phone, ask, askTimes, stateOf };
}

onBothStores('requests in parallel', (fresh) => {
  it('N5: thirty wait at once, each answered by itself; the next is refused', async () => {
    const { askTimes, ask, challenges, decide, phone, pushed, stateOf } = await agentsEngine(await fresh());
    const ids = await askTimes(30);
    expect(pushed).toEqual(ids);
    expect(await challenges.pendingFor(phone.row)).toHaveLength(30);
    await expect(ask()).rejects.toMatchObject({ code: 'push_limit' });
    const [first = '', second = '', third = ''] = ids;
    await decide(phone, first, { decision: 'deny' });
    await decide(phone, second, {});
    expect(await Promise.all([first, second, third].map(stateOf))).toEqual(['denied', 'approved', 'pending']);
    // An approval begins the count anew, and two have gone. A denial of one says nothing of the next.
    await askTimes(2);
    await expect(ask()).rejects.toMatchObject({
      code: 'push_limit',
      message: expect.stringContaining('30 requests wait'),
    });
  });

  it('N5: thirty in ten minutes, however fast they end', async () => {
    const { ask, challenges, agents, time } = await agentsEngine(await fresh());
    for (let i = 0; i < 30; i++) await challenges.cancel(agents, (await ask()).id);
    await expect(ask()).rejects.toMatchObject({ code: 'push_limit' });
    time.nowMs += 10 * MINUTE + 1000;
    await ask();
  });

  it('N5: two applications that use up what all have don’t stop a third that has hardly asked', async () => {
    const { askTimes, ask, addApplication, agents, time } = await agentsEngine(await fresh());
    const others = ['Other', 'Third', 'Fourth'].map((name) =>
      addApplication({ name, match: 'none', parallel: true, ttlSeconds: 600 }),
    );
    const [other, third, fourth] = await Promise.all(others);
    const spared = DEFAULT_LIMITS.pushesPerApplication.pushes;
    await ask(third);
    time.nowMs += 1;
    await askTimes(30, agents);
    await askTimes(29, other);
    await askTimes(spared, fourth);
    // Its first one is the oldest of all, and counts like the rest.
    await askTimes(spared - 1, third);
    await expect(ask(third)).rejects.toMatchObject({ code: 'push_limit' });
  });

  it('of many at once thirty are asked', async () => {
    const { ask } = await agentsEngine(await fresh());
    const asked = await Promise.allSettled(Array.from({ length: 40 }, () => ask()));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(30);
  });

  it('N5: a login beside them rings as ever, is superseded as ever, and its own limit holds', async () => {
    const { askTimes, ask, application, pushed, challenges } = await agentsEngine(await fresh());
    const code = { ...application, match: 'code' as const };
    await askTimes(30);
    pushed.length = 0;
    const logins = await askTimes(DEFAULT_LIMITS.pushesPerApplication.pushes, code);
    expect(pushed).toEqual(logins);
    expect((await challenges.get(code, logins[0] ?? '')).state).toBe('canceled');
    expect((await ask(code)).quiet).toBe(true);
  });

  it('N5: who says yes to agents all day is rung by logins no more often for it', async () => {
    const { ask, askTimes, application, decide, phone } = await agentsEngine(await fresh());
    const code = { ...application, match: 'code' as const };
    await askTimes(DEFAULT_LIMITS.pushesPerApplication.pushes, code);
    await decide(phone, (await ask()).id, {});
    expect((await ask(code)).quiet).toBe(true);
  });

  it('“this wasn’t me” ends all of them, and stops the application', async () => {
    const { askTimes, ask, decide, phone, stateOf, challenges } = await agentsEngine(await fresh());
    const ids = await askTimes(30);
    await decide(phone, ids[0] ?? '', { decision: 'report' });
    expect(new Set(await Promise.all(ids.slice(1).map(stateOf)))).toEqual(new Set(['canceled']));
    expect(await challenges.pendingFor(phone.row)).toEqual([]);
    await expect(ask()).rejects.toMatchObject({ code: 'user_quarantined' });
  });

  it('where denials are concealed, a denied one still takes up room', async () => {
    const { askTimes, ask, decide, phone, stateOf } = await agentsEngine(await fresh(), { revealDenial: false });
    const ids = await askTimes(29);
    await decide(phone, ids[0] ?? '', { decision: 'deny' });
    await decide(phone, ids[1] ?? '', {});
    expect(await stateOf(ids[0] ?? '')).toBe('pending');
    await askTimes(2);
    await expect(ask()).rejects.toMatchObject({ code: 'push_limit' });
    expect(await stateOf(ids[0] ?? '')).toBe('pending');
  });

  it('an application that no longer asks so replaces its requests again, but none that was asked so', async () => {
    const { ask, agents, accounts, stateOf } = await agentsEngine(await fresh());
    const beside = await ask();
    await accounts.changePolicy(agents, { parallel: false });
    const now = await accounts.getApplication(agents.id);
    const one = await ask(now);
    const next = await ask(now);
    expect(await Promise.all([beside.id, one.id, next.id].map(stateOf))).toEqual(['pending', 'canceled', 'pending']);
  });
});
