import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it, onTestFinished, test, vi } from 'vitest';
import { createLockPatience } from './lock-patience.ts';
import { openSqlite, SQLITE_FILE } from './sqlite.ts';
import { TEST_REALM, userRow } from './testing.ts';

const busy = () => Promise.reject(new SqliteDatabase.SqliteError('database is locked', 'SQLITE_BUSY'));
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('patience with a lock', () => {
  it('tries again until the lock is gone, and lets the process go on meanwhile', async () => {
    const patience = createLockPatience();
    let locked = true;
    let turns = 0;
    const counting = setInterval(() => turns++, 1);
    setTimeout(() => {
      locked = false;
    }, 120);
    expect(await patience.wait(async () => (locked ? busy() : 'done'), { writes: true })).toBe('done');
    clearInterval(counting);
    expect(turns).toBeGreaterThan(20);
  });

  it('gives up when the lock has lasted too long, and then at once for whoever comes later', async () => {
    const patience = createLockPatience(200);
    const first = performance.now();
    await expect(patience.wait(busy, { writes: true })).rejects.toThrow(/locked/);
    expect(performance.now() - first).toBeGreaterThan(190);
    // A read that succeeds says nothing about the lock for writes.
    await patience.wait(async () => 'read', { writes: false });
    const attempt = vi.fn(busy);
    await expect(patience.wait(attempt, { writes: true })).rejects.toThrow(/locked/);
    expect(attempt).toHaveBeenCalledTimes(1);
  });

  it('is patient again once a write has succeeded', async () => {
    const patience = createLockPatience(200);
    await expect(patience.wait(busy, { writes: true })).rejects.toThrow(/locked/);
    await patience.wait(async () => 'written', { writes: true });
    let locked = true;
    setTimeout(() => {
      locked = false;
    }, 50);
    expect(await patience.wait(async () => (locked ? busy() : 'done'), { writes: true })).toBe('done');
  });

  it('short locks that come again and again are not one long lock', async () => {
    const patience = createLockPatience(100);
    for (let round = 0; round < 5; round++) {
      let locked = true;
      setTimeout(() => {
        locked = false;
      }, 40);
      await patience.wait(async () => (locked ? busy() : 'done'), { writes: true });
      await pause(5);
    }
  });

  it('waits for nothing but locks', async () => {
    const attempt = vi.fn(() => Promise.reject(new Error('something else')));
    await expect(createLockPatience().wait(attempt, { writes: true })).rejects.toThrow('something else');
    expect(attempt).toHaveBeenCalledTimes(1);
  });
});

test('a single write waits for another process’s lock, and the process goes on', async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'nod-lock-'));
  const store = await openSqlite(dataDir, { warn: () => undefined });
  const other = new SqliteDatabase(path.join(dataDir, SQLITE_FILE));
  onTestFinished(async () => {
    other.close();
    await store.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  await store.db.insertInto('realms').values(TEST_REALM).execute();
  other.exec('begin immediate');
  let turns = 0;
  const counting = setInterval(() => turns++, 1);
  setTimeout(() => other.exec('rollback'), 200);
  await store.db.insertInto('users').values(userRow('usr_1')).execute();
  clearInterval(counting);
  expect(turns).toBeGreaterThan(20);
  expect(await store.db.selectFrom('users').select('id').execute()).toEqual([{ id: 'usr_1' }]);
});
