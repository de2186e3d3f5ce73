import { expect, it } from 'vitest';
import { onBothStores } from '../store/testing.ts';
import { addDevice, addVerifier, announced, happened, hours, outcome, stateOf, statesOf } from './testing-family.ts';
import { createWorld, deviceRow } from './testing-world.ts';

onBothStores('what the devices of a user do to each other', (fresh) => {
  it('N16: a device is suspended at once and resumed again; both are recorded and told', async () => {
    const world = await createWorld(await fresh());
    const { devices } = world;
    const phone = await addDevice(world, 'Phone');
    const tablet = await addDevice(world, 'Tablet');
    let woken = 0;
    world.store.bus.subscribe(`user:${world.alice.id}`, () => woken++);
    for (let again = 0; again < 2; again++) await devices.suspend(phone, { targetId: tablet.id }, { ip: '192.0.2.1' });
    expect(woken).toBeGreaterThan(0);
    expect(await deviceRow(world, tablet.id)).toMatchObject({
      state: 'suspended',
      suspension: 'list',
      suspended_by: phone.id,
      suspended_at_ms: world.clock.nowMs,
      suspension_confirmed: 0,
      removal_at_ms: null,
    });
    expect(await outcome(devices.resume(tablet, { targetId: tablet.id }))).toBe('device_suspended');
    world.clock.nowMs += 1;
    for (let again = 0; again < 2; again++) await devices.resume(phone, { targetId: tablet.id });
    expect(await deviceRow(world, tablet.id)).toMatchObject({ state: 'active', suspension: null, suspended_by: null });
    expect(await happened(world)).toEqual(['device.suspended', 'device.resumed']);
    expect(await announced(world)).toEqual(['device.suspended Tablet', 'device.resumed Tablet']);
  });

  it('N16: of two devices that suspend each other at the same moment exactly one does', async () => {
    const world = await createWorld(await fresh());
    const { devices } = world;
    for (let round = 0; round < 10; round++) {
      const one = await addDevice(world, `One ${round}`);
      const other = await addDevice(world, `Other ${round}`);
      const outcomes = await Promise.all([
        outcome(devices.suspend(one, { targetId: other.id })),
        outcome(devices.suspend(other, { targetId: one.id })),
      ]);
      expect(outcomes.sort()).toEqual(['device_suspended', 'done']);
      expect((await statesOf(world, one, other)).sort()).toEqual(['active', 'suspended list']);
    }
  });

  it('N16: a new device acts on none that was there before it, for three days', async () => {
    const world = await createWorld(await fresh());
    const { devices } = world;
    const old = await addDevice(world, 'Old');
    const resting = await addDevice(world, 'Resting', { state: 'suspended', suspension: 'list' });
    const young = await addDevice(world, 'New', { hoursAgo: 0 });
    const younger = await addDevice(world, 'Newer', { activated_at_ms: world.clock.nowMs + 1 });
    const tries = () =>
      Promise.all([
        outcome(devices.suspend(young, { targetId: old.id, evenIfLast: true })),
        outcome(devices.remove(young, { targetId: old.id, evenIfLast: true })),
        outcome(devices.rename(young, { targetId: old.id, name: 'Mine' })),
        outcome(devices.resume(young, { targetId: resting.id })),
      ]);
    expect(await tries()).toEqual(Array(4).fill('device_too_young'));
    world.clock.nowMs += hours(72) - 1;
    expect(await tries()).toEqual(Array(4).fill('device_too_young'));
    expect(await statesOf(world, old, resting)).toEqual(['active', 'suspended list']);
    // On itself and on what came after it, it acts.
    expect(await outcome(devices.rename(young, { targetId: young.id, name: 'Mine' }))).toBe('done');
    expect(await outcome(devices.suspend(young, { targetId: younger.id }))).toBe('done');
    world.clock.nowMs += 1;
    expect(await outcome(devices.suspend(young, { targetId: old.id }))).toBe('done');
  });

  it('N16: a way in is kept: the last active device is not suspended unless that is meant', async () => {
    const world = await createWorld(await fresh());
    const phone = await addDevice(world, 'Phone');
    await addDevice(world, 'Pending', { state: 'pending', activated_at_ms: null });
    const onItself = { targetId: phone.id };
    expect(await outcome(world.devices.suspend(phone, onItself))).toBe('last_device');
    const of = { userId: world.alice.id, deviceId: phone.id };
    expect(await outcome(world.devices.operator.suspend(of))).toBe('last_device');
    expect(await outcome(world.devices.remove(phone, onItself))).toBe('last_device');
    expect(await stateOf(world, phone)).toBe('active');
    expect(await outcome(world.devices.operator.suspend({ ...of, evenIfLast: true }))).toBe('done');
  });

  it('N16: a new device brings none back that one older than itself has suspended, though it is older than that one', async () => {
    const world = await createWorld(await fresh());
    const owner = await addDevice(world, 'Owner');
    const first = await addDevice(world, 'First of a thief', { hoursAgo: 9 });
    const second = await addDevice(world, 'Second of a thief', { hoursAgo: 8 });
    await world.devices.suspend(owner, { targetId: second.id });
    expect(await outcome(world.devices.resume(first, { targetId: second.id }))).toBe('device_too_young');
    expect(await statesOf(world, second)).toEqual(['suspended list']);
    world.clock.nowMs += hours(72);
    expect(await outcome(world.devices.resume(first, { targetId: second.id }))).toBe('done');
  });

  it('N16: what the operator, an objection or wrong codes have suspended no device resumes', async () => {
    const world = await createWorld(await fresh());
    const phone = await addDevice(world, 'Phone');
    for (const suspension of ['operator', 'objection', 'wrong_codes', null] as const) {
      const held = await addDevice(world, 'Held', { state: 'suspended', suspension, suspended_by: phone.id });
      expect(await outcome(world.devices.resume(phone, { targetId: held.id }))).toBe('operator_needed');
      const byOperator = await outcome(world.devices.operator.resume({ userId: world.alice.id, deviceId: held.id }));
      const isForGood = suspension === 'wrong_codes' || suspension === null;
      expect(byOperator).toBe(isForGood ? 'enrollment_refused' : 'done');
    }
    // What a device has laid on another, the operator takes over.
    const listed = await addDevice(world, 'Listed', { state: 'suspended', suspension: 'list', suspended_by: phone.id });
    await world.devices.operator.suspend({ userId: world.alice.id, deviceId: listed.id });
    expect(await outcome(world.devices.resume(phone, { targetId: listed.id }))).toBe('operator_needed');
  });

  it('N4: what wrong codes have suspended isn’t resumed by way of another suspension', async () => {
    const world = await createWorld(await fresh());
    await addDevice(world, 'Phone');
    for (const suspension of ['wrong_codes', null] as const) {
      const held = await addDevice(world, 'Held', { state: 'suspended', suspension });
      const of = { userId: world.alice.id, deviceId: held.id };
      expect(await outcome(world.devices.operator.suspend(of))).toBe('done');
      expect(await outcome(world.devices.operator.resume(of))).toBe('enrollment_refused');
      expect(await deviceRow(world, held.id)).toMatchObject({ state: 'suspended', suspension });
    }
    expect(await announced(world)).toEqual([]);
  });

  it('N14: a device that nobody has let in isn’t let in by being resumed', async () => {
    const world = await createWorld(await fresh());
    await addDevice(world, 'Phone');
    const changes = { state: 'suspended', suspension: 'operator', activated_at_ms: null } as const;
    const of = { userId: world.alice.id, deviceId: (await addDevice(world, 'New', changes)).id };
    expect(await outcome(world.devices.operator.resume(of))).toBe('device_unknown');
    expect((await deviceRow(world, of.deviceId)).state).toBe('suspended');
  });

  it('N16: a device of another user is unknown, whatever is done to it', async () => {
    const world = await createWorld(await fresh());
    const { devices } = world;
    const phone = await addDevice(world, 'Phone');
    const { id: targetId } = await addDevice(world, 'Theirs', { user_id: world.bob.id });
    for (const call of [
      () => devices.suspend(phone, { targetId }),
      () => devices.resume(phone, { targetId }),
      () => devices.remove(phone, { targetId }),
      () => devices.rename(phone, { targetId, name: 'Mine' }),
      () => devices.replace(phone, targetId),
      () => devices.operator.suspend({ userId: world.alice.id, deviceId: targetId }),
    ]) {
      expect(await outcome(call())).toBe('device_unknown');
    }
    expect(await deviceRow(world, targetId)).toMatchObject({ state: 'active', name: 'Theirs' });
  });

  it('N10: where the acting device has a verifier that counts, the person confirms this very action on this very device', async () => {
    const world = await createWorld(await fresh());
    const { devices } = world;
    const phone = await addDevice(world, 'Phone');
    const tablet = await addDevice(world, 'Tablet');
    const laptop = await addDevice(world, 'Laptop');
    const confirm = await addVerifier(world, phone, world.clock.nowMs + 1);
    const suspend = async () => ({ targetId: tablet.id, verification: await confirm(tablet, 'suspend') });
    // It doesn't count yet: nothing is asked, and what is done is open to an objection.
    await devices.suspend(phone, { targetId: tablet.id });
    await devices.resume(phone, { targetId: tablet.id });
    await devices.suspend(phone, await suspend());
    expect(await deviceRow(world, tablet.id)).toMatchObject({ suspension_confirmed: 0 });
    await devices.resume(phone, { targetId: tablet.id });
    world.clock.nowMs += 1;
    for (const verification of [
      undefined,
      await confirm(tablet, 'remove'),
      await confirm(laptop, 'suspend'),
      await (await addVerifier(world, laptop))(tablet, 'suspend'),
    ]) {
      expect(await outcome(devices.suspend(phone, { targetId: tablet.id, verification }))).toBe('verifier_invalid');
      expect(await outcome(devices.remove(phone, { targetId: tablet.id }))).toBe('verifier_invalid');
    }
    expect(await stateOf(world, tablet)).toBe('active');
    await devices.suspend(phone, await suspend());
    expect(await deviceRow(world, tablet.id)).toMatchObject({ state: 'suspended', suspension_confirmed: 1 });
    expect(await outcome(devices.resume(phone, { targetId: tablet.id }))).toBe('verifier_invalid');
    await devices.resume(phone, { targetId: tablet.id, verification: await confirm(tablet, 'resume') });
    // One without a verifier can't offer somebody else's.
    expect(await outcome(devices.suspend(tablet, await suspend()))).toBe('verifier_invalid');
  });

  it('N16: any of one’s own devices is renamed, which the others are told', async () => {
    const world = await createWorld(await fresh());
    const phone = await addDevice(world, 'Pixel 9');
    const other = await addDevice(world, 'Pixel 9');
    await world.devices.rename(phone, { targetId: other.id, name: 'Work phone' });
    await world.devices.rename(phone, { targetId: other.id, name: 'Work phone' });
    expect(await deviceRow(world, other.id)).toMatchObject({ name: 'Work phone' });
    expect(await announced(world)).toEqual(['device.renamed Work phone']);
    const gone = await addDevice(world, 'Gone', { state: 'revoked' });
    expect(await outcome(world.devices.rename(phone, { targetId: gone.id, name: 'x' }))).toBe('device_unknown');
  });
});
