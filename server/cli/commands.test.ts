import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createAccounts } from '../accounts/accounts.ts';
import { loadOrCreateKeys } from '../crypto/keys.ts';
import { listEvents } from '../events/list.ts';
import type { DeviceRow } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { deviceRow, locationOf, onBothStores, TEST_REALM } from '../store/testing.ts';
import { nod } from './testing-terminal.ts';

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

function emptyDirectory(): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'nod-cli-'));
  directories.push(directory);
  return directory;
}

function environmentOf(store: Store) {
  const { dataDir, databaseUrl } = locationOf(store);
  return {
    NOD_ORIGIN: 'https://nod.example.org',
    NOD_VAPID_SUBJECT: 'mailto:ops@example.org',
    NOD_DATA_DIR: dataDir === '' ? emptyDirectory() : dataDir,
    NOD_DATABASE_URL: databaseUrl,
  };
}

const device = (userId: string, change: Partial<DeviceRow> = {}): DeviceRow =>
  deviceRow(`dev_${'a'.repeat(22)}`, userId, {
    delivery: 'push',
    endpoint: 'https://fcm.googleapis.com/wp/secret-endpoint',
    p256dh: 'p',
    auth: 'secret-auth',
    vapid_key_id: 'v',
    push_health: 'sent',
    push_health_at_ms: 1,
    created_at_ms: Date.now(),
    activated_at_ms: Date.now(),
    last_seen_ms: Date.now(),
    ...change,
  });

onBothStores('nod app', (fresh) => {
  test('policy changes what the options say and leaves the rest; options that make no policy are refused and change nothing', async () => {
    const store = await fresh();
    const environment = environmentOf(store);
    await nod(['app', 'create', 'Wiki', '--origin', 'https://wiki.example', '--json'], environment);
    const changed = await nod(['app', 'policy', 'Wiki', '--match', 'origin,code', '--json'], environment);
    expect(changed).toMatchObject({ exitCode: 0, err: '' });
    const policy = { match: 'origin', originRequired: false, digits: 6, origins: ['https://wiki.example'] };
    expect(JSON.parse(changed.out)).toMatchObject(policy);
    const paths = ['--login-path', '/login', '--login-path', '/account/'];
    const placed = await nod(['app', 'policy', 'Wiki', ...paths, '--json'], environment);
    expect(JSON.parse(placed.out)).toMatchObject({ ...policy, loginPaths: ['/login', '/account/'] });
    const anywhere = await nod(['app', 'policy', 'Wiki', '--login-path', '', '--json'], environment);
    expect(JSON.parse(anywhere.out)).toMatchObject({ ...policy, loginPaths: [] });
    const strict = await nod(['app', 'policy', 'Wiki', '--origin-required', '--digits', '8'], environment);
    expect(strict.out).toContain('Wiki now asks: origin only.');
    for (const options of [
      ['--match', 'magic'],
      ['--match', 'code', '--origin-required'],
      ['--origin', 'http://wiki.example'],
      ['--digits', '9'],
      ['--origin-required', '--origin-optional'],
    ]) {
      const refused = await nod(['app', 'policy', 'Wiki', ...options], environment);
      expect(refused.exitCode, options.join(' ')).toBe(2);
    }
    expect((await nod(['app', 'policy', 'Nobody', '--digits', '6'], environment)).exitCode).toBe(3);
    const [listed] = JSON.parse((await nod(['app', 'list', '--json'], environment)).out);
    expect(listed).toMatchObject({ ...policy, originRequired: true, digits: 8 });
    const events = await store.db.selectFrom('events').select(['type', 'detail']).orderBy('id').execute();
    expect(events.map(({ type }) => type)).toEqual([
      'realm.created',
      'application.created',
      'application.policy_changed',
      'application.policy_changed',
      'application.policy_changed',
      'application.policy_changed',
    ]);
    expect(JSON.parse(events.at(-1)?.detail ?? '')).toMatchObject({ match: 'origin', originRequired: true, digits: 8 });
  });

  test('only a server that nobody else can reach takes http://localhost, whatever NOD_DEMO says', async () => {
    const environment = { ...environmentOf(await fresh()), NOD_DEMO: '1' };
    const create = ['app', 'create', 'Local', '--origin', 'http://localhost:4401'];
    const refused = await nod(create, environment);
    expect(refused.exitCode).toBe(2);
    expect(refused.err).toContain('https://');
    expect(await nod(create, { ...environment, NOD_ORIGIN: 'http://localhost:4400' })).toMatchObject({ exitCode: 0 });
  });

  test('create prints id, name and a key that works; list shows the application without the key', async () => {
    const store = await fresh();
    const environment = environmentOf(store);
    const created = await nod(
      [
        'app',
        'create',
        'My Shop',
        '--origin',
        'https://a.example',
        '--origin',
        'https://b.example',
        '--match',
        'none',
        '--user-verification',
        'preferred',
        '--digits',
        '8',
        '--ttl',
        '60',
        '--scope',
        'challenges,enroll',
        '--hide-denial',
        '--json',
      ],
      environment,
    );
    expect(created).toMatchObject({ exitCode: 0, err: '' });
    const answer = JSON.parse(created.out);
    expect(Object.keys(answer)).toEqual(['id', 'name', 'realm', 'apiKey']);
    const accounts = createAccounts({ store, clock: Date.now, randomBytes, keys: { secret: new Uint8Array(32) } });
    const { application, scopes } = await accounts.authenticate(answer.apiKey);
    expect(application.id).toBe(answer.id);
    expect(scopes).toEqual(['challenges', 'enroll']);

    const listed = await nod(['app', 'list', '--json'], environment);
    expect(JSON.parse(listed.out)).toEqual([
      {
        id: answer.id,
        name: 'My Shop',
        realm: 'My Shop',
        origins: ['https://a.example', 'https://b.example'],
        loginPaths: [],
        match: 'none',
        originRequired: false,
        userVerification: 'preferred',
        unknownBrowser: 'same',
        fallbacks: null,
        digits: 8,
        ttlSeconds: 60,
        revealDenial: false,
        webhookUrl: null,
        pairing: 'link',
        parallel: false,
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      },
    ]);
    expect(listed.out + (await nod(['app', 'list'], environment)).out).not.toContain(answer.apiKey.slice(-32));
  });

  test('--for agents: one tap, requests beside each other, and a key that asks and does nothing else', async () => {
    const store = await fresh();
    const environment = environmentOf(store);
    const create = (...options: string[]) => nod(['app', 'create', ...options, '--json'], environment);
    await nod(['realm', 'create', 'home'], environment);
    expect(await create('Agents', '--for', 'agents')).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('--realm'),
    });
    const { apiKey } = JSON.parse((await create('Agents', '--for', 'agents', '--realm', 'home')).out);
    const accounts = createAccounts({ store, clock: Date.now, randomBytes, keys: { secret: new Uint8Array(32) } });
    const { application, scopes } = await accounts.authenticate(apiKey);
    expect([application.match, application.parallel, scopes]).toEqual(['none', 1, ['challenges']]);
    await create('Builds', '--parallel');
    const policy = async (...options: string[]) =>
      JSON.parse((await nod(['app', 'policy', 'Builds', ...options, '--json'], environment)).out);
    expect(await policy()).toMatchObject({ match: 'code', parallel: true });
    expect(await policy('--no-parallel')).toMatchObject({ parallel: false });
    expect(await policy('--parallel')).toMatchObject({ parallel: true });
    expect((await nod(['app', 'policy', 'Builds'], environment)).out).toContain('up to 30 at once');
    // What is printed offers no wider key.
    const { out } = await nod(['app', 'create', 'Bots', '--for', 'agents', '--realm', 'home'], environment);
    expect(out).toContain('It may do this: challenges.');
    expect(out).not.toContain('enroll');
    expect((await create('X', '--for', 'people')).exitCode).toBe(2);
    const both = await nod(['app', 'policy', 'Builds', '--parallel', '--no-parallel'], environment);
    expect(both.exitCode).toBe(2);
    expect(await policy()).toMatchObject({ parallel: true });
  });

  test('rotate-key takes an id or a name, and ends the old key at once when told so', async () => {
    const store = await fresh();
    const environment = environmentOf(store);
    const { id, apiKey } = JSON.parse((await nod(['app', 'create', 'Shop', '--json'], environment)).out);
    const rotated = JSON.parse((await nod(['app', 'rotate-key', 'Shop', '--json'], environment)).out);
    expect(rotated).toMatchObject({ id, name: 'Shop', previousExpiresAt: expect.any(String) });
    const accounts = createAccounts({ store, clock: Date.now, randomBytes, keys: { secret: new Uint8Array(32) } });
    await accounts.authenticate(apiKey);
    const last = JSON.parse((await nod(['app', 'rotate-key', id, '--overlap', '0', '--json'], environment)).out);
    await expect(accounts.authenticate(apiKey)).rejects.toMatchObject({ code: 'unauthorized' });
    await accounts.authenticate(last.apiKey);

    await nod(['app', 'create', 'Shop', '--realm', 'Shop'], environment);
    expect(await nod(['app', 'rotate-key', 'Shop'], environment)).toMatchObject({ exitCode: 1, out: '' });
    expect(await nod(['app', 'rotate-key', 'Nobody'], environment)).toMatchObject({ exitCode: 3, out: '' });
  });

  test('the password of a webhook comes from a file, never from the command line', async () => {
    const store = await fresh();
    const environment = environmentOf(store);
    const webhook = ['--webhook-url', 'https://a.example/enrol', '--webhook-user', 'nod'];
    const create = ['app', 'create', 'Shop', ...webhook];
    expect((await nod(create, environment)).exitCode).toBe(2);
    expect((await nod([...create, '--webhook-password-file', '/nowhere'], environment)).exitCode).toBe(2);
    const readFile = () => 'hunter2\n';
    const made = await nod([...create, '--webhook-password-file', 'f', '--json'], environment, { readFile });
    expect(made.exitCode).toBe(0);
    const [row] = await store.db.selectFrom('applications').selectAll().where('builtin', '=', 0).execute();
    expect(row).toMatchObject({ webhook_username: 'nod' });
    expect(JSON.stringify(row)).not.toContain('hunter2');
  });

  test('N12: people register by the webhook only where the operator says so; its name and password can change later', async () => {
    const store = await fresh();
    const environment = environmentOf(store);
    const readFile = (file: string) => `${file}!\n`;
    const policy = (...options: string[]) =>
      nod(['app', 'policy', 'Shop', ...options, '--json'], environment, { readFile });
    await nod(['app', 'create', 'Shop'], environment);
    const keys = await loadOrCreateKeys(path.join(environment.NOD_DATA_DIR, 'keys'), { randomBytes });
    const accounts = createAccounts({ store, clock: Date.now, randomBytes, keys });
    const webhook = async () => {
      const [row] = (await accounts.listApplications({ limit: 1 })).items;
      return row && accounts.webhookOf(row);
    };
    const countRows = async () => ({
      applications: await store.db.selectFrom('applications').selectAll().execute(),
      events: await store.db.selectFrom('events').selectAll().execute(),
    });
    // Nothing could be asked.
    expect((await policy('--pairing', 'webhook')).err).toContain('needs a webhook');
    expect((await policy('--webhook-user', 'nod', '--webhook-password-file', 'a')).err).toContain('has no URL yet');
    const url = ['--webhook-url', 'https://a.example/users/trust'];
    expect((await policy(...url)).exitCode).toBe(2);
    const login = ['--webhook-user', 'unifyid', '--webhook-password-file', 'one'];
    const on = await policy('--pairing', 'webhook', ...url, ...login);
    const { id, registrationUrl } = JSON.parse(on.out);
    expect(registrationUrl).toBe(`https://nod.example.org/#/register/${id}`);
    expect(await webhook()).toEqual({ url: url[1], username: 'unifyid', password: 'one!' });
    expect((await policy('--webhook-user', 'nod', '--webhook-password-file', 'two')).exitCode).toBe(0);
    expect(await webhook()).toEqual({ url: url[1], username: 'nod', password: 'two!' });
    // Another address doesn't get the password of the old one.
    expect((await policy('--webhook-url', 'https://b.example/')).exitCode).toBe(2);
    expect((await policy('--webhook-url', '')).err).toContain('needs a webhook');
    expect(await webhook()).toMatchObject({ url: url[1] });
    expect(JSON.parse((await policy('--webhook-url', '', '--pairing', 'link')).out)).toMatchObject({
      webhookUrl: null,
      pairing: 'link',
      parallel: false,
    });
    expect(await webhook()).toBeNull();
    // Without options it is shown, and nothing changes.
    const { applications, events } = await countRows();
    const shown = await nod(['app', 'policy', 'Shop'], environment);
    expect(shown).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('People pair by its pairing codes alone.'),
    });
    expect(await countRows()).toEqual({ applications, events });
    expect(on.out + on.err).not.toContain('one!');
  });
});

onBothStores('nod user, enroll, devices, device, revoke', (fresh) => {
  test('create, show and the second create of a name', async () => {
    const environment = environmentOf(await fresh());
    const created = await nod(['user', 'create', 'Alice', '--display-name', 'Alice A', '--json'], environment);
    expect(JSON.parse(created.out)).toEqual({
      id: expect.stringMatching(/^usr_/),
      username: 'alice',
      displayName: 'Alice A',
      realm: TEST_REALM.name,
    });
    expect(await nod(['user', 'create', 'ALICE', '--json'], environment)).toMatchObject({ exitCode: 5, out: '' });
    const shown = JSON.parse((await nod(['user', 'show', 'alice', '--json'], environment)).out);
    expect(shown).toMatchObject({ username: 'alice', devices: [], lastSuccessAt: null, blockedUntil: null });
    expect((await nod(['user', 'show', 'bob'], environment)).exitCode).toBe(3);
  });

  test('user show says what stops a user; user unblock lifts it and says what it lifted', async () => {
    const store = await fresh();
    const environment = environmentOf(store);
    const { id } = JSON.parse((await nod(['user', 'create', 'alice', '--json'], environment)).out);
    const application = JSON.parse((await nod(['app', 'create', 'Wiki', '--json'], environment)).out);
    expect((await nod(['user', 'unblock', 'alice'], environment)).out).toBe('Nothing stopped alice.\n');
    const blocked = { consecutive_failures: 3, blocked_until_ms: Date.now() + 30_000 };
    await store.db.updateTable('users').set(blocked).where('id', '=', id).execute();
    await store.db
      .insertInto('quarantines')
      .values({ user_id: id, application_id: application.id, strikes: 1, until_ms: Date.now() + 600_000 })
      .execute();
    const shown = await nod(['user', 'show', 'alice'], environment);
    expect(shown.out).toMatch(
      /too many wrong codes: nobody can ask; ends in \d+ s\nreported a request of Wiki: .+ min/,
    );
    expect(shown.out).toContain('nod user unblock alice');
    const stops = [
      { kind: 'wrong_codes', application: null, until: expect.any(String) },
      { kind: 'reported', application: 'Wiki', until: expect.any(String) },
    ];
    const lifted = JSON.parse((await nod(['user', 'unblock', 'alice', '--json'], environment)).out);
    expect(lifted).toEqual({ id, username: 'alice', lifted: stops, opened: [] });
    const after = JSON.parse((await nod(['user', 'show', 'alice', '--json'], environment)).out);
    expect(after).toMatchObject({ stops: [], consecutiveFailures: 0, blockedUntil: null });
    expect((await nod(['user', 'unblock', 'bob'], environment)).exitCode).toBe(3);
  });

  test('enroll --without-vouching wants a reason, and notes it with the name of who typed it', async () => {
    const store = await fresh();
    const environment = environmentOf(store);
    await nod(['user', 'create', 'alice'], environment);
    for (const options of [['--without-vouching'], ['--reason', 'lost her phone']]) {
      const refused = await nod(['enroll', 'alice', ...options], environment);
      expect(refused).toMatchObject({ exitCode: 2, out: '' });
      expect(refused.err).toContain('go together');
    }
    expect(await store.db.selectFrom('enrollments').selectAll().execute()).toEqual([]);
    const options = ['--without-vouching', '--reason', 'lost her phone'];
    const { id } = JSON.parse((await nod(['enroll', 'alice', ...options, '--json'], environment)).out);
    const row = await store.db.selectFrom('enrollments').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    expect(row).toMatchObject({ lets_in: 'operator', reason: 'lost her phone', made_by: 'olga' });
    const [event] = (await listEvents(store.db, { limit: 1 })).items;
    expect(event).toMatchObject({ type: 'enrollment.created', detail: { reason: 'lost her phone', madeBy: 'olga' } });
    expect((await nod(['enroll', 'alice', ...options], environment)).out).toContain('who are told of it');
  });

  test('trust draws who let in whom, also those that are gone', async () => {
    const store = await fresh();
    const environment = environmentOf(store);
    const user = JSON.parse((await nod(['user', 'create', 'alice', '--json'], environment)).out);
    expect((await nod(['trust', 'alice'], environment)).out).toContain('no device yet');
    const ids = ['a', 'b', 'c', 'd'].map((letter) => `dev_${letter.repeat(22)}`);
    const [first = '', second = '', third = '', waiting = ''] = ids;
    const at = (id: string, minute: number, change: Partial<DeviceRow> = {}) =>
      device(user.id, { id, thumbprint: id, enrollment_id: id, created_at_ms: Date.now() + minute, ...change });
    await store.db
      .insertInto('devices')
      .values([
        at(first, 1, { name: 'Old\u001b phone', state: 'revoked' }),
        at(second, 2, { name: 'iPhone' }),
        at(third, 3, { name: 'Tablet' }),
        at(waiting, 4, { name: 'New', state: 'unvouched', activated_at_ms: null }),
      ])
      .execute();
    const none = { by_device_id: null, challenge_id: null, receipt_jws: null, reason: null, made_by: null };
    const at_ms = Date.now() - 3_600_000;
    await store.db
      .insertInto('vouches')
      .values([
        { ...none, device_id: first, how: 'first', at_ms },
        { ...none, device_id: second, how: 'device', by_device_id: first, at_ms },
        { ...none, device_id: third, how: 'operator', reason: 'seen at the desk', made_by: 'olga', at_ms },
      ])
      .execute();
    const { out } = await nod(['trust', 'alice'], environment);
    expect(out.trimEnd().split('\n')).toEqual([
      `Old\uFFFD phone  ${first}  revoked  the first one, 60 min ago`,
      `  iPhone  ${second}  active  let in by the one above, 60 min ago`,
      `Tablet  ${third}  active  let in by the operator olga: seen at the desk, 60 min ago`,
      expect.stringMatching(`^New  ${waiting}  unvouched  waits to be let in, `),
    ]);
    const json = JSON.parse((await nod(['trust', 'alice', '--json'], environment)).out);
    expect(json[2]).toMatchObject({ id: third, how: 'operator', reason: 'seen at the desk', madeBy: 'olga' });
  });

  test('enroll prints a ticket whose secrets ride behind the #, with a QR for people', async () => {
    const store = await fresh();
    const environment = environmentOf(store);
    await nod(['user', 'create', 'alice'], environment);
    const ticket = JSON.parse((await nod(['enroll', 'alice', '--json'], environment)).out);
    expect(ticket).toEqual({
      id: expect.stringMatching(/^enr_[\w-]{22}$/),
      code: expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/),
      url: expect.stringMatching(/^https:\/\/nod\.example\.org\/#\/pair\/[\w-]{22}$/),
      expiresAt: expect.any(String),
    });
    // N12: at most ten minutes.
    expect(Date.parse(ticket.expiresAt)).toBeLessThanOrEqual(Date.now() + 600_000);
    const forPeople = await nod(['enroll', 'alice'], environment, { isTerminal: true });
    expect(forPeople.out).toMatch(/█▀|▄█/);
    expect(forPeople.out).toMatch(/Code {2}[0-9A-Z]{4}-/);
    expect(await nod(['enroll', 'bob', '--json'], environment)).toMatchObject({ exitCode: 3, out: '' });
  });

  test('devices shows no key, endpoint or secret, and nothing that a terminal would obey', async () => {
    const store = await fresh();
    const environment = environmentOf(store);
    const { id } = JSON.parse((await nod(['user', 'create', 'alice', '--json'], environment)).out);
    expect(JSON.parse((await nod(['devices', 'alice', '--json'], environment)).out)).toEqual([]);
    await store.db
      .insertInto('devices')
      .values(device(id, { name: '\u001B[2JPixel\u202E9' }))
      .execute();
    const json = await nod(['devices', 'alice', '--json'], environment);
    expect(JSON.parse(json.out)).toMatchObject([{ kind: 'pwa', state: 'active', delivery: 'push', pushHealth: 'ok' }]);
    const text = await nod(['devices', 'alice'], environment, { isTerminal: true });
    expect(text.out).toContain('Pixel');
    expect(text.out).not.toContain('\u001B');
    expect(text.out).not.toContain('\u202E');
    expect(json.out + text.out).not.toMatch(/secret/);
  });

  test('N16: revoke removes a device at once, a second time is no error, and an id of no device is not found', async () => {
    const store = await fresh();
    const environment = environmentOf(store);
    const user = JSON.parse((await nod(['user', 'create', 'alice', '--json'], environment)).out);
    const row = device(user.id);
    await store.db.insertInto('devices').values(row).execute();
    for (let round = 0; round < 2; round += 1) {
      const revoked = await nod(['revoke', row.id, '--even-if-last', '--json'], environment);
      expect(revoked).toMatchObject({ exitCode: 0 });
      expect(JSON.parse(revoked.out)).toEqual({ id: row.id, state: 'revoked' });
    }
    const stored = await store.db.selectFrom('devices').select(['state', 'endpoint']).executeTakeFirst();
    expect(stored).toEqual({ state: 'revoked', endpoint: null });
    const { items } = await listEvents(store.db, { userId: user.id, types: ['device.revoked'], limit: 9 });
    expect(items).toHaveLength(1);
    expect(items[0]?.detail).toMatchObject({ by: 'operator' });
    for (const id of [`dev_${'b'.repeat(22)}`, 'dev_x', '', "' or 1=1 --", 'dev_\0']) {
      expect((await nod(['revoke', id], environment)).exitCode, id).toBe(3);
    }
  });

  test('N16: device suspend, resume and remove act at once for the operator, keep one way in, and are told and recorded', async () => {
    const store = await fresh();
    const environment = environmentOf(store);
    const user = JSON.parse((await nod(['user', 'create', 'alice', '--json'], environment)).out);
    const bob = JSON.parse((await nod(['user', 'create', 'bob', '--json'], environment)).out);
    const row = device(user.id);
    await store.db.insertInto('devices').values(row).execute();
    const run = (verb: string, ...more: string[]) => nod(['device', verb, 'alice', row.id, ...more], environment);
    const suspension = async () => {
      const listed = await nod(['device', 'list', 'alice', '--json'], environment);
      const [listedDevice] = JSON.parse(listed.out);
      return [listedDevice.state, listedDevice.suspension?.why ?? null];
    };
    for (const verb of ['suspend', 'remove']) {
      const refused = await run(verb);
      expect(refused).toMatchObject({ exitCode: 1 });
      expect(refused.err).toContain('--even-if-last');
    }
    expect(await suspension()).toEqual(['active', null]);
    expect(await run('suspend', '--even-if-last')).toMatchObject({ exitCode: 0, err: '' });
    expect(await suspension()).toEqual(['suspended', 'operator']);
    expect((await nod(['devices', 'alice'], environment)).out).toContain('suspended, operator');
    expect(JSON.parse((await run('resume', '--json')).out)).toEqual({ id: row.id, state: 'active' });
    expect(await suspension()).toEqual(['active', null]);
    expect(await run('remove', '--even-if-last')).toMatchObject({ exitCode: 0 });
    expect(await suspension()).toEqual(['revoked', null]);
    expect((await run('resume')).exitCode).toBe(3);
    const { items } = await listEvents(store.db, { userId: user.id, limit: 9 });
    const types = items.map(({ type, detail }) => [type, (detail as { by?: string }).by]).slice(0, 3);
    expect(types).toEqual([
      ['device.revoked', 'operator'],
      ['device.resumed', 'operator'],
      ['device.suspended', 'operator'],
    ]);
    const told = await store.db.selectFrom('announcements').select(['what', 'by_whom']).execute();
    expect(told.map(({ what, by_whom }) => `${what} ${by_whom}`).sort()).toEqual([
      'device.removed operator',
      'device.resumed operator',
      'device.suspended operator',
    ]);
    // What the user's devices have done to each other stands in the list, with the time that is left.
    for (const [suspension, removalAtMs, said] of [
      ['objection', null, 'suspended, objection'],
      ['removal', Date.now() + 20 * 3_600_000, 'suspended, removal, removed in 20 h'],
    ] as const) {
      const changes = { state: 'suspended', suspension, removal_at_ms: removalAtMs, revoked_at_ms: null } as const;
      await store.db.updateTable('devices').set(changes).where('id', '=', row.id).execute();
      expect((await nod(['device', 'list', 'alice'], environment)).out).toContain(said);
    }
    // After wrong codes nobody resumes it, so it isn't what is said.
    const byWrongCodes = { state: 'suspended', suspension: 'wrong_codes', removal_at_ms: null } as const;
    await store.db.updateTable('devices').set(byWrongCodes).where('id', '=', row.id).execute();
    const spent = await run('suspend', '--even-if-last');
    expect(spent).toMatchObject({ exitCode: 0, out: expect.stringContaining('nod enroll USER --without-vouching') });
    expect(spent.out).not.toContain('nod device resume');
    expect(await suspension()).toEqual(['suspended', 'wrong_codes']);
    const theirs = { ...device(bob.id), id: `dev_${'c'.repeat(22)}`, thumbprint: 'c' };
    await store.db.insertInto('devices').values(theirs).execute();
    for (const id of [theirs.id, 'dev_x', '']) {
      for (const verb of ['suspend', 'resume', 'remove']) {
        expect((await nod(['device', verb, 'alice', id], environment)).exitCode, `${verb} ${id}`).toBe(3);
      }
    }
  });
});

describe('usage and configuration', () => {
  test('wrong usage ends with 2, says why, and touches nothing', async () => {
    const environment = { NOD_DATA_DIR: path.join(emptyDirectory(), 'untouched') };
    const lines: [string[], RegExp][] = [
      [['frobnicate'], /no command "frobnicate"/],
      [['app', 'lists'], /no command "app lists"/],
      [['app', 'create'], /wants NAME/],
      [['app', 'create', 'A', 'B'], /quote a name/],
      [['app', 'create', 'A', '--bogus'], /Unknown option '--bogus'/],
      [['app', 'create', 'A', '--digits', 'six'], /--digits wants a whole number/],
      [['app', 'create', 'A', '--digits'], /--digits/],
      [['enroll'], /wants USER/],
      [['devices', 'a', 'b'], /no more than USER/],
      [['--json'], /command/],
    ];
    for (const [argv, message] of lines) {
      const call = await nod(argv, environment);
      expect(call.exitCode, argv.join(' ')).toBe(2);
      if (argv[0] !== '--json') {
        expect(call.err).toMatch(message);
        expect(call.out).toBe('');
      }
    }
    expect(() => rmSync(environment.NOD_DATA_DIR, { recursive: true })).toThrow(/ENOENT/);
  });

  test('input that the schemas refuse ends with 2 and names the option', async () => {
    const environment = { NOD_DATA_DIR: emptyDirectory() };
    await nod(['realm', 'create', 'home'], environment);
    const digits = await nod(['app', 'create', 'A', '--digits', '9'], environment);
    expect(digits).toMatchObject({ exitCode: 2, out: '' });
    expect(digits.err).toContain('nod: --digits must be at most 8');
    for (const [options, said] of [
      [['--scope', 'admin'], '--scope must be of challenges, enroll, users.'],
      [['--origin', 'ftp://a.example'], '--origin must begin with https://'],
      [['--match', 'origin'], '--origin: match origin needs at least one.'],
      [['--login-path', 'login'], '--login-path must be a path'],
      [['--origin-required'], '--origin-required: goes with match origin only.'],
    ] as const) {
      const refused = await nod(['app', 'create', 'A', ...options], environment);
      expect(refused).toMatchObject({ exitCode: 2, out: '' });
      expect(refused.err).toContain(`nod: ${said}`);
    }
    await nod(['app', 'create', 'B'], environment);
    const rotated = await nod(['app', 'rotate-key', 'B', '--scope', 'users,admin'], environment);
    expect(rotated.err).toContain('nod: --scope must be of');
    const policy = await nod(['app', 'policy', 'B', '--match', 'origin'], environment);
    expect(policy.err).toContain('nod: --origin: match origin needs at least one.');
    const scope = await nod(['app', 'create', 'A', '--scope', 'admin', '--json'], environment);
    expect(JSON.parse(scope.err).error).toMatchObject({ code: 'request_malformed' });
    expect((await nod(['user', 'create', 'a b'], environment)).exitCode).toBe(2);
  });

  test('a group alone, and `help` before a command, explain them', async () => {
    const group = await nod(['app'], {});
    expect(group).toMatchObject({ exitCode: 2, err: '' });
    for (const name of ['app create NAME', 'app list', 'app policy APP', 'app rotate-key APP']) {
      expect(group.out).toContain(`  ${name} `);
    }
    expect(group.out).not.toContain('user create');
    for (const words of [
      ['app', '--help'],
      ['help', 'app'],
      ['app', 'help'],
    ]) {
      expect(await nod(words, {}), words.join(' ')).toEqual({ exitCode: 0, out: group.out, err: '' });
    }
    const command = await nod(['app', 'create', '--help'], {});
    for (const words of [
      ['help', 'app', 'create'],
      ['--json', 'help', 'app', 'create'],
    ]) {
      expect(await nod(words, {}), words.join(' ')).toEqual(command);
    }
    expect(await nod(['help'], {})).toEqual(await nod(['--help'], {}));
    expect(await nod(['--version'], {})).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
    for (const words of [
      ['app', 'craete'],
      ['help', 'nothing'],
      ['help', 'app', 'craete'],
    ]) {
      const wrong = await nod(words, {});
      expect([wrong.exitCode, wrong.out], words.join(' ')).toEqual([2, '']);
      expect(wrong.err).toContain('There is no command');
    }
  });

  test('what is printed can be typed where it was printed; data stays as it is', async () => {
    const environment = { NOD_DATA_DIR: emptyDirectory(), NOD_CALLED_AS: 'npm run -s nod --' };
    await nod(['realm', 'create', 'home'], environment);
    const created = await nod(['user', 'create', 'nod'], environment);
    expect(created.out).toContain('Next: npm run -s nod -- enroll nod --realm home\n');
    expect((await nod(['devices', 'nod'], environment)).out).toContain(
      'Add one: npm run -s nod -- enroll nod --realm home\n',
    );
    const wrong = await nod(['nonsense'], environment);
    expect(wrong.err).toMatch(/^nod: There is no command/);
    expect(wrong.err).toContain('`npm run -s nod -- --help` lists the commands, `npm run -s nod -- COMMAND --help`');
    const app = await nod(['app', 'create', 'The nod app', '--json'], environment);
    expect(JSON.parse(app.out).name).toBe('The nod app');
  });

  test('--help explains every command and runs none', async () => {
    const general = await nod(['--help'], {});
    expect(general.exitCode).toBe(0);
    for (const name of [
      'serve',
      'app create',
      'app list',
      'app rotate-key',
      'app move',
      'realm create',
      'realm list',
      'realm rename',
      'user create',
      'user show',
      'user unblock',
      'enroll',
      'devices',
      'revoke',
      'doctor',
    ]) {
      expect(general.out).toContain(`  ${name}`);
      const help = await nod([...name.split(' '), '--help'], { NOD_ORIGIN: 'nonsense' });
      expect(help, name).toMatchObject({ exitCode: 0, err: '' });
      expect(help.out).toContain(`Usage: nod ${name}`);
      expect(help.out).toContain('--json');
    }
    expect((await nod([], {})).exitCode).toBe(2);
  });

  test('a wrong configuration ends with 4 and names the variable', async () => {
    const dataDir = emptyDirectory();
    const wrong: [Record<string, string>, RegExp][] = [
      [{ NOD_ORIGIN: 'https://nod.example.org' }, /NOD_VAPID_SUBJECT/],
      [{ NOD_ORIGIN: 'http://nod.example.org', NOD_VAPID_SUBJECT: 'mailto:a@b.example' }, /NOD_ORIGIN/],
      [{ NOD_DATABASE_URL: 'mysql://secret@x/y' }, /NOD_DATABASE_URL/],
    ];
    for (const [environment, message] of wrong) {
      const call = await nod(['app', 'list'], { NOD_DATA_DIR: dataDir, ...environment });
      expect(call).toMatchObject({ exitCode: 4, out: '' });
      expect(call.err).toMatch(message);
      expect(call.err).not.toContain('secret');
    }
  });

  test('a database that does not answer ends with 1 and a sentence, without its address', async () => {
    const call = await nod(['app', 'list', '--json'], {
      NOD_ORIGIN: 'https://nod.example.org',
      NOD_VAPID_SUBJECT: 'mailto:ops@example.org',
      NOD_DATA_DIR: emptyDirectory(),
      // Port 1 of the loopback interface: nobody listens there.
      NOD_DATABASE_URL: 'postgres://nod:hunter2@127.0.0.1:1/nod',
    });
    expect(call).toMatchObject({ exitCode: 1, out: '' });
    expect(JSON.parse(call.err).error.message).toMatch(/does not answer/);
    expect(call.err).not.toContain('hunter2');
  });
});

onBothStores('nod keys', (fresh) => {
  test('lists, rotates and retires; each is in the log, and no private half is printed', async () => {
    const store = await fresh();
    const environment = environmentOf(store);
    const keys = async (...words: string[]) => nod(['keys', ...words, '--json'], environment);
    const list = async () => JSON.parse((await keys('list')).out) as { id: string; kind: string; state: string }[];
    const of = async (kind: string, state: string) =>
      (await list()).find((key) => key.kind === kind && key.state === state)?.id ?? '';
    const [signing, vapid] = [await of('signing', 'current'), await of('vapid', 'current')];
    const rotated = JSON.parse((await keys('rotate', 'signing')).out);
    expect(rotated).toEqual({ kid: await of('signing', 'current'), previousKid: signing });
    expect(JSON.parse((await keys('rotate', 'vapid')).out)).toEqual({
      keyId: await of('vapid', 'current'),
      previousKeyId: vapid,
    });
    expect((await keys('retire', rotated.kid)).exitCode).toBe(1);
    expect((await keys('retire', 'nobody')).exitCode).toBe(3);
    expect((await keys('retire', signing)).exitCode).toBe(0);
    expect((await keys('retire', signing)).exitCode).toBe(3);
    expect((await keys('retire', vapid)).exitCode).toBe(0);
    expect((await list()).map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'signing current',
      'signing retired',
      'vapid current',
    ]);
    expect(JSON.stringify(await list())).not.toMatch(/"d"|privateKey/);
    const { items } = await listEvents(store.db, { limit: 9 });
    expect(items.map(({ type, detail }) => [type, detail.kind]).reverse()).toEqual([
      ['keys.rotated', 'signing'],
      ['keys.rotated', 'vapid'],
      ['keys.retired', 'signing'],
      ['keys.retired', 'vapid'],
    ]);
  });

  test('a push key that devices still have is not removed unless that is asked for', async () => {
    const store = await fresh();
    const environment = environmentOf(store);
    const keys = async (...words: string[]) => nod(['keys', ...words], environment);
    const { previousKeyId } = JSON.parse((await keys('rotate', 'vapid', '--json')).out);
    const { id } = JSON.parse((await nod(['user', 'create', 'alice', '--json'], environment)).out);
    await store.db
      .insertInto('devices')
      .values(device(id, { vapid_key_id: previousKeyId }))
      .execute();
    const refused = await keys('retire', previousKeyId);
    expect([refused.exitCode, refused.err]).toEqual([2, expect.stringContaining('One device still has this push key')]);
    expect((await keys('list')).out).toMatch(new RegExp(`${previousKeyId} +vapid +earlier +- +1`));
    expect((await keys('retire', previousKeyId, '--anyway')).exitCode).toBe(0);
    expect((await keys('list')).out).not.toContain(previousKeyId);
  });
});
