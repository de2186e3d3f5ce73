import { expect, it } from 'vitest';
import { onBothStores } from '../store/testing.ts';
import { addDevice, hours } from './testing-family.ts';
import { createWorld } from './testing-world.ts';

onBothStores('the language that the server writes in', (fresh) => {
  it('a device says it; a young one beside others says none', async () => {
    const world = await createWorld(await fresh());
    const phone = await addDevice(world, 'Phone', { activated_at_ms: world.clock.nowMs - hours(1000) });
    const language = async () =>
      (
        await world.store.db
          .selectFrom('users')
          .select('language')
          .where('id', '=', phone.user_id)
          .executeTakeFirstOrThrow()
      ).language;
    await world.devices.self(phone);
    expect(await language()).toBeNull();
    const intruder = await addDevice(world, 'Intruder', { activated_at_ms: world.clock.nowMs });
    await world.devices.self(intruder, 'ja');
    expect(await language()).toBeNull();
    await world.devices.self(phone, 'de');
    expect(await language()).toBe('de');
    await world.devices.self(intruder, 'ja');
    expect(await language()).toBe('de');
    world.clock.nowMs += hours(73);
    await world.devices.self(intruder, 'ja');
    expect(await language()).toBe('ja');
  });
});
