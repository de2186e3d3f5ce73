import { expect, it } from 'vitest';
import { onBothStores } from '../store/testing.ts';
import { addDevice, announced, outcome, stateOf, statesOf } from './testing-family.ts';
import { createWorld, deviceRow, type World } from './testing-world.ts';

onBothStores('the account page acts on devices', (fresh) => {
  const from = (world: World, requireOpen = async () => {}) => ({
    userId: world.alice.id,
    ip: '192.0.2.9',
    requireOpen,
  });
  const suspend = (world: World, { id }: { id: string }, requireOpen?: () => Promise<void>) =>
    world.devices.suspendFromAccountPage(id, from(world, requireOpen));

  it('N16: any device is suspended at once, the last one too, without an objection, and the others are told', async () => {
    const world = await createWorld(await fresh());
    const phone = await addDevice(world, 'Phone', { features: '["announcements"]' });
    const tablet = await addDevice(world, 'Tablet', { features: '["announcements"]' });
    await suspend(world, phone);
    const row = await deviceRow(world, phone.id);
    expect(row).toMatchObject({ state: 'suspended', suspension: 'list', suspended_by: null, suspension_confirmed: 1 });
    expect(await outcome(world.devices.object(row, undefined))).toBe('objection_refused');
    expect(await announced(world)).toEqual(['device.suspended Phone']);
    // Somebody else's device could bring it back, for whom the lost one still is at hand.
    await suspend(world, tablet);
    expect(await statesOf(world, phone, tablet)).toEqual(['suspended list', 'suspended list']);
    await suspend(world, tablet);
    expect(await announced(world)).toHaveLength(2);
  });

  it('N16: a device that was not let in yet is turned away for good', async () => {
    const world = await createWorld(await fresh());
    await addDevice(world, 'Phone');
    const stranger = await addDevice(world, 'Stranger', { state: 'unvouched', activated_at_ms: null });
    await suspend(world, stranger);
    expect(await stateOf(world, stranger)).toBe('revoked');
  });

  it('N16: a new phone doesn’t bring back what the account page has suspended', async () => {
    const world = await createWorld(await fresh());
    const lost = await addDevice(world, 'Lost');
    const found = await addDevice(world, 'Found', { hoursAgo: 0 });
    await suspend(world, lost);
    expect(await outcome(world.devices.resume(found, { targetId: lost.id, evenIfLast: false }))).toBe(
      'device_too_young',
    );
  });

  it('N16: another user’s device is unknown, and nothing happens once the session is over', async () => {
    const world = await createWorld(await fresh());
    const phone = await addDevice(world, 'Phone');
    const call = world.devices.suspendFromAccountPage(phone.id, { ...from(world), userId: 'usr_other' });
    expect(await outcome(call)).toBe('device_unknown');
    const over = async () => {
      throw Object.assign(new Error('over'), { code: 'unauthorized' });
    };
    expect(await outcome(suspend(world, phone, over))).toBe('unauthorized');
    expect(await stateOf(world, phone)).toBe('active');
  });
});
