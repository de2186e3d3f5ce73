import { expect, it } from 'vitest';
import { generateDeviceKey, generateOfflineKey } from '../../shared/protocol/keys.ts';
import { notPoints } from '../../shared/protocol/vectors/not-points.ts';
import { onBothStores } from '../store/testing.ts';
import {
  bindingFor,
  createWorld,
  DEVICE,
  deviceRow,
  eventTypes,
  pairActiveDevice,
  ticketFor,
  type World,
} from './testing-world.ts';

const FROM = { ip: '198.51.100.4' };

onBothStores('the second key of a device', (fresh) => {
  const newKey = async () => (await generateOfflineKey()).publicJwk;
  const told = (world: World) =>
    world.store.db
      .selectFrom('announcements')
      .select(['what', 'device_id', 'by_device_id', 'ip'])
      .where('what', '=', 'offline.added')
      .execute();

  it('N6: it comes with the pairing, named by the binding', async () => {
    const world = await createWorld(await fresh());
    const offlineJwk = await newKey();
    const complete = async (brought: object | undefined, signed: typeof offlineJwk | undefined) => {
      const claim = await world.devices.claim({ code: (await ticketFor(world)).code }, FROM);
      const key = await generateDeviceKey();
      const binding = await bindingFor(world, claim, key, null, { offlineJwk: signed });
      const request = { binding, device: DEVICE, subscription: null };
      const withKey = brought === undefined ? request : { ...request, offlineJwk: brought as typeof offlineJwk };
      return world.devices.complete(claim.enrollmentId, withKey, FROM);
    };
    const invalid = { code: 'enrollment_proof_invalid' };
    await expect(complete(offlineJwk, undefined)).rejects.toMatchObject(invalid);
    await expect(complete(undefined, offlineJwk)).rejects.toMatchObject(invalid);
    await expect(complete(await newKey(), offlineJwk)).rejects.toMatchObject(invalid);
    for (const point of Object.values(notPoints)) {
      const notOnTheCurve = { kty: 'EC', crv: 'P-256', ...point } as const;
      await expect(complete(notOnTheCurve, notOnTheCurve)).rejects.toMatchObject(invalid);
    }
    const self = await complete(offlineJwk, offlineJwk);
    expect(self.offlineKey).toBe(true);
    expect((await deviceRow(world, self.deviceId)).offline_jwk).toBe(JSON.stringify(offlineJwk));
    expect(await told(world)).toEqual([]);
    expect((await complete(undefined, undefined)).offlineKey).toBe(false);
  });

  it('N14: a device of before adds one, once; all are told; nothing takes its place', async () => {
    const world = await createWorld(await fresh());
    const { self } = await pairActiveDevice(world);
    const row = await deviceRow(world, self.deviceId);
    expect(self.offlineKey).toBe(false);
    const mine = await newKey();
    expect((await world.devices.addOfflineKey(row, mine, FROM)).offlineKey).toBe(true);
    // Its answer was lost, so the call is repeated; by the row as it was read before.
    await world.devices.addOfflineKey(row, mine, FROM);
    for (const again of [row, await deviceRow(world, row.id)]) {
      await expect(world.devices.addOfflineKey(again, await newKey(), FROM)).rejects.toMatchObject({
        code: 'offline_key_exists',
      });
    }
    expect((await deviceRow(world, row.id)).offline_jwk).toBe(JSON.stringify(mine));
    expect(await told(world)).toEqual([
      { what: 'offline.added', device_id: row.id, by_device_id: row.id, ip: FROM.ip },
    ]);
    expect((await eventTypes(world)).filter((type) => type === 'device.offline_key_added')).toHaveLength(1);
  });

  it('N16: not of a device that was suspended meanwhile', async () => {
    const world = await createWorld(await fresh());
    const row = await deviceRow(world, (await pairActiveDevice(world)).self.deviceId);
    await world.store.db.updateTable('devices').set({ state: 'suspended' }).where('id', '=', row.id).execute();
    await expect(world.devices.addOfflineKey(row, await newKey(), FROM)).rejects.toMatchObject({
      code: 'device_suspended',
    });
    expect((await deviceRow(world, row.id)).offline_jwk).toBeNull();
  });

  it('what is no point, or more than a key: refused', async () => {
    const world = await createWorld(await fresh());
    const row = await deviceRow(world, (await pairActiveDevice(world)).self.deviceId);
    const good = await newKey();
    const bad = [
      ...Object.values(notPoints).map((point) => ({ kty: 'EC', crv: 'P-256', ...point })),
      { ...good, d: good.x },
      { ...good, kid: 'a' },
      { ...good, crv: 'P-384' },
      undefined,
      'key',
    ];
    for (const input of bad) {
      await expect(world.devices.addOfflineKey(row, input, FROM)).rejects.toMatchObject({ code: 'request_malformed' });
    }
    expect((await deviceRow(world, row.id)).offline_jwk).toBeNull();
  });
});
