import { expect, it } from 'vitest';
import { readChallenge } from '../../shared/protocol/challenge.ts';
import { DEVICE_FEATURES } from '../../shared/protocol/features.ts';
import type { NewApplication } from '../accounts/new-application.ts';
import type { Store } from '../store/store.ts';
import { onBothStores } from '../store/testing.ts';
import { engineOn } from './testing-engine.ts';

const KNOWS = { features: JSON.stringify([...DEVICE_FEATURES].sort()) };

async function asking(store: Store, policy: Partial<NewApplication>) {
  const engine = await engineOn(store);
  const application = await engine.addApplication(policy);
  const phone = await engine.addDevice('alice', KNOWS);
  /** A login as its application tells of it. @param more what it asks for itself */
  async function ask(browserKnown: boolean | undefined, more: { match?: 'code' | 'none' } = {}) {
    const context = { ip: '203.0.113.7', ...(browserKnown === undefined ? {} : { browserKnown }) };
    const { id } = await engine.challenges.create({ application, username: 'alice', context, ...more });
    const { match, uv, context: told } = readChallenge(await engine.challengeJws(id));
    return { match, uv, told: told.browserKnown };
  }
  return { ...engine, application, phone, ask };
}

onBothStores('a browser that the application knows, or doesn’t', (fresh) => {
  it('M2: is told to the devices as the application says it, once all of them know the claim', async () => {
    const { ask, addDevice } = await asking(await fresh(), {});
    expect(await ask(false)).toMatchObject({ told: false });
    expect(await ask(true)).toMatchObject({ told: true });
    expect(await ask(undefined)).toMatchObject({ told: undefined });
    await addDevice('alice', { features: JSON.stringify(['realm', 'paths']) });
    expect(await ask(false)).toMatchObject({ told: undefined });
  });

  it('M2: with --unknown-browser code one tap is enough in a known browser only, and an untold one isn’t known', async () => {
    const { ask } = await asking(await fresh(), { match: 'none', unknownBrowser: 'code' });
    expect(await ask(true)).toMatchObject({ match: 'none', uv: 'discouraged' });
    expect(await ask(false)).toMatchObject({ match: 'code', uv: 'discouraged' });
    expect(await ask(undefined)).toMatchObject({ match: 'code' });
    await expect(ask(false, { match: 'none' })).rejects.toMatchObject({ code: 'match_not_allowed' });
  });

  it('M2: with --unknown-browser verify the person is verified as well, also where old devices can’t be told why', async () => {
    const store = await fresh();
    const { ask, addDevice } = await asking(store, { match: 'none', unknownBrowser: 'verify' });
    const { row } = await addDevice('alice', { kind: 'extension' });
    const confirms = { credential_id: 'AA', jwk: '{}', rp_id_hash: '', origin: '', sign_count: 0, created_at_ms: 0 };
    await store.db
      .insertInto('verifiers')
      .values({ device_id: row.id, ...confirms })
      .execute();
    expect(await ask(true)).toMatchObject({ match: 'none', uv: 'discouraged' });
    expect(await ask(false)).toEqual({ match: 'code', uv: 'required', told: undefined });
  });

  it('M2: a policy that names nothing asks as ever, and may be changed', async () => {
    const { ask, accounts, application } = await asking(await fresh(), { match: 'none' });
    expect(await ask(false)).toMatchObject({ match: 'none', uv: 'discouraged' });
    await accounts.changePolicy(application, { unknownBrowser: 'code' });
    expect(await accounts.getApplication(application.id)).toMatchObject({ match: 'none', unknown_browser: 'code' });
    await expect(accounts.changePolicy(application, { unknownBrowser: 'never' })).rejects.toMatchObject({
      code: 'request_malformed',
    });
  });
});
