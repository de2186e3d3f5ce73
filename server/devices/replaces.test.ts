import { expect, it } from 'vitest';
import { onBothStores } from '../store/testing.ts';
import { addDevice, hours, outcome, stateOf, statesOf } from './testing-family.ts';
import { createWorld, deviceRow } from './testing-world.ts';

onBothStores('"This is that very phone"', (fresh) => {
  it('N16: the old one is suspended, and a day later removed; it may object', async () => {
    const world = await createWorld(await fresh());
    const { devices } = world;
    const old = await addDevice(world, 'Pixel 9');
    const cleared = await addDevice(world, 'Pixel 9', { hoursAgo: 0.5 });
    for (let again = 0; again < 2; again++) await devices.replace(cleared, old.id);
    const removal = { suspension: 'replaced', suspended_by: cleared.id, suspension_confirmed: 0 };
    expect(await deviceRow(world, old.id)).toMatchObject({ ...removal, removal_at_ms: world.clock.nowMs + hours(24) });
    world.clock.nowMs += hours(24);
    await devices.sweep();
    expect(await statesOf(world, old, cleared)).toEqual(['revoked', 'active']);
  });

  it('N16: an intruder that says so is suspended by the objection of the old one', async () => {
    const world = await createWorld(await fresh());
    const old = await addDevice(world, 'Owner');
    const intruder = await addDevice(world, 'Intruder', { hoursAgo: 0 });
    await world.devices.replace(intruder, old.id);
    await world.devices.object(old, undefined);
    expect(await statesOf(world, old, intruder)).toEqual(['suspended objection', 'suspended objection']);
  });

  it('N16: once, within an hour of becoming active, and of one of the same kind; a mistake is taken back', async () => {
    const world = await createWorld(await fresh());
    const { devices } = world;
    const [one, two] = [await addDevice(world, 'One'), await addDevice(world, 'Two')];
    const laptop = await addDevice(world, 'Laptop', { kind: 'extension' });
    const late = await addDevice(world, 'Late', { activated_at_ms: world.clock.nowMs - hours(1) - 1 });
    const cleared = await addDevice(world, 'New', { hoursAgo: 1 });
    expect(await outcome(devices.replace(late, one.id))).toBe('replaces_refused');
    expect(await outcome(devices.replace(cleared, laptop.id))).toBe('replaces_refused');
    expect(await outcome(devices.replace(cleared, cleared.id))).toBe('replaces_refused');
    await devices.replace(cleared, one.id);
    expect(await outcome(devices.replace(cleared, two.id))).toBe('replaces_refused');
    await devices.resume(cleared, { targetId: one.id });
    await devices.replace(cleared, two.id);
    expect(await statesOf(world, one, two, laptop)).toEqual(['active', 'suspended replaced', 'active']);
    expect(await stateOf(world, cleared)).toBe('active');
  });
});
