import { expect, it } from 'vitest';
import { readChallenge } from '../../shared/protocol/challenge.ts';
import type { NewApplication } from '../accounts/new-application.ts';
import type { DeviceRow } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { onBothStores } from '../store/testing.ts';
import { engineOn } from './testing-engine.ts';

const NOTES = 'https://notes.example';
const KNOWS = JSON.stringify(['paths', 'realm']);

async function pathsEngine(store: Store, policy: Partial<NewApplication> = {}) {
  const engine = await engineOn(store);
  const application = await engine.addApplication({
    match: ['origin', 'code'],
    loginPaths: ['/login', '/account/'],
    ...policy,
  });
  const add = (name: string, changes: Partial<DeviceRow>) => engine.addDevice('alice', { name, ...changes });
  return { ...engine, application, add };
}

onBothStores('claims that not every device knows', (fresh) => {
  it('login paths travel with the origins, and only with them', async () => {
    const { challenges, application, add, challengeJws } = await pathsEngine(await fresh());
    await add('New', { features: KNOWS });
    const bound = await challenges.create({ application, username: 'alice' });
    expect(readChallenge(await challengeJws(bound.id))).toMatchObject({
      origins: [NOTES],
      paths: ['/login', '/account/'],
    });
    const plain = await challenges.create({ application: { ...application, match: 'code' }, username: 'alice' });
    expect(readChallenge(await challengeJws(plain.id))).not.toHaveProperty('paths');
  });

  it('a device that hasn’t named paths isn’t asked, lists nothing and can’t answer; one that has is', async () => {
    const { challenges, application, add, decide } = await pathsEngine(await fresh());
    const old = await add('Old', { kind: 'extension' });
    const updated = await add('New', { kind: 'extension', features: KNOWS, created_at_ms: old.row.created_at_ms + 1 });
    const { id, code = '', devices } = await challenges.create({ application, username: 'alice' });
    expect(devices.map(({ name }) => name)).toEqual(['New']);
    expect(await challenges.pendingFor(old.row)).toEqual([]);
    expect(await challenges.pendingFor(updated.row)).toHaveLength(1);
    for (const answer of [{ code }, { origin: NOTES }, { decision: 'deny' as const }]) {
      await expect(decide(old, id, answer)).rejects.toMatchObject({ code: 'decision_invalid' });
    }
    expect(await decide(updated, id, { origin: NOTES })).toMatchObject({ state: 'approved' });
  });

  it('the realm is named once every device knows the claim, and where it has a name that says more', async () => {
    const { challenges, application, add, challengeJws, store } = await pathsEngine(await fresh(), { loginPaths: [] });
    const realmOf = async () => {
      const { id } = await challenges.create({ application, username: 'alice' });
      return readChallenge(await challengeJws(id)).app.realm;
    };
    await add('New', { features: KNOWS });
    expect(await realmOf()).toBe('Test realm');
    const old = await add('Old', {});
    expect(await realmOf()).toBeUndefined();
    await store.db.updateTable('devices').set({ state: 'revoked' }).where('id', '=', old.row.id).execute();
    const rename = (name: string) => store.db.updateTable('realms').set({ name }).execute();
    await rename('default');
    expect(await realmOf()).toBeUndefined();
    await rename(application.name);
    expect(await realmOf()).toBeUndefined();
    await rename('ä'.repeat(60));
    expect(Buffer.byteLength((await realmOf()) ?? '')).toBeLessThanOrEqual(60);
  });

  it('a device that hasn’t named it doesn’t count among those that can approve', async () => {
    const { challenges, application, add } = await pathsEngine(await fresh(), { match: ['origin'] });
    const create = () => challenges.create({ application, username: 'alice' });
    await add('Old', { kind: 'extension' });
    await expect(create()).rejects.toMatchObject({ code: 'no_active_device' });
    await add('Phone', { kind: 'pwa', features: KNOWS });
    await expect(create()).rejects.toMatchObject({ code: 'no_active_device' });
    await add('New', { kind: 'extension', features: KNOWS });
    await expect(create()).resolves.toMatchObject({ state: 'pending' });
  });

  it('a request without such claims goes to every device', async () => {
    const { challenges, application, add } = await pathsEngine(await fresh(), { loginPaths: [] });
    const old = await add('Old', {});
    expect((await challenges.create({ application, username: 'alice' })).devices).toHaveLength(1);
    expect(await challenges.pendingFor(old.row)).toHaveLength(1);
  });

  it('names from before the rule for texts are shown as far as they can be read', async () => {
    const { challenges, application, add, store, challengeJws } = await pathsEngine(await fresh());
    await add('New', { features: KNOWS });
    await store.db.updateTable('users').set({ username: 'al\u{F0000}ice' }).execute();
    const old = { ...application, name: 'Bank\u{E0041}' };
    const { id } = await challenges.create({ application: old, username: 'al\u{F0000}ice' });
    expect(readChallenge(await challengeJws(id))).toMatchObject({
      app: { name: 'Bank\ufffd' },
      action: { title: 'Sign in as al\ufffdice' },
    });
  });
});
