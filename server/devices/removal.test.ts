import { expect, it } from 'vitest';
import { onBothStores, openAgain } from '../store/testing.ts';
import { createDevices } from './devices.ts';
import { addDevice, announced, happened, hours, outcome, stateOf, statesOf, told } from './testing-family.ts';
import { createWorld, deviceRow } from './testing-world.ts';

onBothStores('the removal of a device', (fresh) => {
  it('N16: by another device it is a suspension for a day, and for good after it', async () => {
    const world = await createWorld(await fresh());
    const { devices } = world;
    const phone = await addDevice(world, 'Phone');
    const lost = await addDevice(world, 'Lost', { endpoint: 'https://push.example/1' });
    await devices.remove(phone, { targetId: lost.id });
    await devices.remove(phone, { targetId: lost.id });
    const removal = { suspension: 'removal', suspended_by: phone.id, removal_at_ms: world.clock.nowMs + hours(24) };
    expect(await deviceRow(world, lost.id)).toMatchObject({ state: 'suspended', ...removal });
    world.clock.nowMs += hours(24) - 1;
    await devices.sweep();
    expect(await stateOf(world, lost)).toBe('suspended removal');
    world.clock.nowMs += 1;
    await Promise.all([devices.sweep(), devices.sweep()]);
    expect(await deviceRow(world, lost.id)).toMatchObject({ state: 'revoked', endpoint: null, removal_at_ms: null });
    expect(await happened(world)).toEqual(['device.suspended', 'device.revoked']);
    expect(await announced(world)).toEqual(['device.suspended Lost', 'device.removed Lost']);
    expect(await outcome(devices.resume(phone, { targetId: lost.id }))).toBe('device_unknown');
  });

  it('N16: a server that was stopped in between finishes it after its next start', async () => {
    const world = await createWorld(await fresh());
    const phone = await addDevice(world, 'Phone');
    const lost = await addDevice(world, 'Lost');
    await world.devices.remove(phone, { targetId: lost.id });
    world.clock.nowMs += hours(1000);
    const store = await openAgain(world.store);
    try {
      await createDevices({ ...world.core, store }, world.parts).sweep();
    } finally {
      await store.close();
    }
    expect(await stateOf(world, lost)).toBe('revoked');
  });

  it('N16: one that was resumed is not removed, and one that was suspended already is', async () => {
    const world = await createWorld(await fresh());
    const { devices } = world;
    const phone = await addDevice(world, 'Phone');
    const found = await addDevice(world, 'Found');
    const resting = await addDevice(world, 'Resting');
    await devices.remove(phone, { targetId: found.id });
    await devices.resume(phone, { targetId: found.id });
    expect(await deviceRow(world, found.id)).toMatchObject({ removal_at_ms: null });
    await devices.suspend(phone, { targetId: resting.id });
    await devices.remove(phone, { targetId: resting.id });
    world.clock.nowMs += hours(24);
    await devices.sweep();
    expect(await statesOf(world, found, resting)).toEqual(['active', 'revoked']);
  });

  it('N16: what an intruder has begun to remove stays when the intruder is undone, also what was suspended before', async () => {
    const world = await createWorld(await fresh());
    const { devices } = world;
    const owner = await addDevice(world, 'Owner');
    const thief = await addDevice(world, 'Thief');
    const drawer = await addDevice(world, 'Drawer', { state: 'suspended', suspension: 'list', suspended_by: owner.id });
    await devices.remove(thief, { targetId: drawer.id });
    await devices.undo(owner, await told(world, 'device.added', { device: thief }));
    expect(await deviceRow(world, drawer.id)).toMatchObject({ state: 'suspended', removal_at_ms: null });
    expect(await outcome(devices.resume(owner, { targetId: drawer.id }))).toBe('done');
  });

  it('N16: a new device doesn’t make an older one’s suspension its own by a removal, to end it then', async () => {
    const world = await createWorld(await fresh());
    const { devices } = world;
    const owner = await addDevice(world, 'Owner');
    const [one, two] = [await addDevice(world, 'One', { hoursAgo: 2 }), await addDevice(world, 'Two', { hoursAgo: 1 })];
    await devices.suspend(owner, { targetId: two.id });
    expect(await outcome(devices.remove(one, { targetId: two.id }))).toBe('device_too_young');
    expect(await outcome(devices.resume(one, { targetId: two.id }))).toBe('device_too_young');
    expect(await deviceRow(world, two.id)).toMatchObject({ suspension: 'list', suspended_by: owner.id });
  });

  it('N16: a removal that was on its way when the user was locked is not begun', async () => {
    const world = await createWorld(await fresh());
    const phone = await addDevice(world, 'Phone');
    const tablet = await addDevice(world, 'Tablet');
    const lock = world.store.db.updateTable('users').set({ locked_at_ms: 1 }).where('id', '=', world.alice.id);
    await lock.execute();
    expect(await outcome(world.devices.remove(phone, { targetId: tablet.id }))).toBe('user_locked');
    expect(await stateOf(world, tablet)).toBe('active');
  });

  it('N4: a removal makes of a device that wrong codes have suspended none that a device resumes', async () => {
    const world = await createWorld(await fresh());
    const phone = await addDevice(world, 'Phone');
    const spent = await addDevice(world, 'Spent', { state: 'suspended', suspension: 'wrong_codes' });
    await world.devices.remove(phone, { targetId: spent.id });
    expect(await outcome(world.devices.resume(phone, { targetId: spent.id }))).toBe('operator_needed');
    expect(await outcome(world.devices.object(spent, undefined))).toBe('objection_refused');
    world.clock.nowMs += hours(24);
    await world.devices.sweep();
    expect(await stateOf(world, spent)).toBe('revoked');
  });

  it('N16: a device removes itself at once, in whatever state it is; the last active one only if that is meant', async () => {
    const world = await createWorld(await fresh());
    const { devices } = world;
    const phone = await addDevice(world, 'Phone');
    for (const state of ['pending', 'unvouched', 'suspended'] as const) {
      const device = await addDevice(world, state, { state });
      expect(await outcome(devices.remove(device, { targetId: phone.id }))).toBe(`device_${state}`);
      await devices.remove(device, { targetId: device.id });
      expect(await stateOf(world, device)).toBe('revoked');
    }
    const tablet = await addDevice(world, 'Tablet');
    const [one, two] = await Promise.all(
      [phone, tablet].map((device) => outcome(devices.remove(device, { targetId: device.id }))),
    );
    expect([one, two].sort()).toEqual(['done', 'last_device']);
    const left = one === 'done' ? tablet : phone;
    await devices.remove(left, { targetId: left.id, evenIfLast: true });
    expect(await statesOf(world, phone, tablet)).toEqual(['revoked', 'revoked']);
  });

  it('N16: one that never was active is removed at once; one that waits for the operator’s judgement by no device', async () => {
    const world = await createWorld(await fresh());
    const phone = await addDevice(world, 'Phone');
    for (const state of ['pending', 'unvouched'] as const) {
      const device = await addDevice(world, state, { state, activated_at_ms: null });
      await world.devices.remove(phone, { targetId: device.id });
      expect(await stateOf(world, device)).toBe('revoked');
    }
    for (const suspension of ['objection', 'operator'] as const) {
      const held = await addDevice(world, 'Held', { state: 'suspended', suspension });
      expect(await outcome(world.devices.remove(phone, { targetId: held.id }))).toBe('operator_needed');
      expect(await deviceRow(world, held.id)).toMatchObject({ removal_at_ms: null });
    }
  });

  it('N16: the application’s and the operator’s removals are for good at once, and keep one way in', async () => {
    const world = await createWorld(await fresh());
    const phone = await addDevice(world, 'Phone');
    const tablet = await addDevice(world, 'Tablet');
    await world.devices.revoke(tablet.id, { by: 'application' });
    expect(await stateOf(world, tablet)).toBe('revoked');
    expect(await outcome(world.devices.revoke(phone.id, { by: 'operator' }))).toBe('last_device');
    expect(await stateOf(world, phone)).toBe('active');
    await world.devices.revoke(phone.id, { by: 'operator', evenIfLast: true });
    expect(await announced(world)).toEqual(['device.removed Tablet', 'device.removed Phone']);
  });
});
