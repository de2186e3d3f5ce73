import { expect, it } from 'vitest';
import { onBothStores } from '../store/testing.ts';
import { addDevice, announced, hours, stateOf, statesOf } from './testing-family.ts';
import { createWorld } from './testing-world.ts';

const days = (count: number) => hours(24 * count);

onBothStores('a device that nobody uses', (fresh) => {
  const withIdle = async (idleDays: number) => {
    const world = await createWorld(await fresh(), { settings: { idleDays } });
    const ago = (count: number) => world.clock.nowMs - days(count);
    return { world, ago };
  };

  it('N16: it is suspended after two notices, a week each, and resumed like any other', async () => {
    const { world, ago } = await withIdle(90);
    const phone = await addDevice(world, 'Phone', { last_seen_ms: world.clock.nowMs + days(100) });
    const drawer = await addDevice(world, 'Drawer', { last_seen_ms: ago(89) });
    const states: string[] = [];
    for (let day = 0; day < 16; day++) {
      await world.devices.sweep();
      states.push(await stateOf(world, drawer));
      if (day < 15) world.clock.nowMs += days(1);
    }
    expect(states).toEqual([...Array(15).fill('active'), 'suspended idle']);
    expect(await announced(world)).toEqual(['device.idle Drawer', 'device.idle Drawer', 'device.suspended Drawer']);
    await world.devices.resume(phone, { targetId: drawer.id });
    expect(await stateOf(world, drawer)).toBe('active');
  });

  it('N16: one that was resumed gets two notices again before it is suspended again', async () => {
    const { world, ago } = await withIdle(90);
    const phone = await addDevice(world, 'Phone', { last_seen_ms: world.clock.nowMs + days(100) });
    const drawer = await addDevice(world, 'Drawer', { last_seen_ms: ago(90) });
    const untilSuspended = async () => {
      for (let day = 0; day < 30; day++) {
        await world.devices.sweep();
        if ((await stateOf(world, drawer)) !== 'active') return day;
        world.clock.nowMs += days(1);
      }
      return -1;
    };
    expect(await untilSuspended()).toBe(14);
    world.clock.nowMs += days(1);
    await world.devices.resume(phone, { targetId: drawer.id });
    expect(await untilSuspended()).toBe(14);
  });

  it('N16: a use begins anew, the one that was used last stays, and by default nothing happens', async () => {
    const { world, ago } = await withIdle(30);
    const last = await addDevice(world, 'Last', { last_seen_ms: ago(900) });
    const first = await addDevice(world, 'First', { last_seen_ms: ago(1000) });
    const sweepFor = async (count: number) => {
      for (let day = 0; day < count; day++, world.clock.nowMs += days(1)) await world.devices.sweep();
    };
    await sweepFor(14);
    expect(await announced(world)).toHaveLength(2);
    const used = world.store.db.updateTable('devices').set({ last_seen_ms: world.clock.nowMs - days(1) });
    await used.where('id', '=', first.id).execute();
    await sweepFor(29);
    expect(await statesOf(world, first, last)).toEqual(['active', 'suspended idle']);
    await sweepFor(100);
    expect(await statesOf(world, first, last)).toEqual(['active', 'suspended idle']);
    const { world: off, ago: before } = await withIdle(0);
    await addDevice(off, 'Phone');
    const drawer = await addDevice(off, 'Drawer', { last_seen_ms: before(5000) });
    await off.devices.sweep();
    expect(await announced(off)).toEqual([]);
    expect(await stateOf(off, drawer)).toBe('active');
  });
});
