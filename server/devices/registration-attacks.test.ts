import { expect, it } from 'vitest';
import { generateDeviceKey } from '../../shared/protocol/keys.ts';
import { createAccounts } from '../accounts/accounts.ts';
import { applicationView } from '../accounts/applications.ts';
import { onBothStores } from '../store/testing.ts';
import { createDevices } from './devices.ts';
import { createPushAuthSite, type PushAuthSite, SITE_WEBHOOK } from './testing-pushauth-site.ts';
import { bindingFor, createWorld, DEVICE, deviceRow, eventTypes, type World } from './testing-world.ts';

const HOUR_MS = 3_600_000;

const accountsOf = ({ core }: World) => createAccounts(core, { allowHttpLocalhost: false });

/** Attacks on trusted registration by webhook. */
onBothStores('registration by webhook, attacked', (fresh) => {
  async function registering(site: PushAuthSite = createPushAuthSite()) {
    const world = await createWorld(await fresh(), {
      webhook: SITE_WEBHOOK,
      pairing: 'webhook',
      fetch: (...args) => site.fetch(...args),
      settings: { vouch: 'required' },
    });
    const register = (username: string, text: string, ip = '192.0.2.7') =>
      world.devices.register(world.applicationId, { username, text }, { ip });
    const code = (username: string, text: string, ip?: string) =>
      register(username, text, ip).then(
        () => 'ticket',
        (error) => error.code ?? String(error),
      );
    return { site, world, register, code };
  }

  it('N4: a way that is closed stays closed when the clock goes back by a millisecond, as another process’s does', async () => {
    const { site, world, code } = await registering();
    for (let at = 0; at < 5; at++) await code('carol', String(1000 + at));
    expect(await code('carol', '1')).toBe('rate_limited');
    for (let round = 0; round < 5; round++) {
      world.clock.nowMs -= 1;
      for (let at = 0; at < 6; at++) await code('carol', String(2000 + at), `192.0.2.${10 + round}`);
    }
    expect(site.asked).toHaveLength(5);
  });

  it('N4: of a burst at one process, by a clock that runs, no more than five are asked', async () => {
    const asked: number[] = [];
    for (let round = 0; round < 2; round++) {
      const { site, world } = await registering();
      const running = createDevices({ ...world.core, clock: Date.now }, world.parts);
      const burst: Promise<unknown>[] = [];
      for (let at = 0; at < 200; at++) {
        const request = { username: 'carol', text: String(1000 + at) };
        burst.push(running.register(world.applicationId, request, { ip: `10.0.${at}.1` }).catch(() => undefined));
        if (at % 8 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      }
      await Promise.all(burst);
      asked.push(site.asked.length);
    }
    expect(Math.max(...asked)).toBeLessThanOrEqual(5);
  });

  it('N4: of a crowd at two processes whose clocks are 3 ms apart no more than five are asked', async () => {
    const { site, world } = await registering();
    const { nowMs } = world.clock;
    const processes = [3, 0].map((ahead) => createDevices({ ...world.core, clock: () => nowMs + ahead }, world.parts));
    const crowd = Array.from({ length: 60 }, (_, at) =>
      processes[at % 2]
        ?.register(world.applicationId, { username: 'carol', text: String(1000 + at) }, { ip: `192.0.2.${at}` })
        .catch(() => undefined),
    );
    await Promise.all(crowd);
    expect(site.asked.length).toBeLessThanOrEqual(5);
  });

  it('N4: of two processes whose clocks are a second apart none forgives what the other has counted', async () => {
    const { site, world } = await registering();
    const { nowMs } = world.clock;
    const at = (ahead: number) => createDevices({ ...world.core, clock: () => nowMs + ahead }, world.parts);
    const [behind, ahead] = [at(0), at(1000)];
    // Whatever the limit, each fifth, twentieth and hundredth try is counted by the clock that is ahead.
    for (let n = 1; n <= 300; n++) {
      const process = n % 5 === 0 ? ahead : behind;
      const request = { username: 'carol', text: String(1000 + n) };
      await process.register(world.applicationId, request, { ip: '192.0.2.7' }).catch(() => undefined);
    }
    expect(site.asked.length).toBeLessThanOrEqual(5);
  });

  it('N4: a right text at the limit closes nothing, says nothing of it, and makes no hour longer', async () => {
    const { site, world, code } = await registering();
    for (let at = 0; at < 99; at++) await code(`user${at}`, '1', `198.51.100.${at}`);
    world.clock.nowMs += HOUR_MS - 60_000;
    expect(await code('carol', site.signUp('carol', 4711))).toBe('ticket');
    expect(await eventTypes(world)).not.toContain('registration.closed');
    // The hour of those 99 is over.
    world.clock.nowMs += 120_000;
    expect(await code('dave', '1')).toBe('registration_refused');
    expect(await code('erin', '1')).toBe('registration_refused');
  });

  it('N4: what was counted in an hour that is over is not given back to the next one', async () => {
    const site = createPushAuthSite();
    const held: (() => void)[] = [];
    let slow = true;
    const { world, code } = await registering({
      ...site,
      asked: site.asked,
      fetch: async (...args) => {
        if (slow) await new Promise<void>((resolve) => held.push(resolve));
        return site.fetch(...args);
      },
    });
    const own = Array.from({ length: 10 }, (_, at) => code(`mine${at}`, site.signUp(`mine${at}`, 1000 + at)));
    while (held.length < 10) await new Promise((resolve) => setTimeout(resolve, 5));
    world.clock.nowMs += HOUR_MS;
    slow = false;
    let asked = 0;
    const guess = async () => {
      if ((await code(`user${asked}`, '1')) === 'registration_refused') asked++;
    };
    for (let at = 0; at < 15; at++) await guess();
    for (const go of held) go();
    await Promise.all(own);
    for (let at = 0; at < 15; at++) await guess();
    expect(asked).toBe(20);
  });

  it('N12: a name that no user may have is refused before anything is asked', async () => {
    const { site, code } = await registering();
    for (const name of ['al ice', 'ali\u200bce', '..']) {
      expect(await code(name, site.signUp(name, 4711))).toBe('request_malformed');
    }
    expect(site.asked).toEqual([]);
  });

  it('N4: five tries per name however it is spelled for a site that takes spellings for one', async () => {
    const site = createPushAuthSite();
    let asked = 0;
    // As a database's collation without accents does.
    const fold = (name: string) =>
      name
        .normalize('NFKD')
        .replace(/[\p{M}\p{Cf}\s]/gu, '')
        .toLowerCase();
    const { code } = await registering({
      ...site,
      fetch: (url, init) => {
        const body = JSON.parse(String(init?.body));
        if (fold(body.user) === 'alice') asked++;
        return site.fetch(url, init);
      },
    });
    const names = ['alice', 'álice', 'àlice', 'âlice', 'alicé', 'alicè', 'ａlice', 'aｌice', 'ali\u200bce', 'a lice'];
    for (const [at, name] of names.entries()) await code(name, String(at), `192.0.2.${at}`);
    expect(asked).toBeLessThanOrEqual(5);
  });

  it('N4: whoever has a /48 is one network', async () => {
    const { site, code } = await registering();
    for (let at = 0; at < 100; at++) await code(`user${at}`, '1', `2001:db8:1:${(at % 50).toString(16)}::1`);
    expect(site.asked.length).toBeLessThan(100);
  });

  it('N12: no ticket by the webhook lets anybody in after the operator has turned that off', async () => {
    const { site, world, register } = await registering();
    const { token } = await register('carol', site.signUp('carol', 4711));
    await accountsOf(world).changePolicy({ id: world.applicationId }, { pairing: 'link' });
    await expect(world.devices.claim({ token }, { ip: '192.0.2.7' })).rejects.toMatchObject({
      code: expect.stringMatching(/^enrollment_/),
    });
  });

  it('N12: nor does one that was claimed before that make its device active', async () => {
    const { site, world, register } = await registering();
    const { token } = await register('carol', site.signUp('carol', 4711));
    const claim = await world.devices.claim({ token }, { ip: '192.0.2.7' });
    const binding = await bindingFor(world, claim, await generateDeviceKey(), null);
    const made = { binding, device: DEVICE, subscription: null };
    const { deviceId } = await world.devices.complete(claim.enrollmentId, made, { ip: '192.0.2.7' });
    await accountsOf(world).changePolicy({ id: world.applicationId }, { pairing: 'link' });
    await expect(world.devices.activate(await deviceRow(world, deviceId), { pull: true })).rejects.toMatchObject({
      code: 'enrollment_refused',
    });
  });

  it('N12: nobody is made where the way was turned off while the webhook was asked', async () => {
    const site = createPushAuthSite();
    let meanwhile = async () => {};
    const { world, code } = await registering({
      ...site,
      fetch: async (...args) => {
        await meanwhile();
        return site.fetch(...args);
      },
    });
    meanwhile = () => accountsOf(world).changePolicy({ id: world.applicationId }, { pairing: 'link' });
    expect(await code('carol', site.signUp('carol', 4711))).not.toBe('ticket');
    const made = await world.store.db.selectFrom('users').select('id').where('username', '=', 'carol').execute();
    expect(made).toEqual([]);
  });

  it('N4: a rush of people with the right text, from one address, gets in', async () => {
    const { site, code } = await registering();
    const results: string[] = [];
    for (let round = 0; round < 5; round++) {
      const rush = Array.from({ length: 16 }, (_, at) => {
        const name = `user${round}x${at}`;
        return code(name, site.signUp(name, 1000 + at));
      });
      results.push(...(await Promise.all(rush)));
    }
    const counts = Object.fromEntries(
      [...Map.groupBy(results, (result) => result)].map(([result, of]) => [result, of.length]),
    );
    expect(counts).toEqual({ ticket: 80 });
  });

  it('N12: what turns the way off is not undone by another change of the policy at the same moment', async () => {
    for (let round = 0; round < 4; round++) {
      const { world } = await registering();
      const accounts = accountsOf(world);
      await Promise.all([
        accounts.changePolicy({ id: world.applicationId }, { digits: 4 }),
        accounts.changePolicy({ id: world.applicationId }, { pairing: 'link' }),
        accounts.changePolicy({ id: world.applicationId }, { ttlSeconds: 60 }),
      ]);
      const view = applicationView(await accounts.getApplication(world.applicationId));
      expect(view).toMatchObject({ pairing: 'link', digits: 4, ttlSeconds: 60 });
    }
  });
});
