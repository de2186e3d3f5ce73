import { expect, it } from 'vitest';
import { onBothStores, openAgain } from '../store/testing.ts';
import { createChallenges } from './challenges.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { anyProof, engineOn, otherCode } from './testing-engine.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

onBothStores('admission', (fresh) => {
  /** An engine with one device of alice's, and a function that asks and says how: rung, quiet, or the error. */
  async function world() {
    const engine = await engineOn(await fresh());
    const device = await engine.addDevice();
    const ask = (application = engine.application) =>
      engine.challenges.create({ application, username: 'alice', context: { ip: '203.0.113.7' } });
    const how = async (application = engine.application) => {
      const rung = engine.pushed.length;
      try {
        const { quiet } = await ask(application);
        return quiet ? 'quiet' : engine.pushed.length > rung ? 'rung' : 'hushed';
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    return { ...engine, device, ask, how };
  }

  it('N5: an application rings a user five times without a success, then asks quietly, with growing pauses; a success ends them', async () => {
    const { how, ask, decide, device, time, pushed } = await world();
    for (let asked = 0; asked < 5; asked++) expect(await how()).toBe('rung');
    expect(await how()).toBe('quiet');
    expect(pushed).toHaveLength(5);
    time.nowMs += 10 * MINUTE - 1;
    expect(await how()).toBe('quiet');
    time.nowMs += 1;
    expect(await how()).toBe('rung');
    time.nowMs += 10 * MINUTE;
    const pauses: number[] = [];
    for (let round = 0; round < 4; round++) {
      expect(await how()).toBe('rung');
      let seconds = 0;
      while ((await how()) !== 'rung') {
        seconds += 10;
        time.nowMs += 10_000;
        if (seconds > 2000) break;
      }
      pauses.push(seconds);
      time.nowMs += HOUR;
    }
    expect(pauses).toEqual([120, 480, 1920, 2010]);
    const { id, code } = await ask();
    await decide(device, id, { code });
    for (let asked = 0; asked < 5; asked++) expect(await how()).toBe('rung');
  });

  it('N5: of many simultaneous logins only five push, even on two processes, and the rest are quiet', async () => {
    const { challenges, application, addDevice, pushed, store, core, accounts } = await engineOn(await fresh());
    await addDevice();
    const second = store.kind === 'postgres' ? await openAgain(store) : undefined;
    const push = {
      dispatchChallenge: async (id: string) => void pushed.push(id),
      sendNotice: async () => 'sent' as const,
    };
    const elsewhere = createChallenges({ ...core, store: second ?? store }, { accounts, push, limits: DEFAULT_LIMITS });
    try {
      const asked = await Promise.all(
        Array.from({ length: 16 }, (_, at) =>
          (at % 2 ? challenges : elsewhere).create({ application, username: 'alice' }),
        ),
      );
      expect(asked.filter(({ quiet }) => !quiet)).toHaveLength(5);
      expect(pushed).toHaveLength(5);
    } finally {
      await elsewhere.stop();
      await second?.close();
    }
  });

  it('N5: all applications together ring a user fifteen times, and one alone leaves the others their pushes', async () => {
    const { how, addApplication, application } = await world();
    for (let asked = 0; asked < 40; asked++) await how(application);
    const others = [];
    for (const name of ['Wiki', 'Mail', 'Bank']) others.push(await addApplication({ name }));
    const outcomes: string[] = [];
    for (const other of others) for (let asked = 0; asked < 4; asked++) outcomes.push(await how(other));
    expect(outcomes.filter((outcome) => outcome === 'rung')).toHaveLength(10);
    expect(outcomes.slice(0, 10)).not.toContain('quiet');
  });

  it('an application that asks each minute of a day, and a person who signs in elsewhere each hour: nobody is refused', async () => {
    const { how, ask, decide, device, addApplication, application, time, challenges } = await world();
    const bank = await addApplication({ name: 'Bank' });
    for (let minute = 0; minute < 180; minute++) {
      expect(await how(application)).not.toMatch(/_/);
      if (minute % 60 === 0) {
        const { id, code, quiet } = await ask(bank);
        if (quiet) await challenges.fetch(device.row, { challengeId: id, deviceIp: '', proof: anyProof() });
        expect(await decide(device, id, { code })).toMatchObject({ state: 'approved' });
      }
      time.nowMs += MINUTE;
    }
  });

  it('N5: what an application in quarantine has asked counts for nobody else', async () => {
    const { how, ask, decide, device, addApplication, application } = await world();
    const others = [];
    for (const name of ['Wiki', 'Mail', 'Bank']) others.push(await addApplication({ name }));
    const [wiki, mail, bank] = others;
    for (const other of [wiki, mail]) for (let asked = 0; asked < 5; asked++) await how(other);
    for (let asked = 0; asked < 4; asked++) await how(application);
    const { id } = await ask(application);
    expect(await how(bank)).toBe('quiet');
    await decide(device, id, { decision: 'report' });
    expect(await how(application)).toBe('quiet');
    for (let asked = 0; asked < 5; asked++) expect(await how(bank)).toBe('rung');
  });

  it('N5: after Deny an application asks quietly for a moment, after a report for longer each time', async () => {
    const { how, ask, decide, device, addApplication, challenges, application, time } = await world();
    const other = await addApplication({ name: 'Wiki' });
    await decide(device, (await ask()).id, { decision: 'deny' });
    expect(await how()).toBe('quiet');
    time.nowMs += 10_000;
    const pauses: number[] = [];
    for (let round = 0; round < 3; round++) {
      const elsewhere = await ask(other);
      const { id } = await ask();
      await decide(device, id, { decision: 'report' });
      expect(await challenges.get(other, elsewhere.id)).toMatchObject({ state: 'canceled', reason: 'reported' });
      const [stop] = await challenges.stopsOf((await challenges.get(application, id)).userId);
      expect(stop).toMatchObject({ kind: 'reported', application: 'Harbour Notes' });
      pauses.push(((stop?.untilMs ?? 0) - time.nowMs) / 1000);
      time.nowMs = (stop?.untilMs ?? 0) - 1;
      expect(await how()).toBe('quiet');
      time.nowMs += 1;
      expect(await how()).toBe('rung');
      time.nowMs += DAY;
    }
    expect(pauses).toEqual([600, 1200, 2400]);
  });

  it('N5: after a no nobody is rung, whether the application may learn of it or not', async () => {
    const { how, ask, decide, device, addApplication, time, pushed } = await world();
    for (const revealDenial of [true, false]) {
      for (const decision of ['deny', 'report'] as const) {
        const application = await addApplication({ name: `Wiki ${revealDenial} ${decision}`, revealDenial });
        await decide(device, (await ask(application)).id, { decision });
        const before = pushed.length;
        time.nowMs += 9_999;
        expect(await how(application)).toBe(revealDenial ? 'quiet' : 'hushed');
        expect(pushed).toHaveLength(before);
        time.nowMs += 600_000;
        expect(await how(application)).toBe('rung');
        time.nowMs += DAY;
      }
    }
  });

  it('with match none a request can’t be quiet: it is refused, and says when to try again', async () => {
    const { how, ask, decide, device, addApplication, time } = await world();
    const lights = await addApplication({ name: 'Lights', match: 'none' });
    for (let asked = 0; asked < 5; asked++) expect(await how(lights)).toBe('rung');
    await expect(ask(lights)).rejects.toMatchObject({ code: 'push_limit', params: { retryAfterSeconds: 600 } });
    time.nowMs += DAY;
    await decide(device, (await ask(lights)).id, { decision: 'deny' });
    await expect(ask(lights)).rejects.toMatchObject({ code: 'user_backing_off', params: { retryAfterSeconds: 10 } });
    time.nowMs += DAY;
    await decide(device, (await ask(lights)).id, { decision: 'report' });
    await expect(ask(lights)).rejects.toMatchObject({ code: 'user_quarantined', params: { retryAfterSeconds: 600 } });
  });

  it('N4: after wrong codes nobody asks at all, not even quietly', async () => {
    const { how, ask, decide, device } = await world();
    const { id, code = '' } = await ask();
    for (const step of [1, 2, 3]) await decide(device, id, { code: otherCode(code, step) }).catch(() => {});
    expect(await how()).toBe('user_backing_off');
  });

  it('a clock that ran a day ahead and was corrected stops nobody, and lifts nothing', async () => {
    const { how, ask, decide, device, time, challenges, alice, addApplication } = await world();
    const wiki = await addApplication({ name: 'Wiki' });
    const rightMs = time.nowMs;
    time.nowMs += DAY;
    for (let asked = 0; asked < 7; asked++) await how();
    await decide(device, (await ask(wiki)).id, { decision: 'report' });
    const { id, code = '' } = await ask(await addApplication({ name: 'Bank' }));
    for (const step of [1, 2, 3]) await decide(device, id, { code: otherCode(code, step) }).catch(() => {});
    expect(await how()).toBe('user_backing_off');
    time.nowMs = rightMs;
    expect(await challenges.stopsOf(alice.id)).toEqual([]);
    expect([await how(), await how(wiki)]).toEqual(['rung', 'rung']);
    // What is written now holds from now on, whatever stands there from then.
    await decide(device, (await ask(wiki)).id, { decision: 'report' });
    expect(await how(wiki)).toBe('quiet');
    // A success in the future would otherwise switch the limit off until then.
    time.nowMs += DAY + HOUR;
    const success = await ask();
    await decide(device, success.id, { code: success.code });
    time.nowMs = rightMs + 2 * HOUR;
    const outcomes = [];
    for (let asked = 0; asked < 6; asked++) outcomes.push(await how());
    // One more rang two hours ago.
    expect(outcomes).toEqual(['rung', 'rung', 'rung', 'rung', 'quiet', 'quiet']);
  });

  it('the operator sees what stops a user, and lifts it', async () => {
    const { how, ask, decide, device, challenges, alice, addApplication, events, accounts } = await world();
    const wiki = await addApplication({ name: 'Wiki' });
    for (let asked = 0; asked < 5; asked++) await how();
    await decide(device, (await ask(wiki)).id, { decision: 'report' });
    const { id, code = '' } = await ask();
    await challenges.fetch(device.row, { challengeId: id, deviceIp: '', proof: anyProof() });
    for (const step of [1, 2, 3]) await decide(device, id, { code: otherCode(code, step) }).catch(() => {});
    const kinds = [
      { kind: 'wrong_codes', application: null },
      { kind: 'reported', application: 'Wiki' },
      { kind: 'pushes', application: 'Harbour Notes' },
    ];
    expect(await challenges.stopsOf(alice.id)).toMatchObject(kinds);
    expect(await challenges.unblock(alice.id)).toMatchObject(kinds);
    expect(await challenges.stopsOf(alice.id)).toEqual([]);
    expect([await how(), await how(wiki)]).toEqual(['rung', 'rung']);
    expect(await accounts.getUser('alice')).toMatchObject({ consecutive_failures: 0, last_success_ms: 0 });
    const lifted = (await events()).find(({ type }) => type === 'user.unblocked');
    expect(JSON.parse(lifted?.detail ?? '')).toEqual({ lifted: kinds });
  });
});
