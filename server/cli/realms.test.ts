import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Store } from '../store/store.ts';
import { locationOf, onBothStores, TEST_REALM } from '../store/testing.ts';
import { nod } from './testing-terminal.ts';

function environmentOf(store: Store) {
  const { dataDir, databaseUrl } = locationOf(store);
  const directory = mkdtempSync(path.join(tmpdir(), 'nod-cli-realms-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return {
    NOD_ORIGIN: 'https://nod.example.org',
    NOD_VAPID_SUBJECT: 'mailto:ops@example.org',
    NOD_DATA_DIR: dataDir === '' ? directory : dataDir,
    NOD_DATABASE_URL: databaseUrl,
  };
}

onBothStores('nod realm', (fresh) => {
  async function commands() {
    const environment = environmentOf(await fresh());
    const call = (...argv: string[]) => nod(argv, environment);
    const answer = async (...argv: string[]) => JSON.parse((await call(...argv, '--json')).out);
    return { call, answer };
  }

  test('app create makes a realm of the application’s name, and its last line says how to share people instead', async () => {
    const { call, answer } = await commands();
    const created = await call('app', 'create', 'Harbour Forum');
    expect(created.out.trimEnd().split('\n').at(-1)).toContain('nod app create NAME --realm "Harbour Forum"');
    expect(created.out).toContain('It may do this: challenges.');
    expect(await call('app', 'create', 'Harbour Forum', '--json')).toMatchObject({ exitCode: 5, out: '' });
    expect(await call('app', 'create', TEST_REALM.name, '--json')).toMatchObject({ exitCode: 5, out: '' });
    expect((await call('app', 'create', 'Wiki', '--realm', 'nowhere')).exitCode).toBe(3);
    const joined = await answer('app', 'create', 'Wiki', '--realm', 'Harbour Forum');
    expect(joined.realm).toBe('Harbour Forum');
    expect(await answer('realm', 'list')).toMatchObject([
      { name: 'Harbour Forum', applications: 2, users: 0 },
      { name: TEST_REALM.name, applications: 0, users: 0 },
    ]);
    expect((await answer('app', 'list')).map(({ realm }: { realm: string }) => realm)).toEqual([
      'Harbour Forum',
      'Harbour Forum',
    ]);
  });

  test('without --realm a user is the one of this name; where several are, the error lists their realms', async () => {
    const { call, answer } = await commands();
    await call('user', 'create', 'alice');
    await call('realm', 'create', 'home');
    const ambiguous = await call('user', 'create', 'bob');
    expect(ambiguous).toMatchObject({ exitCode: 2, out: '' });
    expect(ambiguous.err).toContain('"Test realm", "home"');
    for (const name of ['alice', 'bob']) {
      const made = await answer('user', 'create', name, '--realm', 'home');
      expect(made).toMatchObject({ username: name, realm: 'home' });
    }
    expect(await answer('user', 'show', 'bob')).toMatchObject({ realm: 'home' });
    expect((await answer('enroll', 'bob')).code).toMatch(/^\w{4}-/);
    for (const command of [['enroll'], ['devices'], ['user', 'show']]) {
      const refused = await call(...command, 'alice');
      expect(refused, command.join(' ')).toMatchObject({ exitCode: 1, out: '' });
      expect(refused.err).toContain('"Test realm", home');
      expect((await call(...command, 'alice', '--realm', 'home')).exitCode).toBe(0);
      expect((await call(...command, 'alice', '--realm', 'nowhere')).exitCode).toBe(3);
      expect((await call(...command, 'nobody')).exitCode).toBe(3);
    }
    const [one, two] = [
      await answer('user', 'show', 'alice', '--realm', 'home'),
      await answer('user', 'show', 'alice', '--realm', TEST_REALM.name),
    ];
    expect(one.id).not.toBe(two.id);
  });

  test('rename and move', async () => {
    const { call, answer } = await commands();
    await call('app', 'create', 'Wiki');
    expect((await call('realm', 'rename', 'Wiki', TEST_REALM.name)).exitCode).toBe(5);
    expect(await answer('realm', 'rename', 'Wiki', 'Harbour')).toMatchObject({ name: 'Harbour' });
    await call('user', 'create', 'alice', '--realm', 'Harbour');
    expect((await call('app', 'move', 'Wiki')).exitCode).toBe(2);
    const moved = await answer('app', 'move', 'Wiki', '--realm', TEST_REALM.name);
    expect(moved).toMatchObject({ name: 'Wiki', realm: TEST_REALM.name, users: 1 });
    expect(await answer('user', 'show', 'alice')).toMatchObject({ realm: TEST_REALM.name });
  });

  test('rotate-key gives the new key other scopes', async () => {
    const { call, answer } = await commands();
    await call('app', 'create', 'Wiki');
    expect(await answer('app', 'rotate-key', 'Wiki', '--scope', 'challenges,users')).toMatchObject({
      scopes: ['challenges', 'users'],
    });
    expect(await answer('app', 'rotate-key', 'Wiki')).toMatchObject({ scopes: ['challenges', 'users'] });
    expect((await call('app', 'rotate-key', 'Wiki', '--scope', 'admin')).exitCode).toBe(2);
  });
});
