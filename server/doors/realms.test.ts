import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Store } from '../store/store.ts';
import { locationOf, onBothStores } from '../store/testing.ts';
import { pairDevice, startTestServer } from './testing-server.ts';

/** Bank and Forum on one server, each with people of its own. Forum lets people choose their names. */
async function bankAndForum(store: Store) {
  const { databaseUrl } = locationOf(store);
  const dataDir = mkdtempSync(path.join(tmpdir(), 'nod-realms-'));
  const environment: Record<string, string> = { NOD_DATA_DIR: dataDir };
  if (databaseUrl !== undefined) environment.NOD_DATABASE_URL = databaseUrl;
  const server = await startTestServer({ environment });
  onTestFinished(async () => {
    await server.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const [bank, forum] = [
    await server.application({ name: 'Bank', realm: 'Bank' }),
    await server.application({ name: 'Forum', realm: 'Forum' }),
  ];
  return { server, bank: bank.apiKey, forum: forum.apiKey };
}

const BOB = 'bob@bank.example';

onBothStores('two applications on one server', (fresh) => {
  test('attack: an outsider signs up at Forum under the name of a customer of Bank, and pairs a phone there', async () => {
    const { server, bank, forum } = await bankAndForum(await fresh());
    const outsider = await pairDevice(server, forum, BOB);
    // Bank's login of bob doesn't reach that phone, and says no more than that bob has none.
    const unknown = await server.call('POST', '/v1/challenges', { apiKey: bank, body: { user: BOB } });
    expect(unknown).toMatchObject({ status: 404, json: { code: 'user_unknown' } });
    const legacy = await server.call('POST', '/v1/push/session', {
      headers: { 'x-api-key': bank },
      body: { user: BOB },
    });
    expect(legacy.json.status).not.toBe('sent');
    // Bank's own enrolment works, and its logins reach bob's phone only.
    const bob = await pairDevice(server, bank, BOB);
    const asked = await server.call('POST', '/v1/challenges', { apiKey: bank, body: { user: BOB } });
    expect(asked.json.devices.map(({ id }) => id)).toEqual([bob.id]);
    expect((await outsider.call('GET', '/device/v1/challenges')).json.challenges).toEqual([]);
    const forged = await outsider.decide(asked.json.id, { decision: 'approve', code: asked.json.code });
    expect(forged.status).toBeGreaterThanOrEqual(400);
    expect((await bob.decide(asked.json.id, { decision: 'approve', code: asked.json.code })).status).toBe(200);
    expect((await outsider.call('GET', '/device/v1/history')).json.items).toEqual([]);
    expect((await outsider.call('GET', '/device/v1/devices')).json.devices.map(({ id }) => id)).toEqual([outsider.id]);
    // The phone's owner sees whose people they have joined.
    expect((await outsider.call('GET', '/device/v1/self')).json.realm).toMatchObject({ name: 'Forum' });
    expect((await bob.call('GET', '/device/v1/self')).json.realm).toMatchObject({ name: 'Bank' });
  });

  test('attack: an application reaches for people of another realm by every call that takes a name or an id', async () => {
    const { server, bank, forum } = await bankAndForum(await fresh());
    const alice = await pairDevice(server, bank, 'alice');
    const asForum = { apiKey: forum };
    for (const [method, url] of [
      ['GET', '/v1/users/alice'],
      ['GET', '/v1/users/alice/devices'],
      ['DELETE', `/v1/users/alice/devices/${alice.id}?evenIfLast=true`],
    ] as const) {
      expect((await server.call(method, url, asForum)).json.code, `${method} ${url}`).toBe('user_unknown');
    }
    expect((await server.call('GET', '/v1/users', asForum)).json.users).toEqual([]);
    // With an alice of its own Forum gets no further.
    const own = await pairDevice(server, forum, 'alice');
    const listed = await server.call('GET', '/v1/users/alice/devices', asForum);
    expect(listed.json.devices.map(({ id }) => id)).toEqual([own.id]);
    const removed = await server.call('DELETE', `/v1/users/alice/devices/${alice.id}?evenIfLast=true`, asForum);
    expect(removed.json.code).toBe('device_unknown');
    expect((await alice.call('GET', '/device/v1/self')).json.state).toBe('active');
    expect((await own.call('DELETE', `/device/v1/devices/${alice.id}`)).json.code).toBe('device_unknown');
  });

  test('attack: within a realm, an application whose login was approved once adds a device of its own', async () => {
    const { server, bank } = await bankAndForum(await fresh());
    const wiki = await server.application({ name: 'Wiki', realm: 'Bank' });
    const alice = await pairDevice(server, bank, 'alice');
    const asked = await server.call('POST', '/v1/challenges', { apiKey: wiki.apiKey, body: { user: 'alice' } });
    expect((await alice.decide(asked.json.id, { decision: 'approve', code: asked.json.code })).status).toBe(200);
    const ticket = await server.call('POST', '/v1/enrollments', {
      apiKey: wiki.apiKey,
      body: { user: { username: 'alice' } },
    });
    expect(ticket).toMatchObject({ status: 403, json: { code: 'enrollment_refused' } });
  });

  test('M1: the log names the application that removed a device', async () => {
    const { server, bank } = await bankAndForum(await fresh());
    const alice = await pairDevice(server, bank, 'alice');
    await server.call('DELETE', `/v1/users/alice/devices/${alice.id}?evenIfLast=true`, { apiKey: bank });
    const event = await server.nod.store.db
      .selectFrom('events')
      .select(['application_id', 'detail'])
      .where('type', '=', 'device.revoked')
      .executeTakeFirstOrThrow();
    expect(event.application_id).toMatch(/^app_/);
    expect(JSON.parse(event.detail)).toEqual({ by: 'application', application: 'Bank', name: 'Pixel 9' });
  });
});

test('a key that lacks a scope is told which, and the command that gives one that has it', async () => {
  const server = await startTestServer();
  onTestFinished(() => server.close());
  const { id, apiKey } = await server.nod.accounts.createApplication({ name: 'Wiki', origins: [] });
  const refused = await server.call('POST', '/v1/enrollments', { apiKey, body: { user: { username: 'alice' } } });
  expect(refused).toMatchObject({ status: 403, json: { code: 'scope_missing', params: { scope: 'enroll' } } });
  expect(refused.json.detail).toContain('"enroll"');
  expect(refused.json.detail).toContain(`nod app rotate-key ${id} --scope challenges,enroll`);
  const { apiKey: next } = await server.nod.accounts.rotateKey(id, {
    overlapSeconds: 60,
    scopes: ['challenges', 'enroll'],
  });
  const body = { user: { username: 'alice' } };
  expect((await server.call('POST', '/v1/enrollments', { apiKey: next, body })).status).toBe(201);
  // The old key works on, and can do no more than it could.
  expect((await server.call('POST', '/v1/enrollments', { apiKey, body })).json.code).toBe('scope_missing');
});
