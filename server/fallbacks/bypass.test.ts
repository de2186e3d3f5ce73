import { expect, it } from 'vitest';
import { makeBypass, spendBypass } from '../devices/bypass-codes.ts';
import { onBothStores } from '../store/testing.ts';
import { fallbacksOn } from './testing-fallbacks.ts';

onBothStores('bypass codes', (fresh) => {
  it('A6.6: one of another user, another application, the account page, after its time, or used: refused the same', async () => {
    const world = await fallbacksOn(await fresh());
    const { accounts, addDevice, addApplication, ask, answer, bypass, time, store } = world;
    const bob = await accounts.createUser({ username: 'bob' });
    await addDevice('bob');
    const lights = await addApplication({ name: 'Lights', fallbacks: ['bypass'] });
    const used = await bypass();
    await answer((await ask()).id, used);
    const short = await bypass({ lifeMs: 1_000 });
    const bad = [
      await bypass({ userId: bob.id }),
      await bypass({ applicationId: lights.id }),
      await bypass({ applicationId: null }),
      used,
      short,
    ];
    time.nowMs += 1_000;
    const { id } = await ask();
    const said = new Set<string>();
    for (const code of bad) {
      const error = await answer(id, code).catch((thrown) => thrown);
      said.add(JSON.stringify([error.code, error.message, error.params]));
      await store.db.deleteFrom('fallback_counters').execute();
    }
    expect([...said]).toHaveLength(1);
    expect([...said][0]).toContain('wrong_code');
    // None of them was spent by being tried where it isn't good.
    const rows = await store.db.selectFrom('bypass_codes').select('used_at_ms').execute();
    expect(rows.filter(({ used_at_ms: atMs }) => atMs !== null)).toHaveLength(1);
    await answer((await ask(world.application, 'bob')).id, bad[0] ?? '');
    await answer((await ask(lights)).id, bad[1] ?? '', lights);
  });

  it('the devices hear that none of them has answered', async () => {
    const { bypass, ask, answer, challenges, store, notices, device } = await fallbacksOn(await fresh());
    const { id } = await ask();
    await store.db.updateTable('deliveries').set({ state: 'sent' }).where('challenge_id', '=', id).execute();
    await answer(id, await bypass());
    await challenges.stop();
    expect(notices).toContainEqual({ deviceId: device.row.id, body: 'Approved without a device' });
  });

  it('64 bits in groups, typed in any case, kept as a hash, told in the log with the reason and to the user', async () => {
    const { bypass, ask, answer, store, events, announced } = await fallbacksOn(await fresh());
    const code = await bypass();
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{5}$/);
    const everything = JSON.stringify([
      await store.db.selectFrom('bypass_codes').selectAll().execute(),
      await events(),
      await store.db.selectFrom('announcements').selectAll().execute(),
    ]);
    expect(everything).not.toContain(code);
    expect(everything).not.toContain(code.replaceAll('-', ''));
    expect((await events()).find(({ type }) => type === 'bypass.made')?.detail).toContain('phone in repair');
    expect(await announced()).toEqual(['bypass.made']);
    const typed = ` ${code.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('-', ' ')} `;
    await answer((await ask()).id, typed);
  });

  it('one for the account page is spent there, once, and one for a login isn’t', async () => {
    const { bypass, core, alice, store, application, time } = await fallbacksOn(await fresh());
    const spend = (code: string) =>
      store.transaction((trx) =>
        spendBypass(trx, { userId: alice.id, applicationId: null, code: code.replaceAll('-', ''), nowMs: time.nowMs }),
      );
    const forAccount = await bypass({ applicationId: null });
    expect(await spend(await bypass())).toBe(false);
    expect([await spend(forAccount), await spend(forAccount)]).toEqual([true, false]);
    const made = { userId: alice.id, applicationId: application.id, reason: 'why', madeBy: 'olga', lifeMs: 1 };
    for (const change of [{ lifeMs: 86_400_001 }, { lifeMs: 0 }, { lifeMs: Number.NaN }, { reason: ' ' }]) {
      await expect(makeBypass(core, { ...made, ...change })).rejects.toMatchObject({ code: 'request_malformed' });
    }
    await store.db.updateTable('users').set({ locked_at_ms: 1 }).where('id', '=', alice.id).execute();
    await expect(makeBypass(core, made)).rejects.toMatchObject({ code: 'user_locked' });
  });
});
