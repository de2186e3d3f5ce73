import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { announcementsResponseSchema, emailResponseSchema } from '../../../shared/protocol/trust-api.ts';
import { makeSoftwareVerifier } from '../../../shared/protocol/vectors/software-verifier.ts';
import { type Announcement, announce } from '../../announcements/announce.ts';
import { NO_PLACES } from '../../net/places.ts';
import { verifierRow } from '../../store/testing.ts';
import { ORIGIN, pairDevice, startTestServer, type TestDevice, type TestServer } from '../testing-server.ts';

let server: TestServer;
let apiKey: string;
let phone: TestDevice;
let userId: string;

beforeAll(async () => {
  server = await startTestServer();
  ({ apiKey } = await server.application());
  phone = await pairDevice(server, apiKey, 'alice');
  userId = await userOf(phone);
});
afterAll(() => server.close());

async function userOf(device: TestDevice): Promise<string> {
  const { store } = server.nod;
  const row = await store.db
    .selectFrom('devices')
    .select('user_id')
    .where('id', '=', device.id)
    .executeTakeFirstOrThrow();
  return row.user_id;
}

const tell = (input: Partial<Announcement> & Pick<Announcement, 'what'>) =>
  server.nod.store.transaction((trx) =>
    announce(
      {
        clock: () => server.clock.nowMs,
        randomBytes: (size) => crypto.getRandomValues(new Uint8Array(size)),
        places: NO_PLACES,
      },
      trx,
      { userId, by: 'operator', ...input },
    ),
  );

async function list(device: TestDevice, query = '') {
  const answer = await device.call('GET', `/device/v1/announcements${query}`);
  expect(answer.status).toBe(200);
  return v.parse(announcementsResponseSchema, answer.json);
}

describe('GET /device/v1/announcements', () => {
  test('N14: what happened, newest first, in pages', async () => {
    for (const what of ['device.suspended', 'device.resumed', 'device.removed'] as const) {
      await tell({ what, ip: '198.51.100.1' });
      server.clock.nowMs += 1_000;
    }
    const first = await list(phone, '?limit=2');
    expect(first.items.map(({ what }) => what)).toEqual(['device.removed', 'device.resumed']);
    expect(first.items[0]).toMatchObject({ ip: '198.51.100.1', by: { whom: 'operator' }, undo: 'impossible' });
    const rest = await list(phone, `?limit=100&before=${first.nextBeforeMs}`);
    expect(rest.items.map(({ what }) => what)).toContain('device.suspended');
    expect(rest.items.map(({ what }) => what)).not.toContain('device.resumed');
    expect(rest.nextBeforeMs).toBeNull();
  });

  test('N14: nobody reads what happened to somebody else, and no device that is not active', async () => {
    const bob = await pairDevice(server, apiKey, 'bob');
    const { items } = await list(bob);
    expect(items.filter(({ what }) => what === 'device.removed')).toEqual([]);
    const pending = await pairDevice(server, apiKey, 'bob', { pending: true });
    expect((await pending.call('GET', '/device/v1/announcements')).status).toBe(403);
    expect((await server.call('GET', '/device/v1/announcements')).status).toBe(401);
  });

  test.each(['?limit=0', '?limit=101', '?before=-1', '?before=x', '?more=1'])('refuses %s', async (query) => {
    expect((await phone.call('GET', `/device/v1/announcements${query}`)).status).toBe(400);
  });
});

describe('/device/v1/account/email', () => {
  test('A6.3.7: a device sets it; it counts a day later, and that is announced', async () => {
    const none = v.parse(emailResponseSchema, (await phone.call('GET', '/device/v1/account/email')).json);
    expect(none).toEqual({ email: null, countsFromMs: null, available: false });
    const set = await phone.call('PUT', '/device/v1/account/email', { email: 'alice@Example.org' });
    expect(set.status).toBe(200);
    expect(v.parse(emailResponseSchema, set.json)).toMatchObject({
      email: 'alice@example.org',
      countsFromMs: server.clock.nowMs + 86_400_000,
    });
    expect((await list(phone)).items[0]).toMatchObject({
      what: 'email.changed',
      by: { whom: 'device', deviceId: phone.id },
    });
  });

  test('refuses a line break and changes nothing', async () => {
    const refused = await phone.call('PUT', '/device/v1/account/email', {
      email: 'alice@example.org\r\nBcc: mallory@example.net',
    });
    expect(refused.status).toBe(422);
    expect(refused.json.type).toContain('email_invalid');
    expect((await phone.call('GET', '/device/v1/account/email')).text).toContain('alice@example.org');
  });

  test('N10: where a verifier counts, the person confirms this very address', async () => {
    const tablet = await pairDevice(server, apiKey, 'carol');
    const software = await makeSoftwareVerifier(ORIGIN, 'localhost');
    const device = tablet.key.kid;
    await server.nod.store.db.insertInto('verifiers').values(verifierRow(tablet.id, software.verifier)).execute();
    const put = (email: string, verification?: unknown) =>
      tablet.call('PUT', '/device/v1/account/email', { email, verification });
    const confirm = (target: string) =>
      software.confirm({ server: ORIGIN, device, target, action: 'email' }, { atMs: server.clock.nowMs });
    expect((await put('carol@example.org')).json.type).toContain('verifier_invalid');
    expect((await put('mallory@example.net', await confirm('carol@example.org'))).json.type).toContain(
      'verifier_invalid',
    );
    const confirmed = await confirm('carol@example.org');
    expect((await put('carol@example.org', confirmed)).status).toBe(200);
    expect((await put('carol@example.net', await confirm('carol@example.net'))).status).toBe(200);
    // Recorded, and sent once more.
    expect((await put('carol@example.org', confirmed)).json.type).toContain('verifier_invalid');
  });

  test('an application and a stranger have no such call', async () => {
    expect((await server.call('GET', '/device/v1/account/email', { apiKey })).status).toBe(401);
    expect((await server.call('PUT', '/device/v1/account/email', { body: { email: null } })).status).toBe(401);
  });
});
