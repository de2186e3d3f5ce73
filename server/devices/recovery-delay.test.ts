import { expect, it } from 'vitest';
import { onBothStores } from '../store/testing.ts';
import { addDevice, announced, happened, hours, outcome, stateOf } from './testing-family.ts';
import { DELAY_MS, linkTo, newcomer, noticesOf, pass, restarted, waiter, waitingWorld } from './testing-wait.ts';
import { deviceRow, type World } from './testing-world.ts';

const steps = async (world: World, id: string) =>
  (await noticesOf(world, id)).map(({ detail }) => JSON.parse(detail) as Record<string, unknown>);

onBothStores('a new device that nobody lets in, and that waits', (fresh) => {
  it('A6.3.7: it is let in 72 hours after somebody saw the notice, and everybody is told at each step', async () => {
    const { world, phone } = await waitingWorld(await fresh());
    const { device, noticeId } = await waiter(world);
    await pass(world, 20);
    expect(await stateOf(world, device)).toBe('unvouched');
    const { wait } = await world.devices.self(device);
    expect(wait).toEqual({
      on: true,
      delayMs: DELAY_MS,
      askedAtMs: device.wait_asked_at_ms,
      letInAtMs: null,
      lapsesAtMs: (device.wait_asked_at_ms ?? 0) + hours(7 * 24),
    });
    await world.devices.seeWait(phone, noticeId, { ip: '192.0.2.1' });
    const endMs = world.clock.nowMs + DELAY_MS;
    expect((await world.devices.self(device)).wait).toMatchObject({ letInAtMs: endMs, lapsesAtMs: null });
    await pass(world, 71);
    expect(await stateOf(world, device)).toBe('unvouched');
    await pass(world, 1);
    expect(await deviceRow(world, device.id)).toMatchObject({
      state: 'active',
      activated_at_ms: endMs,
      wait_asked_at_ms: null,
    });
    expect(await world.devices.vouchOf(world.alice.id, device.id)).toMatchObject({
      vouch: { how: 'waited', byDeviceId: null, atMs: endMs },
      receipt: null,
    });
    const [asked, begun, soon] = await noticesOf(world, device.id);
    expect([asked?.by_whom, begun?.by_whom, begun?.by_device_id, soon?.by_whom]).toEqual([
      'application',
      'device',
      phone.id,
      'server',
    ]);
    expect(asked?.ip).toBe('203.0.113.66');
    expect(soon?.at_ms).toBe(endMs - hours(24));
    expect(await steps(world, device.id)).toMatchObject([
      { step: 'asked', name: 'Pixel 9', delayMs: DELAY_MS },
      { step: 'begun', letInAtMs: endMs },
      { step: 'soon', letInAtMs: endMs },
    ]);
    expect(await announced(world)).toEqual([...Array(3).fill('device.waits Pixel 9'), 'device.added Pixel 9']);
    expect((await happened(world)).slice(-3)).toEqual(['device.wait_asked', 'device.wait_begun', 'device.activated']);
  });

  it('A6.3.7: while its user is locked no wait goes on, and nobody is let in by it', async () => {
    const { world, phone } = await waitingWorld(await fresh());
    const { device, noticeId } = await waiter(world);
    await world.devices.seeWait(phone, noticeId);
    const lock = (atMs: number | null) =>
      world.store.db.updateTable('users').set({ locked_at_ms: atMs }).where('id', '=', world.alice.id).execute();
    await lock(world.clock.nowMs);
    await pass(world, 80);
    expect(await stateOf(world, device)).toBe('unvouched');
    expect(await steps(world, device.id)).toHaveLength(2);
    await lock(null);
    // A day is left, from the reminder on, to say no.
    await pass(world, 24);
    expect(await stateOf(world, device)).toBe('unvouched');
    await pass(world, 1);
    expect(await stateOf(world, device)).toBe('active');
  });

  it('N14: whoever came by waiting has no power over older devices for three days', async () => {
    const { world, phone } = await waitingWorld(await fresh());
    const { device, noticeId } = await waiter(world);
    await world.devices.seeWait(phone, noticeId);
    await pass(world, 72);
    const active = await deviceRow(world, device.id);
    expect(await outcome(world.devices.suspend(active, { targetId: phone.id }))).toBe('device_too_young');
    // The old notice still undoes it: it is suspended then.
    expect(await world.devices.undo(phone, noticeId)).toEqual([{ id: device.id, name: 'Pixel 9' }]);
    expect(await stateOf(world, device)).toBe('suspended undo');
  });

  it('A6.3.7: nobody saw the notice: no time passes, and after a week it is over', async () => {
    const { world, phone } = await waitingWorld(await fresh());
    const { device, noticeId } = await waiter(world);
    await pass(world, 7 * 24 - 1);
    expect(await stateOf(world, device)).toBe('unvouched');
    // In the last moment, and after it, a look begins nothing any more.
    world.clock.nowMs += hours(1);
    await world.devices.seeWait(phone, noticeId);
    expect((await deviceRow(world, device.id)).wait_seen_at_ms).toBeNull();
    await world.devices.sweep();
    expect(await stateOf(world, device)).toBe('revoked');
    expect(await announced(world)).toEqual(['device.waits Pixel 9', 'device.refused Pixel 9']);
  });

  it('A6.3.7: only an active device of the same user sees, never the one that waits, and only its notice', async () => {
    const { world, phone } = await waitingWorld(await fresh());
    const { device, noticeId } = await waiter(world);
    const bobs = await addDevice(world, 'Bob’s', { user_id: world.bob.id });
    const suspended = await addDevice(world, 'Drawer', { state: 'suspended' });
    expect(await outcome(world.devices.seeWait(device, noticeId))).toBe('device_unvouched');
    expect(await outcome(world.devices.seeWait(bobs, noticeId))).toBe('announcement_unknown');
    expect(await outcome(world.devices.seeWait(suspended, noticeId))).toBe('device_suspended');
    await world.devices.rename(phone, { targetId: suspended.id, name: 'Old' });
    const other = await world.store.db
      .selectFrom('announcements')
      .select('id')
      .where('what', '=', 'device.renamed')
      .executeTakeFirstOrThrow();
    expect(await outcome(world.devices.seeWait(phone, other.id))).toBe('done');
    expect((await deviceRow(world, device.id)).wait_seen_at_ms).toBeNull();
  });

  it('A6.3.7: nothing extends or shortens it: not a second look, a second asking, another setting or a restart', async () => {
    const { world, phone } = await waitingWorld(await fresh());
    const { device, noticeId } = await waiter(world);
    await world.devices.seeWait(phone, noticeId);
    const endMs = world.clock.nowMs + DELAY_MS;
    await pass(world, 10);
    const longer = restarted(world, hours(200));
    await longer.devices.seeWait(phone, noticeId);
    expect((await longer.devices.askToWait(device)).wait).toMatchObject({ letInAtMs: endMs, delayMs: DELAY_MS });
    expect(await noticesOf(world, device.id)).toHaveLength(2);
    await pass(longer, 61);
    expect(await stateOf(world, device)).toBe('unvouched');
    await Promise.all([pass(longer, 1), longer.devices.sweep()]);
    expect(await stateOf(world, device)).toBe('active');
    await world.devices.sweep();
    expect((await announced(world)).filter((said) => said.startsWith('device.added'))).toHaveLength(1);
  });

  it('A6.3.7: after a stop of the server there is still a day between the reminder and the end', async () => {
    const { world, phone } = await waitingWorld(await fresh());
    const { device, noticeId } = await waiter(world);
    await world.devices.seeWait(phone, noticeId);
    world.clock.nowMs += hours(100);
    await world.devices.sweep();
    await world.devices.sweep();
    expect(await stateOf(world, device)).toBe('unvouched');
    expect((await steps(world, device.id)).at(-1)).toMatchObject({
      step: 'soon',
      letInAtMs: world.clock.nowMs + hours(24),
    });
    await pass(world, 23);
    expect(await stateOf(world, device)).toBe('unvouched');
    await pass(world, 1);
    expect(await stateOf(world, device)).toBe('active');
  });

  it('A6.3.7: turned off meanwhile, nobody is let in; turned on again within a week it goes on, and then it is over', async () => {
    const { world, phone } = await waitingWorld(await fresh());
    const { device, noticeId } = await waiter(world);
    const off = restarted(world, 0);
    await off.devices.seeWait(phone, noticeId);
    expect((await deviceRow(world, device.id)).wait_seen_at_ms).toBeNull();
    await world.devices.seeWait(phone, noticeId);
    await pass(off, 100);
    expect(await stateOf(world, device)).toBe('unvouched');
    expect((await off.devices.self(device)).wait).toMatchObject({ on: false });
    await world.devices.sweep();
    await pass(off, 72 + 7 * 24 - 100);
    expect(await stateOf(world, device)).toBe('unvouched');
    await pass(off, 24 + 24 + 24);
    expect(await stateOf(world, device)).toBe('revoked');
    expect((await announced(world)).at(-1)).toBe('device.refused Pixel 9');
  });

  it('A6.3.7: without a device that could say no, nobody is let in by waiting', async () => {
    const { world, phone } = await waitingWorld(await fresh());
    const { device, noticeId } = await waiter(world);
    await world.devices.seeWait(phone, noticeId);
    await pass(world, 10);
    await world.devices.revoke(phone.id, { by: 'application', evenIfLast: true });
    await pass(world, 100);
    expect(await stateOf(world, device)).toBe('unvouched');
    const { world: other, phone: only } = await waitingWorld(await fresh());
    const late = await newcomer(other);
    await other.devices.revoke(only.id, { by: 'application', evenIfLast: true });
    expect((await other.devices.self(late)).wait).toBeNull();
    expect(await outcome(other.devices.askToWait(late))).toBe('waiting_refused');
  });

  it('off by default: nobody is offered it, and nobody may', async () => {
    const { world } = await waitingWorld(await fresh(), 0);
    const device = await newcomer(world);
    expect((await world.devices.self(device)).wait).toBeNull();
    expect(await outcome(world.devices.askToWait(device))).toBe('waiting_refused');
    expect(await announced(world)).toEqual([]);
  });

  it('only what an application brought may wait: not by a ticket of the operator’s, nor in a move, nor an active device', async () => {
    const { world, phone } = await waitingWorld(await fresh());
    const operators = await newcomer(world, null);
    expect((await world.devices.self(operators)).wait).toBeNull();
    expect(await outcome(world.devices.askToWait(operators))).toBe('waiting_refused');
    const moving = await newcomer(world);
    await world.store.db
      .updateTable('enrollments')
      .set({ moves_device_id: phone.id })
      .where('id', '=', moving.enrollment_id)
      .execute();
    expect(await outcome(world.devices.askToWait(moving))).toBe('waiting_refused');
    expect(await outcome(world.devices.askToWait(phone))).toBe('waiting_refused');
    expect(await outcome(world.devices.askToWait(await newcomer(world)))).toBe('done');
  });

  it('one waits at a time, it gives way to no other, and an hour lies between two', async () => {
    const { world } = await waitingWorld(await fresh());
    const { device } = await waiter(world);
    expect(await outcome(world.devices.askToWait(await newcomer(world)))).toBe('waiting_refused');
    for (let others = 0; others < 21; others++) await newcomer(world);
    world.clock.nowMs += hours(2);
    const second = await newcomer(world);
    expect(await stateOf(world, device)).toBe('unvouched');
    await world.devices.remove(device, { targetId: device.id }, {});
    expect(await outcome(world.devices.askToWait(second))).toBe('done');
    await world.devices.remove(second, { targetId: second.id }, {});
    expect(await outcome(world.devices.askToWait(await newcomer(world)))).toBe('waiting_refused');
    world.clock.nowMs += hours(1);
    expect(await outcome(world.devices.askToWait(await newcomer(world)))).toBe('done');
  });

  it('N14: the button behind an e-mail’s link begins it too, all are told, and the link can still say no', async () => {
    const { world } = await waitingWorld(await fresh());
    const { device, noticeId } = await waiter(world);
    const token = await linkTo(world, noticeId);
    world.clock.nowMs += hours(1);
    const seen = await world.devices.seeWaitByLink(token, { ip: '198.51.100.7' });
    expect(seen.letInAtMs).toBe(world.clock.nowMs + DELAY_MS);
    world.clock.nowMs += hours(5);
    expect(await world.devices.seeWaitByLink(token, {})).toEqual(seen);
    expect((await noticesOf(world, device.id)).map(({ by_whom: by, ip }) => [by, ip])).toEqual([
      ['application', '203.0.113.66'],
      ['email', '198.51.100.7'],
    ]);
    expect(await world.devices.undoByLink(token, {})).toEqual([]);
    expect(await stateOf(world, device)).toBe('revoked');
    expect(await outcome(world.devices.seeWaitByLink(token, {}))).toBe('link_used');
    const again = await linkTo(world, noticeId);
    expect(await outcome(world.devices.seeWaitByLink(again, {}))).toBe('waiting_refused');
    expect(await outcome(world.devices.seeWaitByLink('A'.repeat(22), {}))).toBe('link_invalid');
  });
});
