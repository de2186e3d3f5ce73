import { expect, it } from 'vitest';
import { generateOfflineKey } from '../../shared/protocol/keys.ts';
import type { FallbackWay } from '../store/schema.ts';
import { onBothStores } from '../store/testing.ts';
import { createFallbacks } from './fallbacks.ts';
import { fallbacksOn } from './testing-fallbacks.ts';

const DAY_MS = 24 * 3_600_000;

onBothStores('ways that a user has', (fresh) => {
  it('A6.6: a way is listed while the user has something to type there, and where it is closed', async () => {
    const world = await fallbacksOn(await fresh());
    const { fallbacks, device, store, alice, time, addDevice } = world;
    const listed = async () => (await fallbacks.list(device.row)).map(({ way }) => way);
    const change = (state: 'active' | 'suspended', id: string) =>
      store.db.updateTable('devices').set({ state }).where('id', '=', id).execute();
    const close = (way: FallbackWay) =>
      store.db
        .insertInto('fallback_counters')
        .values({ user_id: alice.id, way, failures: 20, closed_at_ms: time.nowMs })
        .execute();

    expect(await listed()).toEqual([]);
    const phone = await addDevice('alice', { offline_jwk: JSON.stringify((await generateOfflineKey()).publicJwk) });
    expect(await listed()).toEqual(['offline']);
    await change('suspended', phone.row.id);
    expect(await listed()).toEqual([]);
    await change('active', phone.row.id);

    const { uri } = await fallbacks.totp.begin(world.callOf(phone));
    expect(await listed()).toEqual(['offline']);
    await fallbacks.totp.confirm({ ...world.callOf(phone), code: world.digitsOf(uri) });
    expect(await listed()).toEqual(['offline', 'totp']);
    await change('suspended', phone.row.id);
    expect(await listed()).toEqual([]);
    await change('active', phone.row.id);

    // An address counts a day after it was set.
    await world.setEmail('alice@example.org', time.nowMs + DAY_MS);
    expect(await listed()).toEqual(['offline', 'totp']);
    time.nowMs += DAY_MS;
    expect(await listed()).toEqual(['offline', 'totp', 'email']);
    const withoutMail = createFallbacks(world.core, {
      challenges: world.challenges,
      sendMail: undefined,
      serverName: 'Nod at home',
    });
    expect((await withoutMail.list(device.row)).map(({ way }) => way)).toEqual(['offline', 'totp']);

    // A code for the account page can be typed at no login.
    await world.bypass({ applicationId: null });
    expect(await listed()).not.toContain('bypass');
    const code = await world.bypass();
    expect(await listed()).toContain('bypass');
    const { id } = await world.ask();
    await world.answer(id, code);
    expect(await listed()).not.toContain('bypass');
    await world.bypass();
    time.nowMs += 3_600_000;
    expect(await listed()).not.toContain('bypass');

    await close('bypass');
    expect(await listed()).toContain('bypass');
    await fallbacks.totp.remove(world.callOf(phone));
    expect(await listed()).toEqual(['offline', 'email', 'bypass']);
    await close('totp');
    expect(await listed()).toEqual(['offline', 'totp', 'email', 'bypass']);
  });

  it('A6.6: what another user has is listed for nobody else', async () => {
    const world = await fallbacksOn(await fresh());
    const { publicJwk } = await generateOfflineKey();
    await world.accounts.createUser({ username: 'bob' });
    const bob = await world.addDevice('bob', { offline_jwk: JSON.stringify(publicJwk) });
    const bobs = { userId: bob.row.user_id };
    await world.setEmail('bob@example.org', 0, bobs.userId);
    await world.setUpTotp(bob);
    await world.bypass(bobs);
    expect(await world.fallbacks.list(bob.row)).toHaveLength(4);
    expect(await world.fallbacks.list(world.device.row)).toEqual([]);
  });
});
