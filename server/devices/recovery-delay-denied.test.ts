import { expect, it } from 'vitest';
import { onBothStores } from '../store/testing.ts';
import { addDevice, announced, happened, hours, outcome, stateOf } from './testing-family.ts';
import { linkTo, newcomer, pass, waiter, waitingWorld } from './testing-wait.ts';
import { deviceRow, type World } from './testing-world.ts';

/** Whether a further device may begin to wait now. */
const mayBegin = async (world: World) => outcome(world.devices.askToWait(await newcomer(world)));

onBothStores('a no to a device that waits', (fresh) => {
  it('A6.3.7: one no, of any active device, ends it, and for a week none may begin to wait', async () => {
    const { world, phone } = await waitingWorld(await fresh());
    const young = await addDevice(world, 'Young', { hoursAgo: 1 });
    const { device, noticeId } = await waiter(world);
    await world.devices.seeWait(phone, noticeId);
    await pass(world, 60);
    expect(await world.devices.undo(young, noticeId, { ip: '192.0.2.1' })).toEqual([]);
    expect(await stateOf(world, device)).toBe('revoked');
    expect((await announced(world)).at(-1)).toBe('device.refused Pixel 9');
    expect((await happened(world)).slice(-2)).toEqual(['device.wait_denied', 'device.revoked']);
    await pass(world, 7 * 24 - 1);
    expect((await world.devices.self(await newcomer(world))).wait).toBeNull();
    expect(await mayBegin(world)).toBe('waiting_refused');
    expect(await stateOf(world, device)).toBe('revoked');
    await pass(world, 1);
    expect(await mayBegin(world)).toBe('done');
  });

  it.each(['asked', 'begun', 'soon'])('N14: a no in the notice “%s” does the same', async (step) => {
    const { world, phone } = await waitingWorld(await fresh());
    const { device, noticeId } = await waiter(world);
    if (step !== 'asked') await world.devices.seeWait(phone, noticeId);
    if (step === 'soon') await pass(world, 50);
    const notice = await world.store.db
      .selectFrom('announcements')
      .select('id')
      .where('what', '=', 'device.waits')
      .orderBy('at_ms', 'desc')
      .orderBy('detail', 'desc')
      .executeTakeFirstOrThrow();
    await world.devices.undo(phone, notice.id);
    expect(await stateOf(world, device)).toBe('revoked');
    expect(await mayBegin(world)).toBe('waiting_refused');
  });

  it('N14: by the link of an e-mail, and not by one about another matter', async () => {
    const { world } = await waitingWorld(await fresh());
    const { device, noticeId } = await waiter(world);
    await world.store.db
      .updateTable('announcements')
      .set({ what: 'device.refused' })
      .where('id', '=', noticeId)
      .execute();
    expect(await outcome(world.devices.undoByLink(await linkTo(world, noticeId), {}))).toBe('undo_impossible');
    await world.store.db
      .updateTable('announcements')
      .set({ what: 'device.waits' })
      .where('id', '=', noticeId)
      .execute();
    await world.devices.undoByLink(await linkTo(world, noticeId), { ip: '198.51.100.7' });
    expect(await stateOf(world, device)).toBe('revoked');
    expect(await mayBegin(world)).toBe('waiting_refused');
  });

  it('A6.3.7: removing it from the list of devices, and the operator’s removal, are a no as well', async () => {
    const { world, phone } = await waitingWorld(await fresh());
    const first = await waiter(world);
    await world.devices.remove(phone, { targetId: first.device.id });
    expect(await stateOf(world, first.device)).toBe('revoked');
    expect(await mayBegin(world)).toBe('waiting_refused');
    world.clock.nowMs += hours(7 * 24);
    const second = await waiter(world);
    await world.devices.revoke(second.device.id, { by: 'operator', userId: world.alice.id });
    world.clock.nowMs += hours(7 * 24 - 1);
    expect(await mayBegin(world)).toBe('waiting_refused');
    world.clock.nowMs += hours(1);
    const third = await waiter(world);
    await world.devices.revoke(third.device.id, { by: third.device.id as `dev_${string}`, userId: world.alice.id });
    expect((await announced(world)).filter((said) => said.startsWith('device.removed'))).toHaveLength(3);
    world.clock.nowMs += hours(1);
    expect(await mayBegin(world)).toBe('done');
  });

  it('N4: wrong codes that stop all devices of the user end the wait', async () => {
    const { world, phone } = await waitingWorld(await fresh());
    const { device, noticeId } = await waiter(world);
    await world.devices.seeWait(phone, noticeId);
    await world.store.transaction((trx) => world.devices.suspendAll(trx, world.alice.id));
    await pass(world, 80);
    expect(await deviceRow(world, device.id)).toMatchObject({ state: 'suspended', wait_asked_at_ms: null });
  });

  it('the operator sees who waits, and until when', async () => {
    const { world, phone } = await waitingWorld(await fresh());
    const { device, noticeId } = await waiter(world);
    const entry = async () => (await world.devices.trustOf(world.alice.id)).find(({ id }) => id === device.id);
    expect(await entry()).toMatchObject({ wait: { askedAtMs: device.wait_asked_at_ms, letInAtMs: null } });
    await world.devices.seeWait(phone, noticeId);
    expect(await entry()).toMatchObject({ how: null, wait: { letInAtMs: world.clock.nowMs + hours(72) } });
  });
});
