import { describe, expect, test } from 'vitest';
import { MESSAGE_TYPES } from '../../shared/protocol/jws.ts';
import { ownNotice } from '../crypto/es256.ts';
import { cityRecord, testPlaces } from '../net/testing-mmdb.ts';
import { onBothStores } from '../store/testing.ts';
import { ANNOUNCED, announce, MERGE_WINDOW_MS } from './announce.ts';
import { signAnnouncementNotice } from './device-channel.ts';
import { MOST_PER_HOUR } from './outbox.ts';
import { announcementsWorld } from './testing-world.ts';
import { announcementById } from './view.ts';

const MINUTE_MS = 60_000;

onBothStores('announcements', (fresh) => {
  test('N14: a device that was added is told to all others, quietly, with time, source and one step', async () => {
    const world = await announcementsWorld(await fresh());
    const phone = await world.addDevice();
    const tablet = await world.addDevice();
    const added = await world.addDevice({ name: 'iPhone', activated_at_ms: world.time.nowMs });
    await world.announce({
      what: 'device.added',
      deviceId: added.id,
      by: 'device',
      byDeviceId: tablet.id,
      ip: '198.51.100.7',
    });
    await world.announcements.sendDue();
    // Neither the new one nor the one that let it in.
    expect(world.told.map(({ deviceId }) => deviceId)).toEqual([phone.id]);
    const [{ announcement, notification }] = world.told as [(typeof world.told)[0]];
    expect(announcement).toMatchObject({
      what: 'device.added',
      atMs: world.time.nowMs,
      count: 1,
      device: { id: added.id, name: 'iPhone', kind: 'pwa', platform: 'Android' },
      by: { whom: 'device', deviceId: tablet.id, name: tablet.name },
      ip: '198.51.100.7',
      undo: 'possible',
    });
    expect(notification).toMatchObject({ silent: true, title: 'Nod', tag: announcement.id });
  });

  test('A6.3.7: with the address goes its place, as it was known then; what an application said of it wins', async () => {
    const networks = [['81.2.69.0/24', cityRecord('Lisbon', 'Portugal')]] as const;
    const world = await announcementsWorld(await fresh(), {}, await testPlaces({ networks }));
    await world.addDevice();
    await world.announce({ what: 'device.added', ip: '81.2.69.142', detail: { name: 'iPhone' } });
    await world.announce({ what: 'device.removed', ip: '81.2.69.142', detail: { location: 'Porto' } });
    await world.announce({ what: 'device.suspended', ip: '10.0.0.7' });
    await world.announce({ what: 'device.resumed' });
    await world.announcements.sendDue();
    const detailOf = (what: string) =>
      world.told.find(({ announcement }) => announcement.what === what)?.announcement.detail;
    expect(detailOf('device.added')).toEqual({ name: 'iPhone', location: 'Lisbon, Portugal' });
    expect(detailOf('device.removed')).toEqual({ location: 'Porto' });
    expect(detailOf('device.suspended')).toEqual({});
    expect(detailOf('device.resumed')).toEqual({});
  });

  test('A6.3.7: of several that are told as one, the last address has its own place, or none', async () => {
    const networks = [['81.2.69.0/24', cityRecord('Lisbon', 'Portugal')]] as const;
    const world = await announcementsWorld(await fresh(), {}, await testPlaces({ networks }));
    const last = async () => {
      const { ip, detail } = await world.store.db.selectFrom('announcements').selectAll().executeTakeFirstOrThrow();
      return [ip, JSON.parse(detail).location];
    };
    await world.announce({ what: 'login.failed', ip: '81.2.69.142' });
    expect(await last()).toEqual(['81.2.69.142', 'Lisbon, Portugal']);
    await world.announce({ what: 'login.failed', ip: '9.9.9.9' });
    expect(await last()).toEqual(['9.9.9.9', undefined]);
    await world.announce({ what: 'login.failed', ip: '81.2.69.9' });
    expect(await last()).toEqual(['81.2.69.9', 'Lisbon, Portugal']);
  });

  test('N14: no name is so long that devices refuse the notice', async () => {
    const wide = '𝕎'.repeat(60);
    const networks = [['81.2.69.0/24', cityRecord(wide, wide)]] as const;
    const world = await announcementsWorld(await fresh(), {}, await testPlaces({ networks }));
    const phone = await world.addDevice({ name: wide });
    const added = await world.addDevice({ name: wide, platform: wide });
    const id = await world.announce({
      what: 'device.added',
      deviceId: added.id,
      by: 'device',
      byDeviceId: phone.id,
      ip: '81.2.69.142',
      detail: { name: wide, platform: wide, kind: 'pwa', how: 'device' },
    });
    const full = await announcementById(world.store.db, id);
    if (full === undefined) throw new Error('no announcement');
    const notice = await signAnnouncementNotice(world.core, phone, full);
    expect(notice.length).toBeLessThanOrEqual(MESSAGE_TYPES.notice.maxBytes);
    expect(ownNotice(notice)).toMatchObject({
      announcement: { id, device: { name: wide }, by: { name: wide }, ip: '81.2.69.142', undo: 'possible' },
    });
  });

  test('N7: a locked screen shows no name, no place and no address', async () => {
    const world = await announcementsWorld(await fresh());
    const phone = await world.addDevice({ name: 'Phone-of-Alice' });
    for (const what of Object.keys(ANNOUNCED) as (keyof typeof ANNOUNCED)[]) {
      await world.announce({ what, deviceId: phone.id, ip: '198.51.100.7', detail: { name: 'secret-name' } });
    }
    await world.announcements.sendDue();
    expect(world.told).toHaveLength(Object.keys(ANNOUNCED).length - 2);
    for (const { notification } of world.told) {
      expect(JSON.stringify(notification)).not.toMatch(/Alice|secret|198\.51/);
      // What buildPushPayload leaves of a body.
      expect(notification.body.length).toBeLessThanOrEqual(122);
    }
  });

  test('N14: devices that are not active, or do not know the notice, are not told', async () => {
    const world = await announcementsWorld(await fresh());
    await world.addDevice({ state: 'suspended' });
    await world.addDevice({ state: 'unvouched' });
    await world.addDevice({ features: '["vouch"]' });
    const phone = await world.addDevice();
    await world.announce({ what: 'device.removed' });
    // Suspended between the announcement and its sending.
    const later = await world.addDevice();
    await world.announce({ what: 'verifier.removed' });
    await world.store.db.updateTable('devices').set({ state: 'suspended' }).where('id', '=', later.id).execute();
    await world.announcements.sendDue();
    expect(world.told.map(({ deviceId }) => deviceId)).toEqual([phone.id, phone.id]);
  });

  test('N14: what is due is in the transaction of the change: no change, no announcement', async () => {
    const world = await announcementsWorld(await fresh());
    await world.addDevice();
    const undone = world.store.transaction(async (trx) => {
      await announce(world.core, trx, { userId: world.alice.id, what: 'device.removed', by: 'operator' });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await world.outbox()).toEqual([]);
    await world.announcements.sendDue();
    expect(world.told).toEqual([]);
  });

  describe('a flood', () => {
    test('A6.3.5: is merged into one that tells how many there were, and none is dropped', async () => {
      const world = await announcementsWorld(await fresh());
      await world.addDevice();
      const application = await world.addApplication();
      for (let at = 0; at < 40; at++) {
        await world.announce({ what: 'login.failed', applicationId: application.id, ip: `198.51.100.${at}` });
        await world.announcements.sendDue();
        world.time.nowMs += 1_000;
      }
      // The first went out at once.
      expect(world.told.map(({ announcement }) => announcement.count)).toEqual([1]);
      world.time.nowMs += MERGE_WINDOW_MS;
      await world.announcements.sendDue();
      expect(world.told.map(({ announcement }) => announcement.count)).toEqual([1, 40]);
      expect(world.told[1]?.announcement).toMatchObject({ ip: '198.51.100.39', detail: { application: 'Wiki' } });
      const rows = await world.store.db.selectFrom('announcements').selectAll().execute();
      expect(rows).toHaveLength(1);
      expect(rows[0]?.last_at_ms).toBe(world.time.nowMs - MERGE_WINDOW_MS - 1_000);
    });

    test('A6.3.5: of one application hides none of another', async () => {
      const world = await announcementsWorld(await fresh());
      await world.addDevice();
      const names = ['Wiki', 'Shop'];
      for (const name of names) {
        const { id } = await world.addApplication({ name });
        for (let at = 0; at < 3; at++) await world.announce({ what: 'login.failed', applicationId: id });
      }
      await world.announcements.sendDue();
      expect(world.told.map(({ announcement }) => announcement.detail.application).sort()).toEqual(['Shop', 'Wiki']);
    });

    test('A6.3.7: never delays what may change who answers', async () => {
      const world = await announcementsWorld(await fresh());
      const phone = await world.addDevice();
      for (let at = 0; at < 3 * MOST_PER_HOUR; at++) {
        await world.announce({ what: 'application.quarantined', applicationId: `app_${at}` });
      }
      for (let at = 0; at < 2 * MOST_PER_HOUR; at++) await world.announce({ what: 'device.suspended' });
      await world.announcements.sendDue();
      const kinds = () => Map.groupBy(world.told, ({ announcement }) => announcement.what);
      expect(kinds().get('application.quarantined')).toHaveLength(MOST_PER_HOUR);
      expect(kinds().get('device.suspended')).toHaveLength(2 * MOST_PER_HOUR);
      // The rest comes hour by hour.
      world.time.nowMs += 60 * MINUTE_MS;
      await world.announcements.sendDue();
      expect(kinds().get('application.quarantined')).toHaveLength(2 * MOST_PER_HOUR);
      world.time.nowMs += 60 * MINUTE_MS;
      await world.announcements.sendDue();
      expect(kinds().get('application.quarantined')).toHaveLength(3 * MOST_PER_HOUR);
      expect(new Set(world.told.map(({ deviceId }) => deviceId))).toEqual(new Set([phone.id]));
    });

    test('A6.3.7: what always goes out is never merged', async () => {
      const world = await announcementsWorld(await fresh());
      await world.addDevice();
      for (let at = 0; at < 3; at++) await world.announce({ what: 'verifier.removed' });
      await world.announcements.sendDue();
      expect(world.told.map(({ announcement }) => announcement.count)).toEqual([1, 1, 1]);
    });

    test('of renames tells the first name and the last', async () => {
      const world = await announcementsWorld(await fresh());
      await world.addDevice();
      await world.announce({ what: 'device.renamed', deviceId: 'dev_1', detail: { from: 'Pixel', to: 'A' } });
      await world.announce({ what: 'device.renamed', deviceId: 'dev_1', detail: { from: 'A', to: 'B' } });
      const [row] = await world.store.db.selectFrom('announcements').select('detail').execute();
      expect(JSON.parse(row?.detail ?? '')).toEqual({ from: 'Pixel', to: 'B' });
    });
  });
});
