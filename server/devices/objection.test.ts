import { expect, it } from 'vitest';
import { onBothStores } from '../store/testing.ts';
import {
  addDevice,
  addVerifier,
  announced,
  happened,
  hours,
  outcome,
  stateOf,
  statesOf,
  told,
} from './testing-family.ts';
import { createWorld, deviceRow } from './testing-world.ts';

onBothStores('an objection', (fresh) => {
  it('N16: suspends the suspender too, ends the removal, and then only the operator decides', async () => {
    const world = await createWorld(await fresh());
    const { devices } = world;
    const [thief, owner, third] = [
      await addDevice(world, 'Thief'),
      await addDevice(world, 'Owner'),
      await addDevice(world, 'Third'),
    ];
    await devices.remove(thief, { targetId: owner.id });
    expect((await devices.self(owner)).suspension).toEqual({
      why: 'removal',
      byDeviceId: thief.id,
      byName: 'Thief',
      atMs: world.clock.nowMs,
      objectUntilMs: world.clock.nowMs + hours(24),
      removalAtMs: world.clock.nowMs + hours(24),
    });
    const self = await devices.object(owner, undefined, { ip: '192.0.2.1' });
    expect(self.suspension).toMatchObject({ why: 'objection', objectUntilMs: null, removalAtMs: null });
    expect(await statesOf(world, thief, owner)).toEqual(['suspended objection', 'suspended objection']);
    expect(await outcome(devices.object(thief, undefined))).toBe('objection_refused');
    expect(await outcome(devices.object(owner, undefined))).toBe('objection_refused');
    for (const { id: targetId } of [thief, owner]) {
      expect(await outcome(devices.resume(third, { targetId }))).toBe('operator_needed');
    }
    world.clock.nowMs += hours(48);
    await devices.sweep();
    await devices.operator.resume({ userId: world.alice.id, deviceId: owner.id });
    expect(await statesOf(world, thief, owner)).toEqual(['suspended objection', 'active']);
    expect(await happened(world)).toEqual([
      'device.suspended',
      'device.objected',
      'device.suspended',
      'device.resumed',
    ]);
    expect((await announced(world)).sort()).toEqual([
      'device.objected Owner',
      'device.resumed Owner',
      'device.suspended Owner',
      'device.suspended Thief',
    ]);
  });

  it('N16: a stolen device that has suspended all others is stopped by the first that objects', async () => {
    const world = await createWorld(await fresh());
    const { devices } = world;
    const stolen = await addDevice(world, 'Stolen');
    const others = [await addDevice(world, 'One'), await addDevice(world, 'Two')];
    for (const { id: targetId } of others) await devices.suspend(stolen, { targetId });
    const outcomes = await Promise.all(others.map((device) => outcome(devices.object(device, undefined))));
    expect(outcomes).toEqual(['done', 'done']);
    expect(await statesOf(world, stolen, ...others)).toEqual(Array(3).fill('suspended objection'));
    expect((await happened(world)).filter((type) => type === 'device.objected')).toHaveLength(2);
  });

  it('N16: a device that was new when it was suspended has no objection against an older one', async () => {
    const world = await createWorld(await fresh());
    const { devices } = world;
    const owner = await addDevice(world, 'Owner');
    const intruder = await addDevice(world, 'Intruder', { hoursAgo: 70 });
    await devices.undo(owner, await told(world, 'device.added', { device: intruder }));
    expect(await stateOf(world, intruder)).toBe('suspended undo');
    expect((await devices.self(intruder)).suspension).toMatchObject({ objectUntilMs: null });
    expect(await outcome(devices.object(intruder, undefined))).toBe('objection_refused');
    // Nor by waiting until it is old enough.
    world.clock.nowMs += hours(5);
    expect(await outcome(devices.object(intruder, undefined))).toBe('objection_refused');
    expect(await stateOf(world, owner)).toBe('active');
  });

  it('N16: none after a day, none where it was confirmed, agreed to, or done by no device', async () => {
    const world = await createWorld(await fresh());
    const owner = await addDevice(world, 'Owner');
    const since = { state: 'suspended', suspended_by: owner.id, suspended_at_ms: world.clock.nowMs } as const;
    const can = { ...since, suspension: 'list' } as const;
    for (const [why, columns, expected] of [
      ['in time', can, 'done'],
      ['too late', { ...can, suspended_at_ms: world.clock.nowMs - hours(24) }, 'objection_refused'],
      ['confirmed', { ...can, suspension_confirmed: 1 }, 'objection_refused'],
      ['by itself', { ...can, suspended_by: 'self' }, 'objection_refused'],
      ['by e-mail', { ...since, suspension: 'undo', suspended_by: null }, 'objection_refused'],
      ['moved', { ...since, suspension: 'moved' }, 'objection_refused'],
      ['idle', { ...since, suspension: 'idle', suspended_by: null }, 'objection_refused'],
      ['wrong codes', { ...since, suspension: 'wrong_codes', suspended_by: null }, 'objection_refused'],
      ['active', {}, 'objection_refused'],
    ] as const) {
      const device = await addDevice(world, why, columns);
      if (why === 'by itself') {
        const change = world.store.db.updateTable('devices').set({ suspended_by: device.id });
        await change.where('id', '=', device.id).execute();
      }
      const { suspension } = await world.devices.self(device);
      expect([why, suspension?.objectUntilMs ?? null]).toEqual([why, expected === 'done' ? expect.any(Number) : null]);
      expect([why, await outcome(world.devices.object(device, undefined))]).toEqual([why, expected]);
      const change = world.store.db.updateTable('devices').set({ state: 'active', suspension: null });
      await change.where('id', '=', owner.id).execute();
    }
    expect(await deviceRow(world, owner.id)).toMatchObject({ state: 'active' });
  });

  it('N16: against a removal of what was suspended before it hits whoever ordered that, until it is done', async () => {
    const world = await createWorld(await fresh());
    const { devices } = world;
    const owner = await addDevice(world, 'Owner');
    const suspended = { state: 'suspended', suspended_at_ms: world.clock.nowMs - hours(30) } as const;
    for (const columns of [
      // An intruder lets the owner's own doing take the blame, or that nobody has used the device for long.
      { suspension: 'list', suspended_by: owner.id },
      { suspension: 'idle', suspended_by: null },
      { suspension: 'undo', suspended_by: null },
    ] as const) {
      const thief = await addDevice(world, 'Thief');
      const tablet = await addDevice(world, 'Tablet', { ...suspended, ...columns });
      await devices.remove(thief, { targetId: tablet.id });
      expect((await devices.self(tablet)).suspension).toMatchObject({
        why: 'removal',
        byName: 'Thief',
        objectUntilMs: world.clock.nowMs + hours(24),
      });
      await devices.object(tablet, undefined);
      expect(await statesOf(world, owner, thief, tablet)).toEqual([
        'active',
        'suspended objection',
        'suspended objection',
      ]);
    }
  });

  it('N16: none more against a removal by the one that suspended it, of a device that was new then, or that was confirmed', async () => {
    const world = await createWorld(await fresh());
    const { devices } = world;
    const owner = await addDevice(world, 'Owner');
    const other = await addDevice(world, 'Other');
    const sinceMs = world.clock.nowMs - hours(30);
    const can = { state: 'suspended', suspension: 'list', suspended_by: owner.id, suspended_at_ms: sinceMs } as const;
    for (const [why, columns, by] of [
      ['had its day', can, owner],
      ['was new', { ...can, hoursAgo: 80 }, other],
      ['confirmed', { ...can, suspension_confirmed: 1 }, other],
    ] as const) {
      const device = await addDevice(world, why, columns);
      await devices.remove(by, { targetId: device.id });
      expect([why, await outcome(devices.object(device, undefined))]).toEqual([why, 'objection_refused']);
    }
    const confirm = await addVerifier(world, owner);
    const inTime = await addDevice(world, 'Phone', { ...can, suspended_at_ms: world.clock.nowMs });
    await devices.remove(owner, { targetId: inTime.id, verification: await confirm(inTime, 'remove') });
    expect(await outcome(devices.object(inTime, undefined))).toBe('objection_refused');
    expect(await statesOf(world, owner, other)).toEqual(['active', 'active']);
  });
});
