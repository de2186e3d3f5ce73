import { expect, it } from 'vitest';
import { onBothStores } from '../store/testing.ts';
import { fallbacksOn } from './testing-fallbacks.ts';

const HOUR_MS = 3_600_000;

onBothStores('setting up an app of six digits', (fresh) => {
  it('told once, sealed, and announced when its first digits were typed, never before', async () => {
    const { fallbacks, callOf, device, digitsOf, store, events, announced, time } = await fallbacksOn(await fresh());
    const get = async () => (await fallbacks.totp.get(device.row)).totp;
    expect(await get()).toBeNull();
    const { uri, secret, expiresAtMs } = await fallbacks.totp.begin(callOf(device));
    expect(uri).toMatch(/^otpauth:\/\/totp\/Nod%20at%20home:alice\?/);
    expect(uri).toContain(secret);
    expect(expiresAtMs).toBe(time.nowMs + 600_000);
    expect([await get(), await announced()]).toEqual([null, []]);
    await expect(fallbacks.totp.confirm({ ...callOf(device), code: '000000' })).rejects.toMatchObject({
      code: 'wrong_code',
    });
    const told = await fallbacks.totp.confirm({ ...callOf(device), code: digitsOf(uri) });
    expect(told.totp).toMatchObject({ byDeviceId: device.row.id, countsFromMs: null, ended: false });
    expect(await announced()).toEqual(['totp.added']);
    expect((await events()).map(({ type }) => type)).toContain('totp.added');
    const everything = JSON.stringify([
      await store.db.selectFrom('totp_secrets').selectAll().execute(),
      await store.db.selectFrom('announcements').selectAll().execute(),
      await events(),
    ]);
    expect(everything).not.toContain(secret);
    expect(JSON.stringify(told)).not.toContain(secret);
  });

  it('there is one: another one takes its place only when it was removed, which is announced', async () => {
    const { fallbacks, callOf, device, setUpTotp, announced, ask, answer, digitsOf, application, addDevice, store } =
      await fallbacksOn(await fresh());
    const uri = await setUpTotp();
    const other = await addDevice();
    await store.db.updateTable('devices').set({ activated_at_ms: 1 }).execute();
    for (const one of [device, other]) {
      await expect(fallbacks.totp.begin(callOf(one))).rejects.toMatchObject({ code: 'totp_exists' });
    }
    await fallbacks.totp.remove(callOf(other));
    await fallbacks.totp.remove(callOf(other));
    expect(await announced()).toEqual(['totp.added', 'totp.removed']);
    const { id } = await ask();
    await expect(answer(id, digitsOf(uri), application, 'totp')).rejects.toMatchObject({ code: 'wrong_code' });
    await setUpTotp(other);
  });

  it('the first digits are typed within ten minutes, once, into the device that began', async () => {
    const { fallbacks, callOf, device, addDevice, digitsOf, time } = await fallbacksOn(await fresh());
    const other = await addDevice();
    const none = { code: 'totp_not_begun' };
    await expect(fallbacks.totp.confirm({ ...callOf(device), code: '123456' })).rejects.toMatchObject(none);
    const late = await fallbacks.totp.begin(callOf(device));
    time.nowMs += 600_000;
    const typed = { ...callOf(device), code: digitsOf(late.uri) };
    await expect(fallbacks.totp.confirm(typed)).rejects.toMatchObject(none);
    const { uri } = await fallbacks.totp.begin(callOf(device));
    const code = digitsOf(uri);
    await expect(fallbacks.totp.confirm({ ...callOf(other), code })).rejects.toMatchObject(none);
    await fallbacks.totp.confirm({ ...callOf(device), code });
    await expect(fallbacks.totp.confirm({ ...callOf(device), code })).rejects.toMatchObject(none);
  });

  it('N16: a young device removes and replaces nothing of an older one, unless it is the only one left', async () => {
    const { fallbacks, callOf, device, setUpTotp, addDevice, store, time } = await fallbacksOn(await fresh());
    await setUpTotp();
    const young = await addDevice();
    const tooYoung = { code: 'device_too_young' };
    await expect(fallbacks.totp.remove(callOf(young))).rejects.toMatchObject(tooYoung);
    await addDevice();
    const suspend = (of: typeof young) =>
      store.db.updateTable('devices').set({ state: 'suspended' }).where('id', '=', of.row.id).execute();
    await suspend(device);
    for (const call of [fallbacks.totp.begin, fallbacks.totp.remove]) {
      await expect(call(callOf(young))).rejects.toMatchObject(tooYoung);
    }
    await expect(fallbacks.totp.remove(callOf(device))).rejects.toMatchObject({ code: 'device_suspended' });
    time.nowMs += 72 * HOUR_MS;
    await fallbacks.totp.begin(callOf(young));
  });

  it('N16: the only one that is left may, whatever its age', async () => {
    const { fallbacks, device, setUpTotp, addDevice, store } = await fallbacksOn(await fresh());
    await setUpTotp();
    const young = await addDevice();
    await store.db.updateTable('devices').set({ state: 'revoked' }).where('id', '=', device.row.id).execute();
    expect((await fallbacks.totp.get(young.row)).totp).toMatchObject({ ended: true });
    await setUpTotp(young);
    expect((await fallbacks.totp.get(young.row)).totp).toMatchObject({ ended: false, byDeviceId: young.row.id });
  });

  it('N16: what a young device sets up counts when it is young no more', async () => {
    const { fallbacks, ask, answer, application, setUpTotp, digitsOf, addDevice, time } = await fallbacksOn(
      await fresh(),
    );
    time.nowMs += HOUR_MS;
    const young = await addDevice();
    const countsFromMs = time.nowMs + 72 * HOUR_MS;
    const uri = await setUpTotp(young);
    expect((await fallbacks.totp.get(young.row)).totp).toMatchObject({ countsFromMs });
    const refused = await ask();
    await expect(answer(refused.id, digitsOf(uri), application, 'totp')).rejects.toMatchObject({ code: 'wrong_code' });
    time.nowMs = countsFromMs;
    await answer((await ask()).id, digitsOf(uri), application, 'totp');
    expect((await fallbacks.totp.get(young.row)).totp).toMatchObject({ countsFromMs: null });
  });
});
