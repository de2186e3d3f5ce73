import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createGuardedFetch } from '../net/guarded-fetch.ts';
import { AddressRefusedError } from '../net/public-address.ts';
import { onBothStores } from '../store/testing.ts';
import { RETRY_AFTER_MS } from './outbox.ts';
import { announcementsWorld } from './testing-world.ts';
import { signWebhook } from './webhook-channel.ts';
import { addWebhook, listFailedCalls, listWebhooks, removeWebhook } from './webhooks.ts';

interface Call {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A receiver on this machine. `answer` is what it says; by default 204. */
async function receiver(answer: (response: ServerResponse) => void = (response) => response.writeHead(204).end()) {
  const calls: Call[] = [];
  const behaviour = { answer };
  const server = createServer(async (request, response) => {
    calls.push({ headers: request.headers, body: await text(request) });
    behaviour.answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return { calls, behaviour, url: `http://127.0.0.1:${port}/hook` };
}

test('signs as the reference of Standard Webhooks does', () => {
  // The vector of its libraries.
  const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
  const signature = signWebhook(key, 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, '{"test": 2432232314}');
  expect(signature).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

onBothStores('webhooks', (fresh) => {
  const local = { fetch: createGuardedFetch({ privateAllowed: true }), privateWebhooks: true, webhookTimeoutMs: 1_000 };

  test('A6.3.7: the operator is told of everything, signed, with no secret and no endpoint', async () => {
    const world = await announcementsWorld(await fresh(), local);
    const { calls, url } = await receiver();
    const { secret } = await addWebhook(world.core, { url, applicationId: null });
    const phone = await world.addDevice({ endpoint: 'https://push.example/ENDPOINT', auth: 'AUTH', p256dh: 'P256' });
    const added = await world.addDevice({ name: 'iPhone' });
    await world.announce({
      what: 'device.added',
      deviceId: added.id,
      by: 'device',
      byDeviceId: phone.id,
      ip: '198.51.100.7',
    });
    await world.announcements.sendDue();
    expect(calls).toHaveLength(1);
    const [{ headers, body }] = calls as [Call];
    expect(JSON.parse(body)).toMatchObject({
      type: 'device.added',
      timestamp: new Date(world.time.nowMs).toISOString(),
      data: {
        user: { username: 'alice', realm: 'Test realm' },
        device: { id: added.id, name: 'iPhone' },
        by: { whom: 'device', device: { id: phone.id } },
        ip: '198.51.100.7',
        count: 1,
      },
    });
    expect(body).not.toMatch(/ENDPOINT|AUTH|P256|whsec/);
    const id = headers['webhook-id'];
    const timestamp = headers['webhook-timestamp'];
    expect(timestamp).toBe(String(world.time.nowMs / 1000));
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    const signed = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${signed}`);
    // The database holds no usable secret.
    const row = await world.store.db.selectFrom('webhooks').selectAll().executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain(secret.slice(6));
  });

  test('an application is told of its own requests and of devices paired through it, of no other, and of no address', async () => {
    const world = await announcementsWorld(await fresh(), local);
    const wiki = await world.addApplication({ name: 'Wiki' });
    const shop = await world.addApplication({ name: 'Shop' });
    const { calls, url } = await receiver();
    await addWebhook(world.core, { url, applicationId: wiki.id });
    const enrollment = (id: string, applicationId: string | null) => ({
      id,
      user_id: world.alice.id,
      application_id: applicationId,
      lookup: 'ABCD',
      code_mac: 'm',
      token_hash: id,
      state: 'completed' as const,
      tries_left: 5,
      nonce_hash: null,
      created_at_ms: 1,
      expires_at_ms: 1,
    });
    await world.store.db
      .insertInto('enrollments')
      .values([enrollment('enr_wiki', wiki.id), enrollment('enr_shop', shop.id)])
      .execute();
    const own = await world.addDevice({ name: 'Own', enrollment_id: 'enr_wiki' });
    const other = await world.addDevice({ name: 'Other', enrollment_id: 'enr_shop' });
    await world.announce({ what: 'login.failed', applicationId: shop.id });
    await world.announce({ what: 'device.renamed', deviceId: other.id });
    await world.announce({ what: 'email.changed', by: 'device', byDeviceId: own.id });
    await world.announce({ what: 'device.suspended' });
    await world.announcements.sendDue();
    expect(calls).toEqual([]);
    await world.announce({ what: 'login.failed', applicationId: wiki.id, deviceId: other.id, ip: '198.51.100.7' });
    await world.announce({
      what: 'device.renamed',
      deviceId: own.id,
      by: 'device',
      byDeviceId: other.id,
      ip: '198.51.100.8',
      detail: { note: 'Other' },
    });
    await world.announcements.sendDue();
    const bodies = calls.map(({ body }) => JSON.parse(body));
    expect(bodies).toMatchObject([
      { type: 'login.failed', data: { application: { id: wiki.id }, device: null, user: { username: 'alice' } } },
      { type: 'device.renamed', data: { application: null, device: { id: own.id, name: 'Own' } } },
    ]);
    expect(JSON.stringify(bodies)).not.toMatch(/198\.51|Other/);
  });

  test('an application that may not learn of denials hears of nothing that follows from one', async () => {
    const world = await announcementsWorld(await fresh(), local);
    const { calls, url } = await receiver();
    const hidden = await world.addApplication({ name: 'Hidden', revealDenial: false });
    const open = await world.addApplication({ name: 'Open' });
    for (const { id } of [hidden, open]) await addWebhook(world.core, { url, applicationId: id });
    for (const what of ['application.quarantined', 'device.refused'] as const) {
      for (const { id } of [hidden, open]) await world.announce({ what, applicationId: id });
    }
    await world.announcements.sendDue();
    expect(calls.map(({ body }) => JSON.parse(body).data.application.name)).toEqual(['Open', 'Open']);
  });

  describe('on a bad day', () => {
    const bad: [name: string, answer: (response: ServerResponse) => void, said: string][] = [
      ['is slow', () => undefined, 'no answer in time'],
      [
        'drips',
        (response) => {
          response.socket?.write('HTTP/1.1 200 OK\r\nx-slow: ');
          const timer = setInterval(() => response.socket?.write('a'), 10);
          response.on('close', () => clearInterval(timer));
        },
        'no answer in time',
      ],
      ['redirects', (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(), 'status 302'],
      ['has trouble', (response) => response.writeHead(500).end('x'), 'status 500'],
      ['hangs up', (response) => response.destroy(), 'unreachable'],
    ];

    test.each(bad)('a target that %s is tried again, and holds up no other', async (_name, answer, said) => {
      const world = await announcementsWorld(await fresh(), local);
      const trouble = await receiver(answer);
      const well = await receiver();
      await addWebhook(world.core, { url: trouble.url, applicationId: null });
      await addWebhook(world.core, { url: well.url, applicationId: null });
      await world.announce({ what: 'device.removed' });
      const sent = world.announcements.sendDue();
      await expect.poll(() => well.calls.length, { interval: 5 }).toBe(1);
      await sent;
      expect(await listFailedCalls(world.store.db)).toMatchObject([
        { attempts: 1, answer: said, what: 'device.removed' },
      ]);
      trouble.behaviour.answer = (response) => response.writeHead(200).end();
      world.time.nowMs += (RETRY_AFTER_MS[0] ?? 0) * 2;
      await world.announcements.sendDue();
      expect(trouble.calls).toHaveLength(2);
      // A repetition can be told by its id.
      expect(trouble.calls[1]?.headers['webhook-id']).toBe(trouble.calls[0]?.headers['webhook-id']);
      expect(await listFailedCalls(world.store.db)).toEqual([]);
    });

    test('a target that never takes it is given up after a day, and stays in the list', async () => {
      const world = await announcementsWorld(await fresh(), local);
      const { calls, url } = await receiver((response) => response.writeHead(503).end());
      const { id } = await addWebhook(world.core, { url, applicationId: null });
      await world.announce({ what: 'device.removed' });
      for (const waitMs of [0, ...RETRY_AFTER_MS]) {
        world.time.nowMs += waitMs * 1.2 + 1;
        await world.announcements.sendDue();
      }
      expect(calls).toHaveLength(1 + RETRY_AFTER_MS.length);
      expect(await listWebhooks(world.store.db)).toMatchObject([{ id, waiting: 0, failed: 1 }]);
      expect(await listFailedCalls(world.store.db)).toMatchObject([{ webhookId: id, nextAttemptMs: null }]);
    });

    test('a target that says that it is gone gets no more of it', async () => {
      const world = await announcementsWorld(await fresh(), local);
      const { url } = await receiver((response) => response.writeHead(410).end());
      await addWebhook(world.core, { url, applicationId: null });
      await world.announce({ what: 'device.removed' });
      await world.announcements.sendDue();
      expect(await listFailedCalls(world.store.db)).toMatchObject([{ nextAttemptMs: null, answer: 'status 410' }]);
    });

    test.each([
      'https://169.254.169.254/latest',
      'https://10.0.0.1/',
      'http://wiki.example/',
      'https://u:p@wiki.example/',
    ])('nothing is sent to %s, however it came into the table', async (url) => {
      let asked = 0;
      const fetch = (async () => {
        asked++;
        return new Response(null, { status: 204 });
      }) as typeof globalThis.fetch;
      const world = await announcementsWorld(await fresh(), { fetch });
      await addWebhook(world.core, { url, applicationId: null });
      await world.announce({ what: 'device.removed' });
      await world.announcements.sendDue();
      expect(asked).toBe(0);
      expect(await listFailedCalls(world.store.db)).toMatchObject([{ answer: 'address not allowed' }]);
    });

    test('nor to a name that leads to a private address', async () => {
      const world = await announcementsWorld(await fresh(), {
        fetch: () => Promise.reject(new TypeError('fetch failed', { cause: new AddressRefusedError() })),
      });
      await addWebhook(world.core, { url: 'https://metadata.example/', applicationId: null });
      await world.announce({ what: 'device.removed' });
      await world.announcements.sendDue();
      expect(await listFailedCalls(world.store.db)).toMatchObject([{ answer: 'address not allowed' }]);
    });
  });

  test('one that is removed is told nothing any more, and what waited for it is gone', async () => {
    const world = await announcementsWorld(await fresh(), local);
    const { calls, url } = await receiver();
    const { id } = await addWebhook(world.core, { url, applicationId: null });
    await world.announce({ what: 'device.removed' });
    expect(await removeWebhook(world.core, id)).toBe(true);
    expect(await removeWebhook(world.core, id)).toBe(false);
    await world.announcements.sendDue();
    expect(calls).toEqual([]);
    expect(await world.outbox()).toEqual([]);
  });
});
