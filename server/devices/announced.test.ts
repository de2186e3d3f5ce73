import { expect, test } from 'vitest';
import { registrationChallenge } from '../../shared/protocol/user-verification.ts';
import { makeSoftwareVerifier } from '../../shared/protocol/vectors/software-verifier.ts';
import { onBothStores } from '../store/testing.ts';
import {
  createWorld,
  deviceRow,
  ORIGIN,
  pairActiveDevice,
  pairDevice,
  ticketFor,
  type World,
} from './testing-world.ts';

const FROM = { ip: '192.0.2.7' };

/** What was announced of these kinds, oldest first. */
async function announced({ store }: World, ...kinds: string[]) {
  return store.db
    .selectFrom('announcements')
    .selectAll()
    .where('what', 'in', kinds)
    .orderBy('at_ms')
    .orderBy('id')
    .execute();
}

onBothStores('what devices announce', (fresh) => {
  test('A6.3.7: another name is told, once it is another, and not of a device that is being paired', async () => {
    const world = await createWorld(await fresh());
    const { self } = await pairActiveDevice(world);
    const row = await deviceRow(world, self.deviceId);
    await world.devices.change(row, { name: row.name }, FROM);
    await world.devices.change(row, { name: 'Phone' }, FROM);
    const pending = await pairDevice(world);
    await world.devices.change(await deviceRow(world, pending.self.deviceId), { name: 'Other' }, FROM);
    expect(await announced(world, 'device.renamed')).toMatchObject([
      {
        user_id: world.alice.id,
        device_id: row.id,
        by_device_id: row.id,
        ip: FROM.ip,
        detail: JSON.stringify({ from: row.name, to: 'Phone', name: 'Phone' }),
      },
    ]);
  });

  test('A6.3.7: a verifier that comes or goes is told', async () => {
    const world = await createWorld(await fresh());
    const { self, key } = await pairActiveDevice(world);
    const row = await deviceRow(world, self.deviceId);
    const software = await makeSoftwareVerifier(ORIGIN, new URL(ORIGIN).hostname);
    const challenge = await registrationChallenge({ server: ORIGIN, device: key.kid });
    const registration = await software.register({ challenge });
    await world.devices.registerVerifier(row, registration, FROM);
    await world.devices.registerVerifier(row, registration, FROM);
    expect(await announced(world, 'verifier.added')).toMatchObject([{ device_id: row.id, ip: FROM.ip, count: 1 }]);
    const target = software.verifier.credentialId;
    const removal = { server: ORIGIN, device: key.kid, target, action: 'verifier-removal' } as const;
    const confirmed = await software.confirm(removal, { atMs: world.clock.nowMs });
    await world.devices.removeVerifier(row, confirmed, FROM);
    expect(await announced(world, 'verifier.removed')).toMatchObject([{ by_device_id: row.id }]);
  });

  test('A6.3.5: that the application denies a pairing is told; what is wrong with a code is not', async () => {
    const fetch: typeof globalThis.fetch = async () => new Response(null, { status: 403 });
    const webhook = { url: 'https://wiki.example/nod', username: 'nod', password: 'secret' };
    const world = await createWorld(await fresh(), { fetch, webhook });
    const { code } = await ticketFor(world);
    await expect(world.devices.claim({ code }, FROM)).rejects.toMatchObject({ code: 'enrollment_refused' });
    await expect(world.devices.claim({ code }, FROM)).rejects.toMatchObject({ code: 'enrollment_used' });
    expect(await announced(world, 'enrollment.refused')).toMatchObject([
      { user_id: world.alice.id, by_whom: 'application', ip: FROM.ip, count: 1, application_id: world.applicationId },
    ]);
  });

  test('A6.3.5: a stranger who guesses codes makes no noise at anybody', async () => {
    const world = await createWorld(await fresh());
    await ticketFor(world);
    await expect(world.devices.claim({ code: 'ABCD-EFGH-JKMN' }, FROM)).rejects.toThrow();
    expect(await announced(world, 'enrollment.refused')).toEqual([]);
  });

  test('A6.3.5: an application without a right to it that wants to add a device is told of, as one', async () => {
    const world = await createWorld(await fresh());
    await pairActiveDevice(world);
    const { store } = world;
    const wiki = await store.db
      .selectFrom('applications')
      .selectAll()
      .where('id', '=', world.applicationId)
      .executeTakeFirstOrThrow();
    const shop = `app_${'B'.repeat(22)}`;
    await store.db
      .insertInto('applications')
      .values({ ...wiki, id: shop, name: 'Shop' })
      .execute();
    for (let at = 0; at < 5; at++) {
      await expect(ticketFor(world, world.alice, shop)).rejects.toMatchObject({ code: 'enrollment_refused' });
    }
    expect(await announced(world, 'enrollment.refused')).toMatchObject([
      { application_id: shop, by_whom: 'application', count: 5, detail: '{"reason":"unknown application"}' },
    ]);
  });
});
