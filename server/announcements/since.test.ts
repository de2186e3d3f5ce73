import { expect, test } from 'vitest';
import { ownNotice } from '../crypto/es256.ts';
import { onBothStores } from '../store/testing.ts';
import { announcementsSince } from './since.ts';
import { announcementsWorld } from './testing-world.ts';

onBothStores('an open authenticator', (fresh) => {
  test('N14: is told what happens, each once, and not what it did itself or what happened before', async () => {
    const world = await announcementsWorld(await fresh());
    const phone = await world.addDevice();
    await world.announce({ what: 'device.refused' });
    world.time.nowMs += 1_000;
    const look = announcementsSince(world.core, phone, world.time.nowMs);
    const told = async () =>
      (await look()).map((notice) => {
        const claims = ownNotice(notice);
        return claims.notice === 'announcement' && claims.sub === phone.id ? claims.announcement.what : claims;
      });
    expect(await told()).toEqual([]);
    await world.announce({ what: 'device.renamed', by: 'device', byDeviceId: phone.id });
    await world.announce({ what: 'device.suspended' });
    world.time.nowMs += 1_000;
    await world.announce({ what: 'device.removed' });
    expect(await told()).toEqual(['device.suspended', 'device.removed']);
    expect(await told()).toEqual([]);
  });

  test('that does not know the notice is told nothing', async () => {
    const world = await announcementsWorld(await fresh());
    const old = await world.addDevice({ features: '["vouch"]' });
    const look = announcementsSince(world.core, old, world.time.nowMs);
    await world.announce({ what: 'device.removed' });
    expect(await look()).toEqual([]);
  });
});
