import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { listEvents } from '../events/list.ts';
import { recordEvent } from '../events/record.ts';
import { migrate } from './migrations.ts';
import { openSqlite, SQLITE_FILE } from './sqlite.ts';

/** A data directory of a release with the first four migrations, with a user, a login and its events. */
async function olderDataDirectory(): Promise<string> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'nod-upgrade-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const connection = new SqliteDatabase(path.join(dataDir, SQLITE_FILE));
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: connection }) });
  await migrate(db, 'sqlite', '0004-user-verification');
  connection.exec(`
    insert into applications (id, name, origins, match, digits, ttl_seconds, reveal_denial, created_at_ms)
      values ('app_1', 'Wiki', '[]', 'code', 6, 120, 1, 1);
    insert into users (id, username, display_name, consecutive_failures, blocked_until_ms, last_success_ms, created_at_ms)
      values ('usr_1', 'alice', 'Alice', 0, 0, 0, 1);
    insert into challenges (id, user_id, application_id, state, jws, match, digits, attempts, source_ip,
        created_at_ms, expires_at_ms, final_at_ms, decided_by, decision_jws, receipt_jws)
      values ('chl_1', 'usr_1', 'app_1', 'approved', 'the challenge', 'code', 6, 0, '', 1, 2, 2, 'dev_1', 'd', 'the receipt');
    insert into events (at_ms, type, user_id, challenge_id, detail)
      values (1, 'challenge.created', 'usr_1', 'chl_1', '{}'),
             (2, 'challenge.approved', 'usr_1', 'chl_1', '{"origin":"https://wiki.example"}'),
             (3, 'user.created', 'usr_1', null, '{}');
    delete from events where id = 1;
  `);
  await db.destroy();
  return dataDir;
}

test('a database of an earlier release keeps its logins and its log, and goes on', async () => {
  const store = await openSqlite(await olderDataDirectory(), { warn: () => undefined });
  const [login] = await store.db.selectFrom('challenges').selectAll().execute();
  expect(login).toMatchObject({ id: 'chl_1', state: 'approved', jws: 'the challenge', receipt_jws: 'the receipt' });
  await recordEvent(store.db, { type: 'device.renamed', atMs: 4, deviceId: 'dev_1' });
  const { items } = await listEvents(store.db, { limit: 9 });
  expect(items.map(({ id, type }) => [id, type])).toEqual([
    [4, 'device.renamed'],
    [3, 'user.created'],
    [2, 'challenge.approved'],
  ]);
  expect(items[2]?.detail).toEqual({ origin: 'https://wiki.example' });
  // It has always kept all, and goes on doing so.
  expect(await store.db.selectFrom('server_state').select('retention_days').execute()).toEqual([{ retention_days: 0 }]);
  await store.close();
});
