import { randomBytes } from 'node:crypto';
import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { pairDevice, startTestServer, type TestDevice, type TestServer } from '../server/doors/testing-server.ts';
import { startPushService, type TestPushService } from '../server/push/testing-push-service.ts';
import { createReceiver } from '../server/push/testing-receiver.ts';
import { drawnTransitions, TABLES_WITH_STATES, type TableWithStates } from './testing-pictures.ts';

/**
 * The server is driven through each arrow of the pictures of states, with triggers in its database that write down each
 * change of a state. An arrow that isn't seen is drawn wrong; a change that isn't drawn is missing.
 */
const environment = { NOD_VAPID_SUBJECT: 'mailto:ops@example.org', NOD_VOUCH: 'required' };
const features = ['vouch'];
/** Three wrong codes end a challenge, and here they suspend as well. */
const many = { pushes: 1000, windowMs: 600_000 };
const limits = { failuresUntilSuspended: 3, denyCoolDownMs: 0, pushesPerApplication: many, pushesOverAll: many };

describe('transitions', () => {
  let server: TestServer;
  let recorded: Recorder;
  let apiKey: string;
  beforeAll(async () => {
    const fetch = async () => new Response(null, { status: 403 });
    server = await startTestServer({ environment, deps: { limits, fetch } });
    recorded = recordTransitions(server);
    ({ apiKey } = await server.application());
  });
  afterAll(async () => {
    recorded.close();
    await server.close();
  });

  const ask = async (user: string) => (await server.call('POST', '/v1/challenges', { apiKey, body: { user } })).json;
  const get = (url: string) => server.call('GET', url, { apiKey });
  const remove = (user: string, id: string) =>
    server.call('DELETE', `/v1/users/${user}/devices/${id}?evenIfLast=true`, { apiKey });
  const pairPending = (user: string) => pairDevice(server, apiKey, user, { pending: true });
  async function guessWrong(phone: TestDevice, { id, code }: { id: string; code: string }) {
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    for (let guess = 0; guess < 3; guess++) await phone.decide(id, { code: wrong });
  }

  it('of challenges are the drawn ones', async () => {
    const phone = await pairDevice(server, apiKey, 'alice');
    const approved = await ask('alice');
    await phone.decide(approved.id, { code: approved.code });
    await phone.decide((await ask('alice')).id, { decision: 'deny' });
    await ask('alice');
    const superseding = await ask('alice');
    await server.call('DELETE', `/v1/challenges/${superseding.id}`, { apiKey });
    const expired = await ask('alice');
    server.clock.nowMs += 600_000;
    await get(`/v1/challenges/${expired.id}`);
    await phone.decide((await ask('alice')).id, { decision: 'report' });
    await guessWrong(await pairDevice(server, apiKey, 'bob'), await ask('bob'));
    expect(recorded.of('challenges')).toEqual(drawnTransitions('challenges'));
  });

  it('of devices are the drawn ones', async () => {
    const active = await pairDevice(server, apiKey, 'carol', { features });
    await pairPending('carol');
    const vouched = await pairDevice(server, apiKey, 'carol', { features });
    const { challengeId, code } = (await vouched.call('POST', '/device/v1/vouching', {})).json;
    await active.decide(challengeId, { code });
    await active.call('POST', `/device/v1/devices/${vouched.id}/suspension`, {});
    await active.call('DELETE', `/device/v1/devices/${vouched.id}/suspension`, {});
    const denied = await pairDevice(server, apiKey, 'carol', { features });
    const request = (await denied.call('POST', '/device/v1/vouching', {})).json;
    await active.decide(request.challengeId, { decision: 'deny' });
    await pairDevice(server, apiKey, 'carol', { features });
    await guessWrong(active, await ask('carol'));
    await remove('carol', active.id);
    await remove('dave', (await pairDevice(server, apiKey, 'dave')).id);
    await remove('dora', (await pairPending('dora')).id);
    const one = await pairDevice(server, apiKey, 'eve', { features });
    const other = await pairDevice(server, apiKey, 'eve', { features });
    const asked = (await other.call('POST', '/device/v1/vouching', {})).json;
    await one.decide(asked.challengeId, { code: asked.code });
    await one.call('POST', `/device/v1/devices/${other.id}/suspension`, {});
    await one.call('DELETE', `/device/v1/devices/${other.id}/suspension`, {});
    expect(recorded.of('devices')).toEqual(drawnTransitions('devices'));
  });

  it('of enrollments are the drawn ones', async () => {
    const ticketOf = async (key: string, username: string) =>
      (await server.call('POST', '/v1/enrollments', { apiKey: key, body: { user: { username } } })).json;
    const claim = (code: string) => server.call('POST', '/device/v1/enrollments/claim', { body: { code } });
    await pairDevice(server, apiKey, 'erin');
    await ticketOf(apiKey, 'erin');
    await ticketOf(apiKey, 'erin');
    const webhook = { url: 'https://wiki.example/pair', username: 'nod', password: 'secret' };
    const strict = await server.application({ name: 'Strict', webhook });
    await claim((await ticketOf(strict.apiKey, 'frank')).code);
    expect(recorded.of('enrollments')).toEqual(drawnTransitions('enrollments'));
  });

  it('of deliveries are the drawn ones', async () => {
    const service = await startPushService();
    const rewrite = { NOD_TEST_PUSH_REWRITE: `fcm.googleapis.com=${service.baseUrl}` };
    const pushing = await startTestServer({ environment: { ...environment, ...rewrite }, deps: { limits } });
    const deliveries = recordTransitions(pushing);
    try {
      const key = (await pushing.application()).apiKey;
      for (const [state, status] of Object.entries({ queued: 503, sent: 201, failed: 400, pull: null })) {
        for (const events of [[], ['received'], ['displayed'], ['received', 'displayed']]) {
          const { phone, revoke, ask } = await deviceWith(pushing, key, service, status);
          const { id } = await ask();
          // Not before the answer is on file: it would be written over what the worker says.
          await expect.poll(() => deliveries.row(id)).toEqual({ state, attempts: status === null ? 0 : 1 });
          for (const event of events) await phone.call('POST', `/device/v1/challenges/${id}/delivery`, { event });
          await revoke();
        }
      }
      const { ask } = await deviceWith(pushing, key, service, 410);
      const { id } = await ask();
      await expect.poll(() => deliveries.row(id)?.state).toBe('gone');
      const next = await ask();
      await expect.poll(() => deliveries.row(next.id)?.state).toBe('pull');
      expect(deliveries.of('deliveries')).toEqual(drawnTransitions('deliveries'));
    } finally {
      deliveries.close();
      await pushing.close();
    }
  });
});

let users = 0;

/** A device of a new user, subscribed at a push service that answers with this status; null: in pull mode. */
async function deviceWith(server: TestServer, apiKey: string, service: TestPushService, status: number | null) {
  const user = `user${++users}`;
  const phone = await pairDevice(server, apiKey, user);
  if (status !== null) {
    const { p256dh, auth, decrypt } = await createReceiver();
    const path = `/fcm/send/${token()}`;
    const subscription = { endpoint: `https://fcm.googleapis.com${path}`, keys: { p256dh, auth } };
    service.answerWith(({ answer }) => void answer.writeHead(201).end());
    expect((await phone.call('PUT', '/device/v1/self/subscription', { subscription })).status).toBe(200);
    const test = await vi.waitUntil(() => service.received.find((push) => push.path === path));
    const { notice } = JSON.parse(await decrypt(test.body)).notification.data;
    const { nonce } = decodeJwt(notice);
    expect((await phone.call('POST', '/device/v1/activate', { nonce })).json).toMatchObject({ delivery: 'push' });
  }
  service.answerWith(({ answer }) => void answer.writeHead(status ?? 500).end());
  return {
    phone,
    ask: async () => (await server.call('POST', '/v1/challenges', { apiKey, body: { user } })).json,
    revoke: () => server.call('DELETE', `/v1/users/${user}/devices/${phone.id}?evenIfLast=true`, { apiKey }),
  };
}

const token = () => randomBytes(16).toString('base64url');

interface Recorder {
  /** Changes so far, sorted, as `from → to`. */
  of(table: TableWithStates): string[];
  /** A challenge's only delivery. */
  row(challengeId: string): { state: string; attempts: number } | undefined;
  close(): void;
}

/** On a connection of its own, so that nothing of the server is in its way. */
function recordTransitions(server: TestServer): Recorder {
  const database = new SqliteDatabase(path.join(server.nod.config.dataDir, 'nod.sqlite'));
  database.exec('create table test_transitions (of_table text, transition text, primary key (of_table, transition))');
  const note = (table: string, from: string) =>
    `begin insert or ignore into test_transitions values ('${table}', ${from} || ' → ' || new.state); end`;
  for (const table of TABLES_WITH_STATES) {
    database.exec(`create trigger test_new_${table} after insert on ${table} ${note(table, `'[*]'`)}`);
    database.exec(
      `create trigger test_changed_${table} after update on ${table} when old.state <> new.state ${note(table, 'old.state')}`,
    );
  }
  const transitions = database.prepare('select transition from test_transitions where of_table = ?').pluck();
  const row = database.prepare<[string], { state: string; attempts: number }>(
    'select state, attempts from deliveries where challenge_id = ?',
  );
  return {
    of: (table) => (transitions.all(table) as string[]).sort(),
    row: (challengeId) => row.get(challengeId),
    close: () => database.close(),
  };
}
