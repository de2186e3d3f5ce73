import { expect, it } from 'vitest';
import { createAccounts } from '../accounts/accounts.ts';
import { addDevice, happened } from '../devices/testing-family.ts';
import { createWorld, type World } from '../devices/testing-world.ts';
import { onBothStores } from '../store/testing.ts';
import {
  ACCOUNT_SESSION_MS,
  endAccountSession,
  findAccountSession,
  openAccountSession,
  requireOpenSession,
} from './account-session.ts';
import { makeRecoveryCodes, recoveryCodesLeft } from './recovery-codes.ts';
import { hasSeveralRealms, whoRecovers } from './who-recovers.ts';

onBothStores('sessions of the account page', (fresh) => {
  const IP = '192.0.2.7';
  const codesOf = (world: World, byDeviceId: string | null = null) =>
    makeRecoveryCodes(world.core, { userId: world.alice.id, byDeviceId, ip: IP, spend: async () => {} });
  const open = (world: World, typed: string, userId: string | undefined = world.alice.id) =>
    openAccountSession(world.core, { userId, typed, ip: IP });
  const find = (world: World, token: string | undefined) => findAccountSession(world.core, token ?? '');
  const bypassFor = (world: World, applicationId: string | null) =>
    world.devices.operator.bypass({
      userId: world.alice.id,
      applicationId,
      reason: 'lost everything',
      madeBy: 'root',
      lifeMs: 3_600_000,
    });
  const lock = (world: World) =>
    world.store.db.updateTable('users').set({ locked_at_ms: 1 }).where('id', '=', world.alice.id).execute();

  it('N15: a recovery code opens the account page once; the devices are told, and the database has no token', async () => {
    const world = await createWorld(await fresh());
    const [code = ''] = await codesOf(world);
    const token = await open(world, code);
    expect(token).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(await find(world, token)).toMatchObject({ userId: world.alice.id, username: 'alice', byCode: 'recovery' });
    expect(await open(world, code)).toBeUndefined();
    expect(await recoveryCodesLeft(world.store.db, world.alice.id)).toMatchObject({ left: 9 });
    const rows = JSON.stringify(await world.store.db.selectFrom('account_sessions').selectAll().execute());
    expect(rows).not.toContain(token);
    expect(await happened(world)).toEqual(['recovery.codes_made', 'account.session_opened', 'recovery.refused']);
    const told = await world.store.db.selectFrom('announcements').select(['what', 'by_whom', 'ip']).execute();
    expect(told).toContainEqual({ what: 'account.session_opened', by_whom: 'recovery', ip: IP });
  });

  it('N15: of two tries at the same moment with one code, one opens', async () => {
    const world = await createWorld(await fresh());
    const [code = ''] = await codesOf(world);
    const tokens = await Promise.all([open(world, code), open(world, code)]);
    expect(tokens.filter((token) => token !== undefined)).toHaveLength(1);
  });

  it('N15: an operator’s code for the account page opens it once, and one for a login never', async () => {
    const world = await createWorld(await fresh());
    const { code } = await bypassFor(world, null);
    const { code: forLogin } = await bypassFor(world, world.applicationId);
    expect(await open(world, forLogin)).toBeUndefined();
    expect(await find(world, await open(world, code))).toMatchObject({ byCode: 'bypass' });
    expect(await open(world, code)).toBeUndefined();
  });

  it('N15: another user’s code, no user’s, and a locked user’s are the same as none, and nothing is counted against anybody', async () => {
    const world = await createWorld(await fresh());
    const carol = await createAccounts(world.core).createUser(world.alice.realm_id, { username: 'carol' });
    const [code = ''] = await codesOf(world);
    expect(await open(world, code, carol.id)).toBeUndefined();
    expect(await open(world, code, 'usr_nobody')).toBeUndefined();
    expect(await openAccountSession(world.core, { userId: undefined, typed: code, ip: IP })).toBeUndefined();
    for (let time = 0; time < 30; time++) expect(await open(world, '0000-0000-0000-0000')).toBeUndefined();
    await lock(world);
    expect(await open(world, code)).toBeUndefined();
    await world.store.db.updateTable('users').set({ locked_at_ms: null }).execute();
    expect(await world.store.db.selectFrom('fallback_counters').selectAll().execute()).toEqual([]);
    expect(await find(world, await open(world, code))).toMatchObject({ userId: world.alice.id });
    // Thirty tries of an hour are one entry.
    expect((await happened(world)).filter((type) => type === 'recovery.refused').length).toBeLessThanOrEqual(4);
  });

  it('N15: a session ends after 15 minutes, when it is ended, when another one is opened, and when the user is locked', async () => {
    const world = await createWorld(await fresh());
    const codes = await codesOf(world);
    const first = await open(world, codes[0] ?? '');
    const second = await open(world, codes[1] ?? '');
    expect(await find(world, first)).toBeUndefined();
    const session = await find(world, second);
    if (!session) throw new Error('no session');
    const isOpen = () =>
      world.store
        .transaction((trx) => requireOpenSession(trx, session, world.clock.nowMs))
        .then(
          () => true,
          () => false,
        );
    expect(await isOpen()).toBe(true);
    world.clock.nowMs += ACCOUNT_SESSION_MS - 1;
    expect(await isOpen()).toBe(true);
    await lock(world);
    expect([await isOpen(), await find(world, second)]).toEqual([false, undefined]);
    await world.store.db.updateTable('users').set({ locked_at_ms: null }).execute();
    world.clock.nowMs += 1;
    expect([await isOpen(), await find(world, second)]).toEqual([false, undefined]);
    const third = await find(world, await open(world, codes[2] ?? ''));
    if (!third) throw new Error('no session');
    await endAccountSession(world.store.db, third);
    await expect(
      world.store.transaction((trx) => requireOpenSession(trx, third, world.clock.nowMs)),
    ).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('N15: new codes made on a device end what the old ones have opened; made on the page they end nothing', async () => {
    const world = await createWorld(await fresh());
    const phone = await addDevice(world, 'Phone');
    const [code = ''] = await codesOf(world, phone.id);
    const token = await open(world, code);
    const { token: ticket } = await world.devices.createEnrollment({
      user: world.alice,
      applicationId: null,
      spendRecovery: async () => {},
    });
    await codesOf(world);
    expect(await find(world, token)).toBeDefined();
    await codesOf(world, phone.id);
    expect(await find(world, token)).toBeUndefined();
    await expect(world.devices.claim({ token: ticket }, { ip: IP })).rejects.toMatchObject({
      code: expect.stringMatching(/^enrollment_/),
    });
  });

  it('A6.3.8: who wants back in is found by realm and name as people write them, and never in another realm', async () => {
    const world = await createWorld(await fresh());
    const { db } = world.store;
    const accounts = createAccounts(world.core);
    const { name } = (await accounts.listRealms())[0] ?? { name: '' };
    const who = async (realm: string | undefined, username: string) =>
      (await whoRecovers(db, { realm, username }, 'Nod'))?.username;
    expect(await hasSeveralRealms(db)).toBe(false);
    for (const realm of [undefined, '', name, ` ${name.toUpperCase()} `])
      expect(await who(realm, ' Alice ')).toBe('alice');
    expect(await who('Elsewhere', 'alice')).toBeUndefined();
    await accounts.createRealm('Elsewhere');
    expect(await hasSeveralRealms(db)).toBe(true);
    expect(await who(undefined, 'alice')).toBeUndefined();
    expect(await who('Elsewhere', 'alice')).toBeUndefined();
    expect(await who(name, 'alice')).toBe('alice');
    for (const username of ['', 'nobody', 'x'.repeat(500)]) expect(await who(name, username)).toBeUndefined();
    await lock(world);
    expect(await who(name, 'alice')).toBeUndefined();
  });
});
