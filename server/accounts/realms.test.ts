import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { newId } from '../crypto/ids.ts';
import { NodError } from '../diagnostics/errors.ts';
import { listEvents } from '../events/list.ts';
import type { Store } from '../store/store.ts';
import { deviceRow, onBothStores, TEST_REALM } from '../store/testing.ts';
import { createAccounts } from './accounts.ts';
import { DEFAULT_REALM, shownRealmName } from './realms.ts';

function accountsOn(store: Store) {
  return createAccounts({ store, clock: Date.now, randomBytes, keys: { secret: new Uint8Array(32) } });
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'not refused',
    (error: unknown) => (error instanceof NodError ? error.code : String(error)),
  );

/** Someone's device in any state, for rules that ask only whether there is one. */
async function giveDevice(store: Store, userId: string): Promise<void> {
  const row = deviceRow(newId('dev_', randomBytes), userId, { state: 'revoked', revoked_at_ms: 1 });
  await store.db.insertInto('devices').values(row).execute();
}

const bank = { name: 'Bank', origins: ['https://bank.example'] };
const forum = { name: 'Forum', origins: ['https://forum.example'] };

onBothStores('realms', (fresh) => {
  test('each application has a realm of its own name, and a username is another person in another realm', async () => {
    const accounts = accountsOn(await fresh());
    const [one, two] = [await accounts.createApplication(bank), await accounts.createApplication(forum)];
    expect([one.realm, two.realm]).toEqual(['Bank', 'Forum']);
    const [bankRow, forumRow] = [await accounts.getApplication(one.id), await accounts.getApplication(two.id)];
    const atForum = await accounts.ensureUser(forumRow, { username: 'bob@bank.example' });
    expect(await codeOf(accounts.getUser(bankRow.realm_id, 'bob@bank.example'))).toBe('user_unknown');
    const atBank = await accounts.ensureUser(bankRow, { username: 'BOB@bank.example' });
    expect(atBank.id).not.toBe(atForum.id);
    expect((await accounts.getUser(forumRow.realm_id, 'bob@bank.example')).id).toBe(atForum.id);
    expect((await accounts.listUsers(bankRow.realm_id, { limit: 10 })).items.map(({ id }) => id)).toEqual([atBank.id]);
    const named = await accounts.usersNamed('bob@bank.example');
    expect(named.map(({ id, realm }) => [id, realm])).toEqual([
      [atBank.id, 'Bank'],
      [atForum.id, 'Forum'],
    ]);
  });

  test('an application that names a realm joins it; one that isn’t there is an error and makes nothing', async () => {
    const store = await fresh();
    const accounts = accountsOn(store);
    const home = await accounts.createRealm('home');
    const wiki = await accounts.createApplication({ ...bank, name: 'Wiki', realm: 'home' });
    expect((await accounts.getApplication(wiki.id)).realm_id).toBe(home.id);
    expect(await codeOf(accounts.createApplication({ ...forum, realm: 'hom' }))).toBe('realm_unknown');
    expect((await accounts.listApplications({ limit: 9 })).items).toMatchObject([{ name: 'Wiki' }]);
    await expect(accounts.getRealm('nowhere')).rejects.toThrow('"Test realm", "home"');
  });

  test('no realm is made of the name of a realm or an application that there is, however many ask at once', async () => {
    const store = await fresh();
    const accounts = accountsOn(store);
    await accounts.createApplication({ ...bank, realm: TEST_REALM.name });
    for (const name of ['Bank', TEST_REALM.name, DEFAULT_REALM]) {
      expect(await codeOf(accounts.createApplication({ ...bank, name })), name).toBe('name_taken');
    }
    const answers = await Promise.all([1, 2, 3].map(() => codeOf(accounts.createApplication(forum))));
    expect(answers.sort()).toEqual(['name_taken', 'name_taken', 'not refused']);
    expect(await codeOf(accounts.createRealm('Forum'))).toBe('name_taken');
    expect(await codeOf(accounts.createRealm(DEFAULT_REALM))).toBe('name_taken');
    expect(await codeOf(accounts.createRealm('a\u202Eb'))).toBe('request_malformed');
  });

  test('a renamed realm keeps what is in it, and its name stays one of a kind', async () => {
    const store = await fresh();
    const accounts = accountsOn(store);
    const { id } = await accounts.createApplication(bank);
    const realm = await accounts.getRealm('Bank');
    expect(await codeOf(accounts.renameRealm(realm, TEST_REALM.name))).toBe('name_taken');
    expect(await codeOf(accounts.renameRealm(realm, DEFAULT_REALM))).toBe('name_taken');
    expect(await codeOf(accounts.renameRealm(realm, ' '))).toBe('request_malformed');
    await accounts.renameRealm(realm, 'Harbour people');
    expect(await accounts.getRealm('Harbour people')).toMatchObject({ id: realm.id });
    expect((await accounts.getApplication(id)).realm_id).toBe(realm.id);
    expect(await codeOf(accounts.getRealm('Bank'))).toBe('realm_unknown');
    const { items } = await listEvents(store.db, { types: ['realm.renamed'], limit: 9 });
    expect(items.map(({ detail }) => detail)).toEqual([{ realmId: realm.id, from: 'Bank', to: 'Harbour people' }]);
  });

  test('the only realm needs no name; of several, the error lists them', async () => {
    const accounts = accountsOn(await fresh());
    expect((await accounts.onlyRealm()).id).toBe(TEST_REALM.id);
    await accounts.createRealm('home');
    await expect(accounts.onlyRealm()).rejects.toThrow('--realm NAME. There are: "Test realm", "home".');
  });

  test('an application moves with the users that it had to itself, but for names that the other realm has', async () => {
    const store = await fresh();
    const accounts = accountsOn(store);
    const { id } = await accounts.createApplication(bank);
    const row = await accounts.getApplication(id);
    const alice = await accounts.ensureUser(row, { username: 'alice' });
    const bob = await accounts.ensureUser(row, { username: 'bob' });
    const theirBob = await accounts.createUser(TEST_REALM.id, { username: 'bob' });
    await store.db
      .insertInto('enrollments')
      .values({
        id: newId('enr_', randomBytes),
        user_id: bob.id,
        application_id: id,
        lookup: 'AAAA',
        code_mac: '',
        token_hash: '',
        state: 'open',
        tries_left: 5,
        nonce_hash: null,
        created_at_ms: 1,
        expires_at_ms: 2,
      })
      .execute();
    expect(await accounts.moveApplication(id, TEST_REALM)).toBe(1);
    expect((await accounts.getApplication(id)).realm_id).toBe(TEST_REALM.id);
    expect((await accounts.getUser(TEST_REALM.id, 'alice')).id).toBe(alice.id);
    expect((await accounts.getUser(TEST_REALM.id, 'bob')).id).toBe(theirBob.id);
    expect((await accounts.getUserById(bob.id)).realm_id).toBe(row.realm_id);
    expect(await store.db.selectFrom('enrollments').select('state').execute()).toEqual([{ state: 'closed' }]);
    expect(await accounts.moveApplication(id, TEST_REALM)).toBe(0);
    expect(await codeOf(accounts.moveApplication('app_\0', TEST_REALM))).toBe('application_unknown');
  });

  test('an application doesn’t move once one of its users has, or had, a device', async () => {
    const store = await fresh();
    const accounts = accountsOn(store);
    const { id } = await accounts.createApplication(bank);
    const row = await accounts.getApplication(id);
    await giveDevice(store, (await accounts.ensureUser(row, { username: 'alice' })).id);
    expect(await codeOf(accounts.moveApplication(id, TEST_REALM))).toBe('application_in_use');
    expect(await accounts.getApplication(id)).toEqual(row);
  });

  test('out of a shared realm an application moves alone, whatever devices the users of the others have', async () => {
    const store = await fresh();
    const accounts = accountsOn(store);
    const shared = await accounts.createRealm('home');
    const { id } = await accounts.createApplication({ ...bank, realm: 'home' });
    await accounts.createApplication({ ...forum, realm: 'home' });
    const alice = await accounts.createUser(shared.id, { username: 'alice' });
    await giveDevice(store, alice.id);
    expect(await accounts.moveApplication(id, TEST_REALM)).toBe(0);
    expect((await accounts.getUserById(alice.id)).realm_id).toBe(shared.id);
    expect(await accounts.listRealms()).toMatchObject([
      { name: TEST_REALM.name, applications: 1, users: 0 },
      { name: 'home', applications: 1, users: 1 },
    ]);
  });
});

test('the realm of what was there before has the server’s name for people', () => {
  expect(shownRealmName({ name: DEFAULT_REALM }, 'Example')).toBe('Example');
  expect(shownRealmName({ name: 'Bank' }, 'Example')).toBe('Bank');
});
