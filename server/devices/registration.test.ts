import { expect, it } from 'vitest';
import { generateDeviceKey } from '../../shared/protocol/keys.ts';
import { deviceRow, onBothStores } from '../store/testing.ts';
import { createPushAuthSite, SITE_WEBHOOK } from './testing-pushauth-site.ts';
import { bindingFor, createWorld, DEVICE, eventTypes, type World } from './testing-world.ts';

const FROM = { ip: '192.0.2.7' };
const HOUR_MS = 3_600_000;

onBothStores('registration by webhook', (fresh) => {
  async function registering(options: { vouch?: 'required' | 'off' } = {}) {
    const site = createPushAuthSite();
    const world = await createWorld(await fresh(), {
      webhook: SITE_WEBHOOK,
      pairing: 'webhook',
      fetch: site.fetch,
      settings: { vouch: options.vouch ?? 'required' },
    });
    const register = (username: string, text: string, ip = FROM.ip) =>
      world.devices.register(world.applicationId, { username, text }, { ip });
    return { site, world, register };
  }

  const usersNamed = ({ store }: World, username: string) =>
    store.db.selectFrom('users').selectAll().where('username', '=', username).execute();

  /** Claims and completes, as the app does. */
  async function pair(world: World, token: string) {
    const claim = await world.devices.claim({ token }, FROM);
    const key = await generateDeviceKey();
    const binding = await bindingFor(world, claim, key, null);
    const made = { binding, device: DEVICE, subscription: null };
    const { deviceId } = await world.devices.complete(claim.enrollmentId, made, FROM);
    const device = await world.store.db
      .selectFrom('devices')
      .selectAll()
      .where('id', '=', deviceId)
      .executeTakeFirstOrThrow();
    return { claim, device, activate: () => world.devices.activate(device, { pull: true }, FROM) };
  }

  it('N12: name and number of the site make the user and pair the first device; the site is asked once, and the number is spent', async () => {
    const { site, world, register } = await registering();
    const number = site.signUp('carol', 4711);
    expect(await usersNamed(world, 'carol')).toEqual([]);
    const { token } = await register(' Carol ', number);
    const { claim, activate } = await pair(world, token);
    expect(claim).toMatchObject({ user: { username: 'carol' }, application: { name: 'Wiki' } });
    expect(await activate()).toMatchObject({ state: 'active' });
    expect(site.asked).toEqual([{ user: 'carol', challenge: '4711' }]);
    const vouch = await world.store.db.selectFrom('vouches').selectAll().executeTakeFirstOrThrow();
    expect(vouch).toMatchObject({ how: 'first', by_device_id: null });
    await expect(register('carol', number)).rejects.toMatchObject({ code: 'registration_refused' });
    expect(await eventTypes(world)).toContain('registration.refused');
  });

  it('N12: with a wrong number, or the number of somebody else, there is no user and no ticket', async () => {
    const { site, world, register } = await registering();
    site.signUp('carol', 4711);
    site.signUp('dave', 1234);
    for (const [name, text] of [
      ['carol', '4712'],
      ['carol', '1234'],
      ['nobody', '4711'],
    ] as const) {
      await expect(register(name, text)).rejects.toMatchObject({ code: 'registration_refused' });
    }
    expect(await usersNamed(world, 'carol')).toEqual([]);
    expect(await world.store.db.selectFrom('enrollments').selectAll().execute()).toEqual([]);
    expect(site.asked).toHaveLength(3);
  });

  it('A6.3.8: a name that nobody has, one with a device, and a locked one are asked about and refused alike', async () => {
    const { site, world, register } = await registering();
    const device = deviceRow(`dev_${'a'.repeat(22)}`, world.alice.id, { activated_at_ms: 1 });
    await world.store.db.insertInto('devices').values(device).execute();
    await world.store.db.updateTable('users').set({ locked_at_ms: 1 }).where('id', '=', world.bob.id).execute();
    site.signUp('bob', 2222);
    const answers = [];
    for (const [name, text] of [
      ['nobody', '1000'],
      ['alice', '1000'],
      ['bob', '1000'],
      // The right number, too.
      ['bob', '2222'],
    ] as const) {
      answers.push(await register(name, text).catch((error) => [error.code, error.message, error.params]));
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject(['registration_refused', expect.any(String), {}]);
    // The operator sees at whose name was tried.
    const events = await world.store.db.selectFrom('events').select(['type', 'user_id']).execute();
    const refused = events.filter(({ type }) => type === 'registration.refused').map(({ user_id }) => user_id);
    expect(new Set(refused)).toEqual(new Set([null, world.alice.id, world.bob.id]));
    expect(site.asked).toHaveLength(4);
  });

  it('N13: who has a device, or had one, is let in by no text, and hears of it', async () => {
    for (const vouch of ['required', 'off'] as const) {
      const { site, world, register } = await registering({ vouch });
      const first = await register('carol', site.signUp('carol', 4711));
      const { device, activate } = await pair(world, first.token);
      await activate();
      await expect(register('carol', site.signUp('carol', 1111))).rejects.toMatchObject({ code: 'enrollment_refused' });
      const told = await world.store.db.selectFrom('announcements').select('what').execute();
      expect(told.map(({ what }) => what)).toContain('enrollment.refused');
      await world.devices.revoke(device.id, { by: 'application', evenIfLast: true });
      await expect(register('carol', site.signUp('carol', 2222))).rejects.toMatchObject({ code: 'enrollment_refused' });
    }
  });

  it('N13: of two that register at once, one becomes the first device and the other none', async () => {
    const { site, world, register } = await registering();
    const one = await pair(world, (await register('carol', site.signUp('carol', 4711))).token);
    const other = await pair(world, (await register('carol', site.signUp('carol', 1111))).token);
    await one.activate();
    await expect(other.activate()).rejects.toMatchObject({ code: 'enrollment_refused' });
  });

  it('N4: five tries per name and hour, whether or not anybody has it, and of a crowd at once no more are asked', async () => {
    const { site, world, register } = await registering();
    site.signUp('carol', 4711);
    const crowd = Array.from({ length: 12 }, (_, at) => register('carol', String(1000 + at), `192.0.2.${at}`));
    const codes = (await Promise.allSettled(crowd)).map((result) => (result as PromiseRejectedResult).reason.code);
    expect(codes.filter((code) => code === 'registration_refused')).toHaveLength(5);
    expect(codes.filter((code) => code === 'rate_limited')).toHaveLength(7);
    expect(site.asked).toHaveLength(5);
    // The right one comes too late, and is not spent.
    await expect(register('CAROL', '4711')).rejects.toMatchObject({
      code: 'rate_limited',
      params: { retryAfterSeconds: 3600 },
    });
    world.clock.nowMs += HOUR_MS;
    await expect(register('carol', '4711')).resolves.toBeDefined();
  });

  it('N4: twenty tries per network, at all applications together', async () => {
    const { world, register } = await registering();
    for (let at = 0; at < 20; at++) {
      await expect(register(`user${at}`, '1')).rejects.toMatchObject({ code: 'registration_refused' });
    }
    await expect(register('user20', '1')).rejects.toMatchObject({ code: 'rate_limited' });
    await expect(register('user20', '1', '192.0.2.8')).rejects.toMatchObject({ code: 'registration_refused' });
    const counted = await world.store.db.selectFrom('events').select(['type', 'count']).where('device_ip', 'is', null);
    expect((await counted.execute()).filter(({ type }) => type === 'registration.refused')).toHaveLength(2);
  });

  it('N4: a hundred per application close the way for an hour, with one event; the right text is no guess and closes nothing', async () => {
    const { site, world, register } = await registering();
    const ip = (at: number) => `198.51.100.${at}`;
    for (let at = 0; at < 150; at++) await register(`right${at}`, site.signUp(`right${at}`, 1000 + at), ip(at));
    for (let at = 0; at < 99; at++) await register(`user${at}`, '1', ip(at)).catch(() => undefined);
    expect(await eventTypes(world)).not.toContain('registration.closed');
    await register('last', '1', ip(200)).catch(() => undefined);
    const asked = site.asked.length;
    world.clock.nowMs += HOUR_MS - 1;
    await expect(register('carol', site.signUp('carol', 4711), ip(201))).rejects.toMatchObject({
      code: 'rate_limited',
    });
    expect(site.asked).toHaveLength(asked);
    expect((await eventTypes(world)).filter((type) => type === 'registration.closed')).toHaveLength(1);
    world.clock.nowMs += 1;
    await expect(register('carol', '4711', ip(201))).resolves.toBeDefined();
    // Nothing is kept of an hour that is over.
    world.clock.nowMs += HOUR_MS;
    await world.devices.sweep();
    expect(await world.store.db.selectFrom('registration_tries').selectAll().execute()).toEqual([]);
  });

  it('N12: it is off unless wanted, also with a webhook; and where the webhook was taken away', async () => {
    const site = createPushAuthSite();
    const world = await createWorld(await fresh(), { webhook: SITE_WEBHOOK, fetch: site.fetch });
    const register = () => world.devices.register(world.applicationId, { username: 'carol', text: '1' }, FROM);
    site.signUp('carol', 1);
    await expect(register()).rejects.toMatchObject({ code: 'registration_unavailable' });
    await expect(world.devices.describeRegistration(world.applicationId)).rejects.toMatchObject({
      code: 'registration_unavailable',
    });
    await world.store.db.updateTable('applications').set({ pairing: 'webhook', webhook_url: null }).execute();
    await expect(register()).rejects.toMatchObject({ code: 'registration_refused' });
    expect(site.asked).toEqual([]);
  });

  it('a name that can’t be one is refused before anything is asked or counted', async () => {
    const { site, world, register } = await registering();
    await expect(register('   ', '1')).rejects.toMatchObject({ code: 'request_malformed' });
    expect(site.asked).toEqual([]);
    expect(await world.store.db.selectFrom('registration_tries').selectAll().execute()).toEqual([]);
  });
});
