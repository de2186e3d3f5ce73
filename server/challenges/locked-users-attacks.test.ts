import { expect, it } from 'vitest';
import { addDevice, hours, outcome, stateOf } from '../devices/testing-family.ts';
import { pass, waiter, waitingWorld } from '../devices/testing-wait.ts';
import { createWorld, deviceRow, pairDevice, type World } from '../devices/testing-world.ts';
import { onBothStores } from '../store/testing.ts';
import { lockUser, unlockUser } from './locked-users.ts';

const BY = { reason: 'her phone was stolen', madeBy: 'olga' };

/** Of the engine no more is wanted than what these two touch. */
const engineOf = ({ core }: World) => ({ ...core, background: { run: () => undefined } }) as never;

onBothStores('a locked user, attacked', (fresh) => {
  it('N16: after unlocking a day is left to say no to a device that waited meanwhile', async () => {
    const { world, phone } = await waitingWorld(await fresh());
    const { device, noticeId } = await waiter(world);
    await world.devices.seeWait(phone, noticeId);
    // Everybody was reminded, and an hour is left.
    await pass(world, 71);
    await lockUser(engineOf(world), world.alice.id, BY);
    await pass(world, 48);
    await unlockUser(engineOf(world), world.alice.id, BY);
    // The phone could say nothing for two days; the next sweep comes within a minute.
    await world.devices.sweep();
    expect(await stateOf(world, device)).not.toBe('active');
  });

  it('N16: a pairing that a thief has begun doesn’t outlive the lock', async () => {
    const world = await createWorld(await fresh());
    const { self } = await pairDevice(world);
    await lockUser(engineOf(world), world.alice.id, BY);
    // As a call whose proof was looked at just before.
    const during = world.devices.activate(await deviceRow(world, self.deviceId), { pull: true });
    expect(await outcome(during)).toBe('device_revoked');
    await unlockUser(engineOf(world), world.alice.id, BY);
    expect((await deviceRow(world, self.deviceId)).state).not.toBe('active');
  });

  it('N16: a notice that is undone, and an objection, on their way when the user was locked change nothing', async () => {
    const world = await createWorld(await fresh());
    const phone = await addDevice(world, 'Phone');
    const tablet = await addDevice(world, 'Tablet');
    await world.devices.suspend(phone, { targetId: tablet.id });
    const objector = await deviceRow(world, tablet.id);
    await lockUser(engineOf(world), world.alice.id, BY);
    expect(await outcome(world.devices.object(objector, undefined))).toBe('user_locked');
    const undoer = await deviceRow(world, phone.id);
    const notice = await world.store.db.selectFrom('announcements').select('id').executeTakeFirstOrThrow();
    expect(await outcome(world.devices.undo(undoer, notice.id))).toBe('user_locked');
    expect(await stateOf(world, phone)).toBe('active');
  });

  it('N16: a phone that was left behind by a move is removed a day later, also when the user was locked meanwhile', async () => {
    const world = await createWorld(await fresh());
    await addDevice(world, 'Phone');
    const old = await addDevice(world, 'Old', {
      state: 'suspended',
      suspension: 'moved',
      suspended_at_ms: world.clock.nowMs,
      removal_at_ms: world.clock.nowMs + hours(24),
    });
    await lockUser(engineOf(world), world.alice.id, BY);
    await unlockUser(engineOf(world), world.alice.id, BY);
    await pass(world, 25);
    expect(await stateOf(world, old)).toBe('revoked');
  });
});
