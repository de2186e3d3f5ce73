import { expect, it } from 'vitest';
import type { Language } from '../../shared/languages/languages.ts';
import type { DeviceRow } from '../store/schema.ts';
import { onBothStores } from '../store/testing.ts';
import { addDevice, hours } from './testing-family.ts';
import { createWorld } from './testing-world.ts';

onBothStores('the language that the server writes in', (fresh) => {
  async function family() {
    const world = await createWorld(await fresh());
    /** @returns what the server writes in once this device has said a language */
    const says = async (device: DeviceRow, language?: Language) => {
      await world.devices.self(device, language);
      const users = world.store.db.selectFrom('users').select('language').where('id', '=', device.user_id);
      return (await users.executeTakeFirstOrThrow()).language;
    };
    return { world, says };
  }

  it('N16: an old device says it; a young one beside it changes none', async () => {
    const { world, says } = await family();
    const phone = await addDevice(world, 'Phone');
    expect(await says(phone)).toBeNull();
    expect(await says(phone, 'de')).toBe('de');

    const intruder = await addDevice(world, 'Intruder', { hoursAgo: 0 });
    expect(await says(intruder, 'ja')).toBe('de');
    world.clock.nowMs += hours(71);
    expect(await says(intruder, 'ja')).toBe('de');
    world.clock.nowMs += hours(2);
    expect(await says(intruder, 'ja')).toBe('ja');
  });

  it('N16: nor does it say the first one, where the older devices have said none yet', async () => {
    const { world, says } = await family();
    const phone = await addDevice(world, 'Phone');
    expect(await says(await addDevice(world, 'Intruder', { hoursAgo: 0 }), 'ja')).toBeNull();
    expect(await says(phone, 'de')).toBe('de');
  });

  it('N16: an account’s only device says it at once, and changes it', async () => {
    const { world, says } = await family();
    const phone = await addDevice(world, 'Phone', { hoursAgo: 0 });
    expect(await says(phone, 'de')).toBe('de');
    expect(await says(phone, 'fr')).toBe('fr');
  });

  it('N16: a device that is paused, or not let in yet, says none', async () => {
    const { world, says } = await family();
    const paused = await addDevice(world, 'Paused', { state: 'suspended', suspension: 'operator', suspended_at_ms: 0 });
    expect(await says(paused, 'ja')).toBeNull();
    expect(await says(await addDevice(world, 'Waits', { state: 'pending', activated_at_ms: null }), 'ja')).toBeNull();
  });
});
