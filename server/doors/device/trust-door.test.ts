import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { devicesResponseSchema, selfSchema } from '../../../shared/protocol/device-api.ts';
import { announce } from '../../announcements/announce.ts';
import { sha256 } from '../../crypto/seal.ts';
import { NO_PLACES } from '../../net/places.ts';
import { pairDevice, startTestServer, type TestDevice, type TestServer } from '../testing-server.ts';

const DAY_MS = 86_400_000;

describe('what devices of a user do to each other, by their door', () => {
  let server: TestServer;
  let apiKey: string;
  let user: string;
  let phone: TestDevice;
  let tablet: TestDevice;
  let users = 0;

  beforeAll(async () => {
    server = await startTestServer();
    ({ apiKey } = await server.application());
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    user = `user${++users}`;
    phone = await pairDevice(server, apiKey, user);
    tablet = await pairDevice(server, apiKey, user, { name: 'Tablet' });
  });

  const of = (device: TestDevice, verb: string) => `/device/v1/devices/${device.id}/${verb}`;
  const listed = async () => {
    const answer = await phone.call('GET', '/device/v1/devices');
    return v.parse(devicesResponseSchema, answer.json).devices;
  };

  /** An announcement of this user, and the token of its link. */
  async function tell(device: TestDevice, by: TestDevice) {
    const { nod } = server;
    const { user_id: userId } = await nod.store.db
      .selectFrom('devices')
      .select('user_id')
      .where('id', '=', device.id)
      .executeTakeFirstOrThrow();
    const said = { userId, what: 'device.added', deviceId: device.id, by: 'device', byDeviceId: by.id } as const;
    const core = { clock: () => server.clock.nowMs, randomBytes, places: NO_PLACES };
    const id = await nod.store.transaction((trx) => announce(core, trx, said));
    const token = randomBytes(16).toString('base64url');
    await nod.store.db
      .insertInto('undo_links')
      .values({
        token_hash: sha256(token),
        announcement_id: id,
        expires_at_ms: server.clock.nowMs + 7 * DAY_MS,
        used_at_ms: null,
      })
      .execute();
    return { id, token };
  }

  it('N16: suspended, seen so by all, resumed, renamed and removed', async () => {
    expect((await phone.call('POST', of(tablet, 'suspension'), {})).status).toBe(204);
    expect((await tablet.call('GET', '/device/v1/challenges')).json.code).toBe('device_suspended');
    const atMs = server.clock.nowMs;
    const self = v.parse(selfSchema, (await tablet.call('GET', '/device/v1/self')).json);
    const suspension = { why: 'list', byDeviceId: phone.id, atMs, objectUntilMs: atMs + DAY_MS, removalAtMs: null };
    expect(self).toMatchObject({ state: 'suspended', suspension });
    expect((await listed()).find(({ id }) => id === tablet.id)).toMatchObject({
      state: 'suspended',
      suspension,
      platform: 'Chrome on Android',
      keyThumbprint: tablet.key.kid,
      activatedAtMs: atMs,
      hasVerifier: false,
    });
    expect((await phone.call('DELETE', of(tablet, 'suspension'), {})).status).toBe(204);
    expect((await tablet.call('GET', '/device/v1/challenges')).status).toBe(200);
    expect((await phone.call('PATCH', `/device/v1/devices/${tablet.id}`, { name: 'Kitchen' })).status).toBe(204);
    expect((await phone.call('POST', of(tablet, 'removal'), {})).status).toBe(204);
    expect((await listed()).find(({ id }) => id === tablet.id)).toMatchObject({
      name: 'Kitchen',
      suspension: { why: 'removal', removalAtMs: atMs + DAY_MS },
    });
    server.clock.nowMs += DAY_MS;
    await server.nod.devices.sweep();
    expect((await tablet.call('GET', '/device/v1/self')).json.code).toBe('device_revoked');
  });

  it('N16: the calls of a suspended device: it may look at itself, object, and remove itself, no more', async () => {
    await phone.call('POST', of(tablet, 'suspension'), {});
    for (const [method, path, body] of [
      ['POST', of(phone, 'suspension'), {}],
      ['DELETE', of(tablet, 'suspension'), {}],
      ['PATCH', `/device/v1/devices/${tablet.id}`, { name: 'x' }],
      ['POST', of(phone, 'removal'), {}],
      ['DELETE', `/device/v1/devices/${phone.id}`],
      ['POST', '/device/v1/self/replaces', { deviceId: phone.id }],
      ['POST', `/device/v1/announcements/ann_${'A'.repeat(22)}/undo`],
      ['POST', `/device/v1/challenges/chl_${'A'.repeat(22)}/report/taken-back`],
    ] as const) {
      const answer = await tablet.call(method, path, body);
      expect([path, answer.status, answer.json.code]).toEqual([path, 403, 'device_suspended']);
    }
    const objected = await tablet.call('POST', '/device/v1/self/objection', {});
    expect(v.parse(selfSchema, objected.json).suspension).toMatchObject({ why: 'objection' });
    expect((await phone.call('GET', '/device/v1/challenges')).json.code).toBe('device_suspended');
    expect((await tablet.call('POST', of(tablet, 'removal'), {})).status).toBe(204);
  });

  it('N16: the decision of a device that is suspended meanwhile counts no more', async () => {
    const { json } = await server.call('POST', '/v1/challenges', { apiKey, body: { user } });
    await phone.call('POST', of(tablet, 'suspension'), {});
    const late = await tablet.decide(json.id, { code: json.code });
    expect([late.status, late.json.code]).toEqual([403, 'device_suspended']);
    const [suspended, decided] = await Promise.all([
      phone.call('DELETE', of(tablet, 'suspension'), {}).then(() => phone.call('POST', of(tablet, 'suspension'), {})),
      tablet.decide(json.id, { code: json.code }),
    ]);
    expect(suspended.status).toBe(204);
    const { state } = (await server.call('GET', `/v1/challenges/${json.id}`, { apiKey })).json;
    expect(state).toBe(decided.status === 200 ? 'approved' : 'pending');
  });

  it('N16: a new device is refused, whatever it wants of an old one', async () => {
    server.clock.nowMs += DAY_MS;
    const young = await pairDevice(server, apiKey, user, { name: 'New' });
    for (const [method, path, body] of [
      ['POST', of(phone, 'suspension'), {}],
      ['POST', of(phone, 'removal'), { evenIfLast: true }],
      ['DELETE', `/device/v1/devices/${phone.id}`],
      ['PATCH', `/device/v1/devices/${phone.id}`, { name: 'x' }],
    ] as const) {
      const answer = await young.call(method, path, body);
      expect([path, answer.status, answer.json.code]).toEqual([path, 403, 'device_too_young']);
    }
    expect((await phone.call('GET', '/device/v1/challenges')).status).toBe(200);
  });

  it('N16: the last device removes itself only if that is meant; earlier authenticators ask nobody', async () => {
    await phone.call('POST', of(tablet, 'suspension'), {});
    const refused = await phone.call('POST', of(phone, 'removal'), {});
    expect([refused.status, refused.json.code]).toEqual([409, 'last_device']);
    expect((await phone.call('POST', of(phone, 'removal'), { evenIfLast: true })).status).toBe(204);
    const alone = await pairDevice(server, apiKey, `${user}-alone`);
    const byRest = await server.call('DELETE', `/v1/users/${user}-alone/devices/${alone.id}`, { apiKey });
    expect([byRest.status, byRest.json.code]).toEqual([409, 'last_device']);
    expect((await alone.call('DELETE', `/device/v1/devices/${alone.id}`)).status).toBe(204);
  });

  it('N14: a notice is undone by one step on a device, once', async () => {
    const { id } = await tell(tablet, phone);
    const undone = await phone.call('POST', `/device/v1/announcements/${id}/undo`);
    expect(undone.json).toEqual({ suspended: [{ id: tablet.id, name: 'Tablet' }] });
    expect((await phone.call('POST', `/device/v1/announcements/${id}/undo`)).json).toEqual({ suspended: [] });
    const unknown = await phone.call('POST', `/device/v1/announcements/ann_${'A'.repeat(22)}/undo`);
    expect([unknown.status, unknown.json.code]).toEqual([404, 'announcement_unknown']);
  });

  it('N14: the link of an e-mail does nothing when it is only looked at, works once, and is limited per address', async () => {
    const { token } = await tell(tablet, phone);
    for (const path of ['/undo', `/undo/${token}`, `/undo?token=${token}`]) {
      expect((await server.call('GET', path)).status).not.toBe(200);
    }
    expect((await tablet.call('GET', '/device/v1/challenges')).status).toBe(200);
    const undo = (body: unknown, ip: string) => server.call('POST', '/undo', { body, ip });
    const ip = `198.51.100.${users}`;
    expect((await undo({ token }, ip)).json).toEqual({ suspended: [{ id: tablet.id, name: 'Tablet' }] });
    const again = await undo({ token }, ip);
    expect([again.status, again.json.code]).toEqual([410, 'link_used']);
    const codes: string[] = [];
    for (let guess = 0; guess < 9; guess++) {
      codes.push((await undo({ token: randomBytes(16).toString('base64url') }, ip)).json.code);
    }
    expect(codes).toEqual([...Array(8).fill('link_invalid'), 'rate_limited']);
    expect(server.logged()).not.toContain(token);
  });

  it('N5: an accidental report is taken back by the device that made it', async () => {
    const { json } = await server.call('POST', '/v1/challenges', { apiKey, body: { user } });
    await phone.decide(json.id, { decision: 'report' });
    const path = `/device/v1/challenges/${json.id}/report/taken-back`;
    expect((await tablet.call('POST', path)).json.code).toBe('report_final');
    expect((await phone.call('POST', path)).status).toBe(204);
    expect((await phone.call('POST', path)).json.code).toBe('report_final');
    const next = await server.call('POST', '/v1/challenges', { apiKey, body: { user } });
    expect(next.json).not.toHaveProperty('quiet');
  });
});
