import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { prepared, preparedUpdate } from './prepared.ts';
import { openSqlite } from './sqlite.ts';

const userBy = prepared<{ id: string }>()((db, value) =>
  db.selectFrom('users').select('username').where('id', '=', value('id')),
);
const rename = preparedUpdate<{ id: string; username: string }>()((db, value) =>
  db
    .updateTable('users')
    .set({ username: value('username') })
    .where('id', '=', value('id')),
);

/** A store with one user, and another process's connection to the same file. */
async function open() {
  const directory = mkdtempSync(path.join(tmpdir(), 'nod-snapshot-'));
  const store = await openSqlite(directory, () => undefined);
  const other = new SqliteDatabase(path.join(directory, 'nod.sqlite'), { timeout: 0 });
  onTestFinished(async () => {
    other.close();
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  });
  other.exec(`insert into users values ('usr_1', 'alice', '', 0, 0, 0, 0)`);
  const renameElsewhere = (username: string) => other.prepare('update users set username = ?').run(username);
  const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
  const name = async () => (await userBy(store.db, { id: 'usr_1' }))[0]?.username;
  return { store, other, renameElsewhere, nextTurn, name };
}

test('reads of one turn see one state, those of the next what others have written meanwhile', async () => {
  const { renameElsewhere, nextTurn, name } = await open();
  expect(await name()).toBe('alice');
  renameElsewhere('bob');
  expect(await name()).toBe('alice');
  await nextTurn();
  expect(await name()).toBe('bob');
});

test('a read keeps nobody from writing', async () => {
  const { renameElsewhere, name } = await open();
  const reading = name();
  renameElsewhere('bob');
  await reading;
});

test.each(['prepared', 'kysely', 'transaction'] as const)(
  'a write after a read is committed when its promise says so (%s)',
  async (how) => {
    const { store, other, name } = await open();
    expect(await name()).toBe('alice');
    if (how === 'prepared') await rename(store.db, { id: 'usr_1', username: 'carol' });
    if (how === 'kysely') await store.db.updateTable('users').set({ username: 'carol' }).execute();
    if (how === 'transaction') await store.transaction((trx) => rename(trx, { id: 'usr_1', username: 'carol' }));
    expect(other.prepare('select username from users').pluck().get()).toBe('carol');
    expect(await name()).toBe('carol');
  },
);

test('a write waits for its turn, whatever was read before and written elsewhere since', async () => {
  const { store, renameElsewhere, name } = await open();
  expect(await name()).toBe('alice');
  renameElsewhere('bob');
  // In the snapshot that was read it would fail at once, since that is no longer the newest state.
  await expect(rename(store.db, { id: 'usr_1', username: 'carol' })).resolves.toBe(1);
});

test('a store that is closed in the turn of a read closes', async () => {
  const { store, nextTurn, name } = await open();
  const failed = vi.fn();
  process.once('uncaughtException', failed);
  onTestFinished(() => {
    process.off('uncaughtException', failed);
  });
  expect(await name()).toBe('alice');
  await store.close();
  await nextTurn();
  expect(failed).not.toHaveBeenCalled();
});
