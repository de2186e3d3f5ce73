import { afterAll, beforeAll, expect, it } from 'vitest';
import { readChallenge } from '../../../shared/protocol/challenge.ts';
import { verifyReceipt } from '../../../shared/protocol/receipt.ts';
import { trustApplicationId } from '../../accounts/trust-application.ts';
import { locationOf, onBothStores } from '../../store/testing.ts';
import { ROUTES } from '../routes.ts';
import { ORIGIN, pairDevice, startTestServer, type TestDevice, type TestServer } from '../testing-server.ts';

const features = ['vouch'];

onBothStores('vouching by the device door', (fresh) => {
  let server: TestServer;
  let app: { id: string; apiKey: string };
  let users = 0;
  beforeAll(async () => {
    const { databaseUrl } = locationOf(await fresh());
    server = await startTestServer({
      environment: { NOD_VOUCH: 'required', ...(databaseUrl === undefined ? {} : { NOD_DATABASE_URL: databaseUrl }) },
    });
    app = await server.application();
  });
  afterAll(() => server.close());

  /** A user with a phone, and a second device that waits to be let in. */
  async function two() {
    const user = `user${++users}`;
    const phone = await pairDevice(server, app.apiKey, user, { features });
    const next = await pairDevice(server, app.apiKey, user, { features, name: 'iPhone' });
    return { user, phone, next };
  }
  const stateOf = async (device: TestDevice) => (await device.call('GET', '/device/v1/self')).json.state;
  const ask = (device: TestDevice, body: object = {}) => device.call('POST', '/device/v1/vouching', body);

  it('a second device shows digits, the first one takes them, and the graph says so to both', async () => {
    const { phone, next, user } = await two();
    expect(await stateOf(next)).toBe('unvouched');
    const { status, json } = await ask(next);
    expect(status).toBe(201);
    expect(json).toMatchObject({ quiet: false, asksLeft: 3, devices: [{ name: 'Pixel 9', kind: 'pwa' }] });
    const { challengeId, code } = json;
    const listed = (await phone.call('GET', '/device/v1/challenges')).json.challenges;
    expect(listed.map(({ challenge }) => readChallenge(challenge).vouch?.device)).toEqual([next.id]);
    expect((await phone.decide(challengeId, { code })).status).toBe(200);
    expect(await stateOf(next)).toBe('active');
    for (const reader of [phone, next]) {
      const answer = await reader.call('GET', `/device/v1/devices/${next.id}/vouch`);
      expect(answer.json).toMatchObject({ vouch: { how: 'device', byDeviceId: phone.id } });
      const { receipt } = answer.json as unknown as { receipt: string };
      const { realm_id: realmId } = await server.nod.accounts.getApplication(app.id);
      const claims = await verifyReceipt(receipt, {
        keys: server.nod.keys.publicJwks,
        issuer: ORIGIN,
        audience: trustApplicationId(realmId),
        challengeId,
      });
      expect(claims).toMatchObject({ outcome: 'approved', match: 'code' });
      expect(readChallenge(claims.challenge).vouch?.thumbprint).toBe(next.key.kid);
    }
    const first = await next.call('GET', `/device/v1/devices/${phone.id}/vouch`);
    expect(first.json).toEqual({ vouch: { how: 'first', byDeviceId: null, atMs: server.clock.nowMs }, receipt: null });
    const list = (await phone.call('GET', '/device/v1/devices')).json.devices;
    expect(list.map((device) => (device as unknown as { vouch: { how: string } }).vouch.how).sort()).toEqual([
      'device',
      'first',
    ]);
    // Nobody else's.
    const stranger = await pairDevice(server, app.apiKey, `${user}x`, { features });
    expect((await stranger.call('GET', `/device/v1/devices/${next.id}/vouch`)).status).toBe(404);
  });

  it('REST tells it as pending, and that nobody vouched', async () => {
    const { user, next, phone } = await two();
    const devicesOf = async () =>
      (await server.call('GET', `/v1/users/${user}/devices`, { apiKey: app.apiKey })).json.devices;
    const before = await devicesOf();
    expect(before.find(({ id }) => id === next.id)).toMatchObject({
      state: 'pending',
      vouched: false,
      activatedAt: null,
    });
    expect(before.find(({ id }) => id === phone.id)).toMatchObject({ state: 'active', vouched: true });
    const { challengeId, code } = (await ask(next)).json;
    await phone.decide(challengeId, { code });
    expect((await devicesOf()).find(({ id }) => id === next.id)).toMatchObject({ state: 'active', vouched: true });
  });

  it('N4: REST says of one that wrong codes have stopped before it was let in that nobody vouched', async () => {
    const { user, next, phone } = await two();
    const { id } = await server.nod.store.db
      .selectFrom('users')
      .select('id')
      .where('username', '=', user)
      .executeTakeFirstOrThrow();
    await server.nod.store.transaction((trx) => server.nod.devices.suspendAll(trx, id));
    const { devices } = (await server.call('GET', `/v1/users/${user}/devices`, { apiKey: app.apiKey })).json;
    expect(devices.find((device) => device.id === next.id)).toMatchObject({ state: 'suspended', vouched: false });
    expect(devices.find((device) => device.id === phone.id)).toMatchObject({ state: 'suspended', vouched: true });
  });

  it('an unvouched device may do nothing but look at itself, ask, renew its subscription and go', async () => {
    const { next, phone } = await two();
    const asks = ['askForVouching', 'askToWait', 'admitByRecovery'];
    const own = ['getSelf', ...asks, 'renewSubscription', 'sendTest', 'activateDevice', 'revokeOwnDevice'];
    // Objecting is for a suspended one, which it isn't.
    const may = [...own, 'objectToSuspension'];
    for (const route of ROUTES) {
      if (route.access.by !== 'device' || may.includes(route.name)) continue;
      const path = route.path.replace(':id', route.path.includes('challenges') ? `chl_${'A'.repeat(22)}` : phone.id);
      const body = route.body === undefined ? undefined : {};
      const answer = await next.call(route.method, path, body);
      expect([route.name, answer.status, answer.json.code]).toEqual([route.name, 403, 'device_unvouched']);
    }
    const other = await next.call('DELETE', `/device/v1/devices/${phone.id}`);
    expect([other.status, other.json.code]).toEqual([403, 'device_unvouched']);
    expect((await next.call('PUT', '/device/v1/self/subscription', { subscription: null })).status).toBe(200);
    expect((await next.call('POST', '/device/v1/activate', { pull: true })).json.state).toBe('unvouched');
    expect((await next.call('DELETE', `/device/v1/devices/${next.id}`)).status).toBe(204);
    expect((await next.call('GET', '/device/v1/self')).json.code).toBe('device_revoked');
  });

  it('N4: one whose digits were typed wrong three times hears of it when it looks at itself, and may ask again', async () => {
    const { next, phone } = await two();
    const lastAsk = async (device: TestDevice) =>
      ((await device.call('GET', '/device/v1/self')).json as { lastAsk?: unknown }).lastAsk;
    expect(await lastAsk(next)).toBeNull();
    const { challengeId, code } = (await ask(next)).json;
    expect(await lastAsk(next)).toEqual({ challengeId, state: 'pending' });
    for (let tries = 1; tries <= 3; tries++) {
      const wrong = String((Number(code) + tries) % 1_000_000).padStart(6, '0');
      expect((await phone.decide(challengeId, { code: wrong })).json.code).toBe('wrong_code');
    }
    expect(await lastAsk(next)).toEqual({ challengeId, state: 'failed' });
    server.clock.nowMs += 60_000;
    const again = (await ask(next)).json;
    expect(await lastAsk(next)).toEqual({ challengeId: again.challengeId, state: 'pending' });
    await phone.decide(again.challengeId, { code: again.code });
    expect([await lastAsk(next), await lastAsk(phone)]).toEqual([null, null]);
  });

  it('one that withdraws while it is asked about is let in no more', async () => {
    const { next, phone } = await two();
    const { challengeId, code } = (await ask(next)).json;
    await next.call('DELETE', `/device/v1/devices/${next.id}`);
    const answer = await phone.decide(challengeId, { code });
    expect([answer.status, answer.json.code, answer.json.params.state]).toEqual([409, 'challenge_final', 'canceled']);
    expect((await next.call('GET', '/device/v1/self')).json.code).toBe('device_revoked');
  });

  it('a call that is sent again asks no second time', async () => {
    const { next } = await two();
    const body = JSON.stringify({});
    const authorization = await next.proof('POST', '/device/v1/vouching', body);
    const send = () => server.call('POST', '/device/v1/vouching', { headers: { authorization }, body });
    expect((await send()).status).toBe(201);
    expect((await send()).json.code).toBe('proof_replayed');
    expect((await ask(next)).json).toMatchObject({ asksLeft: 2 });
  });

  it('a user whose devices are all of a release before can’t be asked, and the new one is told the next step', async () => {
    const user = `user${++users}`;
    await pairDevice(server, app.apiKey, user);
    const next = await pairDevice(server, app.apiKey, user, { features });
    const { status, json } = await ask(next);
    expect([status, json.code]).toEqual([409, 'vouching_unavailable']);
    expect(json.detail).toContain('updates itself');
  });

  it('a move: two minutes, one use; the new phone takes the old one’s place and name once that has said yes', async () => {
    const user = `user${++users}`;
    const old = await pairDevice(server, app.apiKey, user, { features, name: 'My phone' });
    const { json, status } = await old.call('POST', '/device/v1/moves', {});
    const ticket = json as unknown as { moveId: string; token: string; expiresAtMs: number };
    expect([status, ticket.expiresAtMs - server.clock.nowMs]).toEqual([201, 120_000]);
    const next = await pairDevice(server, app.apiKey, user, { features, name: 'Pixel 11', token: ticket.token });
    expect(await stateOf(next)).toBe('unvouched');
    const again = await server.call('POST', '/device/v1/enrollments/claim', { body: { token: ticket.token } });
    expect(again.json.code).toBe('enrollment_used');
    const { challengeId, code } = (await ask(next)).json;
    expect((await old.decide(challengeId, { code })).status).toBe(200);
    expect((await next.call('GET', '/device/v1/self')).json).toMatchObject({ state: 'active', name: 'My phone' });
    expect((await old.call('GET', '/device/v1/self')).json.state).toBe('suspended');
    expect((await next.call('GET', `/device/v1/devices/${next.id}/vouch`)).json).toMatchObject({
      vouch: { how: 'moved', byDeviceId: old.id },
    });
  });

  it('a move’s QR that lay about for longer is no ticket, and a move that is over takes no further account', async () => {
    const { phone } = await two();
    const { json } = await phone.call('POST', '/device/v1/moves', {});
    const ticket = json as unknown as { moveId: string; token: string };
    expect((await phone.call('POST', '/device/v1/moves', { moveId: ticket.moveId })).json).toMatchObject({
      moveId: ticket.moveId,
    });
    // A newer ticket of the same device has closed the first.
    const used = await server.call('POST', '/device/v1/enrollments/claim', { body: { token: ticket.token } });
    expect(used.json.code).toBe('enrollment_used');
    const newest = (await phone.call('POST', '/device/v1/moves', {})).json as unknown as { token: string };
    server.clock.nowMs += 120_000;
    const late = await server.call('POST', '/device/v1/enrollments/claim', { body: { token: newest.token } });
    expect(late.json.code).toBe('enrollment_expired');
    const joined = await phone.call('POST', '/device/v1/moves', { moveId: ticket.moveId });
    expect([joined.status, joined.json.code]).toEqual([410, 'enrollment_expired']);
    const unknown = await phone.call('POST', '/device/v1/moves', { moveId: `mov_${'A'.repeat(22)}` });
    expect(unknown.json.code).toBe('enrollment_expired');
  });

  it('N14: NOD_VOUCH=off lets a further device in at once, and says so in the graph; a move is asked all the same', async () => {
    const open = await startTestServer();
    try {
      const { apiKey } = await open.application();
      const phone = await pairDevice(open, apiKey, 'alice', { features });
      const second = await pairDevice(open, apiKey, 'alice', { features });
      expect((await second.call('GET', `/device/v1/devices/${second.id}/vouch`)).json).toMatchObject({
        vouch: { how: 'off', byDeviceId: null },
      });
      const { token } = (await phone.call('POST', '/device/v1/moves', {})).json as unknown as { token: string };
      const next = await pairDevice(open, apiKey, 'alice', { features, token });
      expect((await next.call('GET', '/device/v1/self')).json.state).toBe('unvouched');
    } finally {
      await open.close();
    }
  });
});
