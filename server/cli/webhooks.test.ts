import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Store } from '../store/store.ts';
import { locationOf, onBothStores } from '../store/testing.ts';
import { nod } from './testing-terminal.ts';

function environmentOf(store: Store) {
  const { dataDir, databaseUrl } = locationOf(store);
  const directory = mkdtempSync(path.join(tmpdir(), 'nod-cli-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return {
    NOD_ORIGIN: 'https://nod.example.org',
    NOD_VAPID_SUBJECT: 'mailto:ops@example.org',
    NOD_DATA_DIR: dataDir === '' ? directory : dataDir,
    NOD_DATABASE_URL: databaseUrl,
  };
}

onBothStores('nod webhook', (fresh) => {
  test('adds one, shows its secret once, lists it and removes it', async () => {
    const environment = environmentOf(await fresh());
    await nod(['app', 'create', 'Wiki', '--origin', 'https://wiki.example'], environment);
    const added = await nod(['webhook', 'add', 'https://ops.example/hook'], environment);
    expect(added.exitCode).toBe(0);
    const secret = /whsec_[A-Za-z0-9+/]{32}/.exec(added.out)?.[0];
    expect(secret).toBeDefined();
    const own = await nod(['webhook', 'add', 'https://wiki.example/hook', '--app', 'Wiki', '--json'], environment);
    expect(JSON.parse(own.out)).toMatchObject({ application: { name: 'Wiki' }, url: 'https://wiki.example/hook' });
    const listed = await nod(['webhook', 'list'], environment);
    expect(listed.out).toMatch(/https:\/\/ops\.example\/hook +everything +0 +0/);
    expect(listed.out).toMatch(/https:\/\/wiki\.example\/hook +Wiki +0 +0/);
    expect(listed.out).not.toContain('whsec');
    expect((await nod(['webhook', 'list', '--failed'], environment)).out).toContain('No call has failed.');
    const { id } = JSON.parse(own.out);
    expect((await nod(['webhook', 'remove', id], environment)).exitCode).toBe(0);
    expect((await nod(['webhook', 'remove', id], environment)).exitCode).toBe(3);
    expect(JSON.parse((await nod(['webhook', 'list', '--json'], environment)).out)).toHaveLength(1);
  });

  test.each([
    'http://ops.example/hook',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/hook',
    'https://localhost/hook',
    'https://user:secret@ops.example/hook',
    'ops.example',
  ])('refuses %s and adds nothing', async (url) => {
    const environment = environmentOf(await fresh());
    const refused = await nod(['webhook', 'add', url], environment);
    expect(refused.exitCode).toBe(2);
    expect(refused.err).not.toContain('secret@');
    expect(JSON.parse((await nod(['webhook', 'list', '--json'], environment)).out)).toEqual([]);
  });

  test('an application that is not there gets none', async () => {
    const environment = environmentOf(await fresh());
    expect((await nod(['webhook', 'add', 'https://x.example/', '--app', 'Nobody'], environment)).exitCode).toBe(3);
  });

  test('--failed shows what was given up and what is tried again', async () => {
    const store = await fresh();
    const environment = environmentOf(store);
    const { id } = JSON.parse((await nod(['webhook', 'add', 'https://ops.example/h', '--json'], environment)).out);
    await nod(['app', 'create', 'Wiki', '--realm', 'Test realm'], environment);
    await nod(['user', 'create', 'alice', '--realm', 'Test realm'], environment);
    const user = await store.db.selectFrom('users').select('id').executeTakeFirstOrThrow();
    await store.db
      .insertInto('announcements')
      .values({ id: 'ann_1', user_id: user.id, what: 'device.added', at_ms: 1, by_whom: 'server', detail: '{}' })
      .execute();
    const row = (more: object) => ({
      announcement_id: 'ann_1',
      user_id: user.id,
      channel: 'webhook' as const,
      target: id,
      always: 1,
      attempts: 11,
      answer: 'status 500',
      created_at_ms: 1,
      updated_at_ms: 1,
      ...more,
    });
    await store.db
      .insertInto('outbox')
      .values([
        row({ id: 'out_1', state: 'failed' as const, next_attempt_ms: null }) as never,
        row({ id: 'out_2', state: 'queued' as const, next_attempt_ms: Date.now() + 600_000 }) as never,
        row({ id: 'out_3', state: 'sent' as const, answer: '', next_attempt_ms: null }) as never,
      ])
      .execute();
    const { out } = await nod(['webhook', 'list', '--failed'], environment);
    expect(out.match(/device\.added/g)).toHaveLength(2);
    expect(out).toMatch(/status 500 +given up/);
    expect(out).toMatch(/status 500 +in 10 min/);
    expect((await nod(['webhook', 'list'], environment)).out).toMatch(/everything +1 +1/);
  });
});
