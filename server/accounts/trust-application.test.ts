import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { onBothStores, TEST_REALM } from '../store/testing.ts';
import { createAccounts } from './accounts.ts';
import { trustApplicationId, trustApplicationOf } from './trust-application.ts';

onBothStores('the built-in application of a realm', (fresh) => {
  test('it is made with the realm, stands in no list, and nothing that is done to applications can be done to it', async () => {
    const store = await fresh();
    const clock = () => 1_790_000_000_000;
    const accounts = createAccounts({ store, clock, randomBytes, keys: { secret: new Uint8Array(32) } });
    const realm = await accounts.createRealm('Harbour');
    const builtin = await trustApplicationOf(store.db, realm.id);
    expect(builtin).toMatchObject({ realm_id: realm.id, builtin: 1, match: 'code', digits: 6 });
    const { id, realm: own } = await accounts.createApplication({ name: 'Nod', origins: ['https://nod.example'] });
    expect(own).toBe('Nod');
    expect((await accounts.listApplications({ limit: 9 })).items.map((row) => row.id)).toEqual([id]);
    expect(await accounts.listRealms()).toMatchObject([
      { name: 'Harbour', applications: 0 },
      { name: 'Nod', applications: 1 },
      { name: TEST_REALM.name, applications: 0 },
    ]);
    const unknown = { code: 'application_unknown' };
    await expect(accounts.getApplication(builtin.id)).rejects.toMatchObject(unknown);
    await expect(accounts.changePolicy(builtin, { digits: 2 })).rejects.toMatchObject(unknown);
    await expect(accounts.rotateKey(builtin.id, { overlapSeconds: 0 })).rejects.toMatchObject(unknown);
    await expect(accounts.moveApplication(builtin.id, TEST_REALM)).rejects.toMatchObject(unknown);
    expect(await trustApplicationOf(store.db, realm.id)).toEqual(builtin);
  });

  test('an application that is alone in its realm but for it takes its users along', async () => {
    const store = await fresh();
    const accounts = createAccounts({ store, clock: () => 1, randomBytes, keys: { secret: new Uint8Array(32) } });
    const { id } = await accounts.createApplication({ name: 'Wiki', origins: ['https://wiki.example'] });
    const { realm_id: from } = await accounts.getApplication(id);
    await accounts.createUser(from, { username: 'erin' });
    expect(await accounts.moveApplication(id, TEST_REALM)).toBe(1);
    const inRealm = store.db.selectFrom('applications').select('id').where('realm_id', '=', from);
    expect(await inRealm.execute()).toEqual([{ id: trustApplicationId(from) }]);
  });
});
