import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { selfSchema } from '../../../shared/protocol/device-api.ts';
import { announcementsResponseSchema } from '../../../shared/protocol/trust-api.ts';
import { sha256 } from '../../crypto/seal.ts';
import { locationOf, onBothStores } from '../../store/testing.ts';
import { pairDevice, startTestServer, type TestDevice, type TestServer } from '../testing-server.ts';

const HOUR_MS = 3_600_000;
const features = ['vouch', 'announcements'];

onBothStores('waiting to be let in, by the device door', (fresh) => {
  let server: TestServer;
  let apiKey: string;
  let users = 0;
  beforeAll(async () => {
    const { databaseUrl } = locationOf(await fresh());
    const on = { NOD_VOUCH: 'required', NOD_RECOVERY_DELAY: '72h' };
    server = await startTestServer({
      environment: databaseUrl === undefined ? on : { ...on, NOD_DATABASE_URL: databaseUrl },
    });
    ({ apiKey } = await server.application());
  });
  afterAll(() => server.close());

  /** A user's phone, and a device that waits beside it, with the notice as the phone lists it. */
  async function waiting() {
    const user = `user${++users}`;
    const phone = await pairDevice(server, apiKey, user, { features });
    const next = await pairDevice(server, apiKey, user, { features, name: 'iPhone' });
    const answer = await next.call('POST', '/device/v1/vouching/wait');
    expect(answer.status).toBe(200);
    const notice = (await listed(phone)).find(({ what }) => what === 'device.waits');
    if (!notice) throw new Error('no notice');
    return { phone, next, notice };
  }
  const listed = async (phone: TestDevice) =>
    v.parse(announcementsResponseSchema, (await phone.call('GET', '/device/v1/announcements')).json).items;
  const selfOf = async (device: TestDevice) => v.parse(selfSchema, (await device.call('GET', '/device/v1/self')).json);

  async function linkTo(announcementId: string): Promise<string> {
    const token = randomBytes(16).toString('base64url');
    const expiresAtMs = server.clock.nowMs + 1000 * HOUR_MS;
    await server.nod.store.db
      .insertInto('undo_links')
      .values({
        token_hash: sha256(token),
        announcement_id: announcementId,
        expires_at_ms: expiresAtMs,
        used_at_ms: null,
      })
      .execute();
    return token;
  }

  async function pass(hours: number): Promise<void> {
    for (let hour = 0; hour < hours; hour += 12) {
      server.clock.nowMs += 12 * HOUR_MS;
      await server.nod.devices.sweep();
    }
  }

  it('A6.3.7: asked for, told, seen on a screen, and let in three days later; fetching the list begins nothing', async () => {
    const { phone, next, notice } = await waiting();
    expect(notice).toMatchObject({
      what: 'device.waits',
      device: { id: next.id, name: 'iPhone' },
      by: { whom: 'application' },
      undo: 'possible',
      detail: { step: 'asked', delayMs: 72 * HOUR_MS },
    });
    await pass(48);
    expect((await selfOf(next)).wait).toMatchObject({ letInAtMs: null });
    const seen = await phone.call('POST', `/device/v1/announcements/${notice.id}/seen`);
    expect(seen.status).toBe(204);
    expect((await next.call('POST', `/device/v1/announcements/${notice.id}/seen`)).json.code).toBe('device_unvouched');
    const endMs = server.clock.nowMs + 72 * HOUR_MS;
    expect(await selfOf(next)).toMatchObject({ state: 'unvouched', wait: { letInAtMs: endMs } });
    await pass(72);
    expect(await selfOf(next)).toMatchObject({ state: 'active', wait: null });
    const [added] = await listed(phone);
    expect(added).toMatchObject({ what: 'device.added', undo: 'possible', detail: { how: 'waited' } });
  });

  it('N14: “say no” in the notice turns it away', async () => {
    const { phone, next, notice } = await waiting();
    await phone.call('POST', `/device/v1/announcements/${notice.id}/seen`);
    const answer = await phone.call('POST', `/device/v1/announcements/${notice.id}/undo`);
    expect([answer.status, answer.json]).toEqual([200, { suspended: [] }]);
    expect((await next.call('GET', '/device/v1/self')).json.code).toBe('device_revoked');
    expect((await listed(phone)).find(({ id }) => id === notice.id)?.undo).toBe('done');
  });

  it('N14: the page of an e-mail: opening it is nothing, one button begins the wait, the other says no', async () => {
    const { next, notice } = await waiting();
    const token = await linkTo(notice.id);
    const post = (path: string) => server.call('POST', path, { body: { token } });
    expect((await server.call('GET', '/undo/seen')).status).toBe(405);
    expect((await selfOf(next)).wait).toMatchObject({ letInAtMs: null });
    const seen = await post('/undo/seen');
    expect([seen.status, seen.json]).toEqual([200, { suspended: [], letInAtMs: server.clock.nowMs + 72 * HOUR_MS }]);
    const no = await post('/undo');
    expect([no.status, no.json]).toEqual([200, { suspended: [] }]);
    expect((await next.call('GET', '/device/v1/self')).json.code).toBe('device_revoked');
    expect((await post('/undo/seen')).status).toBe(410);
  });
});
