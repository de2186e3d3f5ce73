import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { verifyReceipt } from '../../shared/protocol/receipt.ts';
import { nod } from '../cli/testing-terminal.ts';
import { startTestServer } from '../doors/testing-server.ts';
import { listEvents } from '../events/list.ts';
import { recordEvent } from '../events/record.ts';
import { serve } from '../listen.ts';
import { migrate } from './migrations.ts';
import { openSqlite, SQLITE_FILE } from './sqlite.ts';
import { onBothStores } from './testing.ts';
import { serverBeforeRealms } from './testing-before-realms.ts';
import { deviceOf, keyOf } from './testing-older-server.ts';

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

onBothStores('a server of the release before realms, started anew', (fresh) => {
  async function upgraded() {
    const { known, environment, remove } = await serverBeforeRealms(await fresh());
    const server = await startTestServer({ environment: { ...environment, NOD_DEMO: '', NOD_HOST: '127.0.0.1' } });
    server.clock.nowMs = known.madeAtMs + 3_600_000;
    onTestFinished(async () => {
      await server.close();
      await remove();
    });
    return { server, known, environment };
  }

  test('its phone signs in, and the receipt verifies by the keys of before', async () => {
    const { server, known } = await upgraded();
    const [alice] = known.devices;
    if (!alice) throw new Error('the fixture has no phone');
    const { id: audience, apiKey } = known.applications.Bank;
    const created = await server.call('POST', '/v1/challenges', { apiKey, body: { user: alice.username } });
    expect(created.status).toBe(201);
    const phone = deviceOf(server, await keyOf(alice.jwk));
    expect((await phone.decide(created.json.id, { code: created.json.code })).status).toBe(200);
    const receipt = await server.call('GET', `/v1/challenges/${created.json.id}/receipt`, { apiKey });
    const keys = server.nod.keys.publicJwks;
    const expected = { keys, issuer: known.origin, audience, challengeId: created.json.id };
    expect(await verifyReceipt(receipt.text, expected)).toMatchObject({ outcome: 'approved' });
    const earlier = await server.call('GET', `/v1/challenges/${known.challenges.approved}/receipt`, { apiKey });
    expect(earlier.text).toBe(known.receipt);
  });

  test('its log and its history are kept', async () => {
    const { server, known } = await upgraded();
    const { items } = await listEvents(server.nod.store.db, { limit: 100 });
    const counts = Object.fromEntries(
      Object.entries(Object.groupBy(items, ({ type }) => type)).map(([type, of]) => [type, of?.length]),
    );
    expect(counts).toMatchObject({
      'application.created': 2,
      'user.created': 3,
      'device.activated': 2,
      'challenge.approved': 2,
      'challenge.denied': 1,
    });
    const [alice] = known.devices;
    if (!alice) throw new Error('the fixture has no phone');
    const history = await deviceOf(server, await keyOf(alice.jwk)).call('GET', '/device/v1/history');
    const { approved, denied, elsewhere } = known.challenges;
    expect(history.json.items.map(({ challengeId }) => challengeId).sort()).toEqual(
      [approved, denied, elsewhere].sort(),
    );
  });

  test('everything is in the realm `default`, where phones see the server’s name, and the start and doctor say what that means', async () => {
    const { server, known, environment } = await upgraded();
    const { accounts, store } = server.nod;
    expect(await accounts.listRealms()).toMatchObject([{ name: 'default', applications: 2, users: 3 }]);
    const [alice] = known.devices;
    if (!alice) throw new Error('the fixture has no phone');
    const { json } = await deviceOf(server, await keyOf(alice.jwk)).call('GET', '/device/v1/self');
    expect(json.realm).toEqual({ id: expect.stringMatching(/^rlm_[\w-]{22}$/), name: 'Example' });
    // As before, both applications mean the same alice; what one of them is told about her stays its own.
    for (const { apiKey } of Object.values(known.applications)) {
      const user = await server.call('GET', `/v1/users/${alice.username}`, { apiKey });
      expect(JSON.parse(user.text)).toMatchObject({ username: alice.username });
    }
    expect(await store.db.selectFrom('users').select('realm_id').where('realm_id', 'is', null).execute()).toEqual([]);
    const running = await serve(server.nod, server.log);
    expect(server.logged()).toContain('2 applications share the realm \\"default\\"');
    const { out } = await nod(['doctor', '--json'], environment);
    const { checks }: { checks: { check: string }[] } = JSON.parse(out);
    expect(checks.find(({ check }) => check === 'realms')).toMatchObject({
      status: 'warning',
      detail: expect.stringContaining('2 applications share the realm'),
    });
    await running.stop();
  });
});
