import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { NodError, type NodErrorCode } from '../diagnostics/errors.ts';
import { listEvents } from '../events/list.ts';
import type { Store } from '../store/store.ts';
import { onBothStores, openAgain, TEST_REALM } from '../store/testing.ts';
import { createAccounts } from './accounts.ts';
import { parseApiKey } from './api-keys.ts';
import { applicationView } from './applications.ts';

const START_MS = 1_785_000_000_000;
const secret = new Uint8Array(32).fill(1);

function accountsOn(store: Store, options: { allowHttpLocalhost?: boolean } = {}) {
  const time = { nowMs: START_MS };
  const accounts = createAccounts(
    { store, clock: () => time.nowMs, randomBytes, keys: { secret } },
    { allowHttpLocalhost: options.allowHttpLocalhost ?? false },
  );
  return { accounts, time };
}

async function refused(work: Promise<unknown>): Promise<NodError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason) => reason,
  );
  if (!(error instanceof NodError)) throw new Error(`not refused with a code: ${error}`);
  return error;
}
const codeOf = async (work: Promise<unknown>): Promise<NodErrorCode> => (await refused(work)).code;

const shop = { name: 'Shop', origins: ['https://shop.example'] };
/** An application as `ensureUser` is asked by it. */
const shopRow = { id: `app_${'S'.repeat(22)}`, realm_id: TEST_REALM.id };

onBothStores('applications', (fresh) => {
  test('a new application has the defaults of the design, and its key authenticates it', async () => {
    const { accounts } = accountsOn(await fresh());
    const { id, name, apiKey } = await accounts.createApplication(shop);
    expect(name).toBe('Shop');
    const { application, scopes, keyId } = await accounts.authenticate(apiKey);
    expect(applicationView(application)).toEqual({
      id,
      name: 'Shop',
      origins: ['https://shop.example'],
      loginPaths: [],
      match: 'code',
      originRequired: false,
      userVerification: 'discouraged',
      unknownBrowser: 'same',
      digits: 6,
      ttlSeconds: 120,
      revealDenial: true,
      webhookUrl: null,
      pairing: 'link',
      parallel: false,
      fallbacks: null,
      createdAtMs: START_MS,
    });
    expect(application).toEqual(await accounts.getApplication(id));
    expect(scopes).toEqual(['challenges']);
    expect(apiKey).toMatch(new RegExp(`^nod_${keyId}_[0-9a-f]{32}$`));
  });

  test('the database holds no usable secret', async () => {
    const store = await fresh();
    const { accounts } = accountsOn(store);
    const webhook = { url: 'https://shop.example/enrol', username: 'nod', password: 'hunter2-hunter2' };
    const { id, apiKey } = await accounts.createApplication({ ...shop, webhook });
    const everything = JSON.stringify([
      await store.db.selectFrom('applications').selectAll().execute(),
      await store.db.selectFrom('api_keys').selectAll().execute(),
      await store.db.selectFrom('events').selectAll().execute(),
    ]);
    expect(everything).not.toContain(parseApiKey(apiKey)?.secret);
    expect(everything).not.toContain('hunter2');
    expect(accounts.webhookOf(await accounts.getApplication(id))).toEqual(webhook);
  });

  test('a wrong secret, an unknown key id, and text that is no key are refused with the same words', async () => {
    const { accounts } = accountsOn(await fresh());
    const { apiKey } = await accounts.createApplication(shop);
    const key = parseApiKey(apiKey);
    const wrong = [
      apiKey.slice(0, -1) + (apiKey.endsWith('0') ? '1' : '0'),
      `nod_aaaaaaaaaaaa_${key?.secret}`,
      `nod_${key?.id}_${'0'.repeat(32)}`,
      `nod_${key?.id}_`,
      `nod_${key?.id}`,
      apiKey.toUpperCase(),
      `${apiKey} `,
      ` ${apiKey}`,
      `${apiKey}\n`,
      `${apiKey}0`,
      '',
      'nod__',
      "nod_' or 1=1 --_x",
      `nod_${key?.id}\0_${key?.secret}`,
      'x'.repeat(1_000_000),
    ];
    const messages = new Set<string>();
    for (const text of wrong) {
      const error = await refused(accounts.authenticate(text));
      expect(error.code, JSON.stringify(text.slice(0, 60))).toBe('unauthorized');
      messages.add(error.message);
    }
    expect(messages.size).toBe(1);
    expect([...messages][0]).not.toContain(key?.id);
  });

  test('a key with the secret of another application opens neither', async () => {
    const { accounts } = accountsOn(await fresh());
    const one = parseApiKey((await accounts.createApplication(shop)).apiKey);
    const two = parseApiKey((await accounts.createApplication({ ...shop, name: 'Other' })).apiKey);
    expect(await codeOf(accounts.authenticate(`nod_${one?.id}_${two?.secret}`))).toBe('unauthorized');
    expect(await codeOf(accounts.authenticate(`nod_${two?.id}_${one?.secret}`))).toBe('unauthorized');
  });

  test('after a rotation both keys work until the overlap ends, then only the new one', async () => {
    const { accounts, time } = accountsOn(await fresh());
    const { id, apiKey } = await accounts.createApplication({ ...shop, scopes: ['challenges'] });
    const rotated = await accounts.rotateKey(id, { overlapSeconds: 60 });
    expect(rotated.previousExpiresAtMs).toBe(START_MS + 60_000);
    for (const key of [apiKey, rotated.apiKey]) {
      expect((await accounts.authenticate(key)).application.id).toBe(id);
    }
    expect((await accounts.authenticate(rotated.apiKey)).scopes).toEqual(['challenges']);
    time.nowMs += 59_999;
    await accounts.authenticate(apiKey);
    time.nowMs += 1;
    expect(await codeOf(accounts.authenticate(apiKey))).toBe('unauthorized');
    await accounts.authenticate(rotated.apiKey);
  });

  test('a rotation without overlap ends the old keys at once, also those in an earlier overlap', async () => {
    const { accounts, time } = accountsOn(await fresh());
    const { id, apiKey } = await accounts.createApplication(shop);
    const second = await accounts.rotateKey(id, { overlapSeconds: 3600 });
    time.nowMs += 1000;
    const third = await accounts.rotateKey(id, { overlapSeconds: 0 });
    expect(await codeOf(accounts.authenticate(apiKey))).toBe('unauthorized');
    expect(await codeOf(accounts.authenticate(second.apiKey))).toBe('unauthorized');
    await accounts.authenticate(third.apiKey);
  });

  test('a later rotation never lengthens the life of a key that was going to end earlier', async () => {
    const { accounts, time } = accountsOn(await fresh());
    const { id, apiKey } = await accounts.createApplication(shop);
    await accounts.rotateKey(id, { overlapSeconds: 60 });
    await accounts.rotateKey(id, { overlapSeconds: 3600 });
    time.nowMs += 60_000;
    expect(await codeOf(accounts.authenticate(apiKey))).toBe('unauthorized');
  });

  test('scopes that were taken away don’t come back, though a clock ran ahead when the wider key was made', async () => {
    const { accounts, time } = accountsOn(await fresh());
    time.nowMs += 86_400_000;
    const { id } = await accounts.createApplication({ ...shop, scopes: ['challenges', 'enroll', 'users'] });
    time.nowMs -= 86_400_000;
    await accounts.rotateKey(id, { overlapSeconds: 0, scopes: ['challenges'] });
    expect((await accounts.rotateKey(id, { overlapSeconds: 0 })).scopes).toEqual(['challenges']);
  });

  test('after several rotations at once, one key stays without an end', async () => {
    const store = await fresh();
    const { accounts } = accountsOn(store);
    const { id } = await accounts.createApplication(shop);
    await Promise.all([1, 2, 3].map(() => accounts.rotateKey(id, { overlapSeconds: 60 })));
    const lasting = await store.db
      .selectFrom('api_keys')
      .select('id')
      .where('application_id', '=', id)
      .where('expires_at_ms', 'is', null)
      .execute();
    expect(lasting).toHaveLength(1);
  });

  test('an application that doesn’t exist is application_unknown', async () => {
    const { accounts } = accountsOn(await fresh());
    for (const id of ['app_none', '', "' or 1=1 --", 'app_\0', 'x'.repeat(100_000)]) {
      expect(await codeOf(accounts.getApplication(id))).toBe('application_unknown');
      expect(await codeOf(accounts.rotateKey(id, { overlapSeconds: 0 }))).toBe('application_unknown');
    }
  });

  test('settings outside their limits are refused and name the field (N3: at most 600 seconds)', async () => {
    const store = await fresh();
    const { accounts } = accountsOn(store);
    const webhook = { url: 'https://a.example', username: 'u', password: 'p' };
    const bad: [string, object][] = [
      ['digits', { digits: 1 }],
      ['digits', { digits: 9 }],
      ['digits', { digits: 6.5 }],
      ['ttlSeconds', { ttlSeconds: 29 }],
      ['ttlSeconds', { ttlSeconds: 601 }],
      ['ttlSeconds', { ttlSeconds: Number.NaN }],
      ['match', { match: 'anything' }],
      ['scopes', { scopes: [] }],
      ['scopes', { scopes: ['challenges', 'admin'] }],
      ['origins', { origins: Array.from({ length: 11 }, (_, index) => `https://a${index}.example`) }],
      ['origins.0', { origins: ['nonsense'] }],
      ['origins.0', { origins: ['http://shop.example'] }],
      ['name', { name: '' }],
      ['webhook.url', { webhook: { ...webhook, url: 'http://a.example' } }],
      ['webhook.url', { webhook: { ...webhook, url: 'nonsense' } }],
      ['webhook.url', { webhook: { ...webhook, url: 'https://u:p@a.example' } }],
      ['webhook.username', { webhook: { ...webhook, username: 'a:b' } }],
      ['webhook.password', { webhook: { ...webhook, password: 'a\r\nb' } }],
      ['admin', { admin: true }],
    ];
    for (const [field, change] of bad) {
      const error = await refused(accounts.createApplication({ ...shop, ...change }));
      expect(error.code, field).toBe('request_malformed');
      expect(error.message).toContain(field);
    }
    expect(await store.db.selectFrom('applications').selectAll().where('builtin', '=', 0).execute()).toEqual([]);
    for (const overlapSeconds of [-1, 0.5, Number.NaN, 30 * 86_400 + 1]) {
      expect(await codeOf(accounts.rotateKey('app_x', { overlapSeconds }))).toBe('request_malformed');
    }
  });

  test('the list comes in pages, each application once, oldest first', async () => {
    const { accounts, time } = accountsOn(await fresh());
    const ids: string[] = [];
    for (let index = 0; index < 7; index += 1) {
      ids.push((await accounts.createApplication({ ...shop, name: `App ${index}` })).id);
      // Some share their millisecond.
      if (index % 3 === 0) time.nowMs += 1;
    }
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await accounts.listApplications({ limit: 3, after });
      expect(page.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.items.map((row) => row.id));
      after = page.nextAfter ?? undefined;
    } while (after !== undefined);
    expect([...seen].sort()).toEqual([...ids].sort());
    expect(seen[0]).toBe(ids[0]);
    expect(await codeOf(accounts.listApplications({ limit: 3, after: 'app_\0' }))).toBe('request_malformed');
  });

  test('a creation and a rotation leave an event each', async () => {
    const store = await fresh();
    const { accounts } = accountsOn(store);
    const { id } = await accounts.createApplication(shop);
    await accounts.rotateKey(id, { overlapSeconds: 5 });
    const { items } = await listEvents(store.db, { applicationId: id, limit: 10 });
    expect(items.map((event) => event.type)).toEqual(['application.key_rotated', 'application.created']);
  });
});

onBothStores('users', (fresh) => {
  test('a user is found in any case and composition of the name', async () => {
    const { accounts } = accountsOn(await fresh());
    const user = await accounts.createUser(TEST_REALM.id, { username: 'Zoë', displayName: 'Zoë Müller' });
    expect(user).toMatchObject({ username: 'zoë', display_name: 'Zoë Müller', consecutive_failures: 0 });
    for (const name of ['zoë', 'ZOË', 'zoe\u0308', 'ZOE\u0308']) {
      expect((await accounts.getUser(TEST_REALM.id, name)).id).toBe(user.id);
    }
    expect(await codeOf(accounts.createUser(TEST_REALM.id, { username: 'ZOE\u0308' }))).toBe('username_taken');
    expect((await accounts.getUserById(user.id)).username).toBe('zoë');
    expect(await codeOf(accounts.getUser(TEST_REALM.id, 'zoe'))).toBe('user_unknown');
  });

  test('of many calls that take one name at once, one gets it and the others are told', async () => {
    const store = await fresh();
    const { accounts } = accountsOn(store);
    const results = await Promise.allSettled(
      Array.from({ length: 12 }, (_, index) =>
        accounts.createUser(TEST_REALM.id, { username: index % 2 === 0 ? 'alice' : 'Alice' }),
      ),
    );
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'username_taken' });
    }
    expect(await store.db.selectFrom('users').select('username').execute()).toEqual([{ username: 'alice' }]);
    expect(await store.db.selectFrom('events').select('type').execute()).toEqual([{ type: 'user.created' }]);
  });

  test('of several users who get one name at once, on two processes, one gets it, and nothing changes for the others', async () => {
    const store = await fresh();
    const other = await openAgain(store);
    try {
      const processes = [accountsOn(store).accounts, accountsOn(other).accounts];
      const old = Array.from({ length: 8 }, (_, index) => `user${index}`);
      const ids: string[] = [];
      for (const username of old)
        ids.push((await accountsOn(store).accounts.createUser(TEST_REALM.id, { username })).id);
      const results = await Promise.all([
        ...ids.map((id, index) =>
          processes[index % 2]?.renameUser(id, 'Alice', { madeBy: 'olga' }).catch((error) => error.code),
        ),
        processes[1]?.createUser(TEST_REALM.id, { username: 'alice' }).catch((error) => error.code),
      ]);
      expect(results.filter((result) => result === 'username_taken')).toHaveLength(8);
      const rows = await store.db.selectFrom('users').select('username').where('id', 'in', ids).execute();
      const kept = rows.filter(({ username }) => old.includes(username)).length;
      const renamed = (await store.db.selectFrom('events').select('type').execute()).filter(
        ({ type }) => type === 'user.renamed',
      );
      expect(kept + renamed.length).toBe(8);
      expect((await processes[0]?.getUser(TEST_REALM.id, 'alice'))?.username).toBe('alice');
    } finally {
      await other.close();
    }
  });

  test('ensureUser makes a user once, even in calls at once, and leaves an existing one as it is', async () => {
    const store = await fresh();
    const { accounts } = accountsOn(store);
    const users = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        accounts.ensureUser(shopRow, { username: 'bob', displayName: `Bob ${index}` }),
      ),
    );
    expect(new Set(users.map((user) => user.id)).size).toBe(1);
    const again = await accounts.ensureUser(shopRow, { username: 'BOB', displayName: 'Mallory' });
    expect(again.id).toBe(users[0]?.id);
    expect(again.display_name).not.toBe('Mallory');
    expect(await store.db.selectFrom('users').selectAll().execute()).toHaveLength(1);
  });

  test('hostile usernames are refused at creation and unknown at look-up', async () => {
    const store = await fresh();
    const { accounts } = accountsOn(store);
    const hostile = [
      '',
      ' ',
      'a b',
      'a\0b',
      'a\nb',
      'a\u202Eb',
      'a\u200Bb',
      '\uD800',
      'x'.repeat(129),
      'é'.repeat(1_000_000),
    ];
    for (const username of hostile) {
      expect(
        await codeOf(accounts.createUser(TEST_REALM.id, { username })),
        JSON.stringify(username.slice(0, 20)),
      ).toBe('request_malformed');
      expect(await codeOf(accounts.ensureUser(shopRow, { username }))).toBe('request_malformed');
      expect(await codeOf(accounts.getUser(TEST_REALM.id, username))).toBe('user_unknown');
    }
    expect(await store.db.selectFrom('users').selectAll().execute()).toEqual([]);
  });

  test('names that look like SQL, paths or markup are names', async () => {
    const { accounts } = accountsOn(await fresh());
    for (const username of [
      `robert');drop/**/table/**/users;--`,
      '../../etc/passwd',
      '<script>',
      '%00',
      '__proto__',
      "o'neil",
    ]) {
      const user = await accounts.createUser(TEST_REALM.id, { username });
      expect((await accounts.getUser(TEST_REALM.id, username)).id).toBe(user.id);
    }
  });

  test('the list comes in pages by name', async () => {
    const { accounts } = accountsOn(await fresh());
    const names = ['zoe', 'Alice', 'bob', 'ängström', '_x'];
    for (const username of names) await accounts.createUser(TEST_REALM.id, { username });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await accounts.listUsers(TEST_REALM.id, { limit: 2, after });
      seen.push(...page.items.map((row) => row.username));
      after = page.nextAfter ?? undefined;
    } while (after !== undefined);
    expect(seen).toEqual(names.map((name) => name.toLowerCase()).sort());
  });
});
