import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type NoticeClaims, signNotice } from '../../shared/protocol/notice.ts';
import { parsePushPayload } from '../../shared/protocol/push-payload.ts';
import { newChallengeId, newId } from '../crypto/ids.ts';
import { onBothStores } from '../store/testing.ts';
import { challengeTopic } from './messages.ts';
import { ORIGIN, type PushWorld, pushTo, pushWorld } from './testing-world.ts';

const NOTIFICATION = { title: 'Nod', body: 'Notifications work', navigate: `${ORIGIN}/`, tag: 'nod-test' };

function signed(world: PushWorld, deviceId: string, claims: object): Promise<string> {
  const iat = Math.floor(world.time.nowMs / 1000);
  const base = { iss: ORIGIN, aud: 'nod-device', sub: deviceId, jti: 'n', iat, exp: iat + 300 };
  return signNotice({ ...base, ...claims } as NoticeClaims, world.signingKey);
}

const test = { notice: 'test' as const, nonce: randomBytes(16).toString('base64url') };

onBothStores('notices', (fresh) => {
  it('a test reaches a device that is still pending, at once', async () => {
    const world = await pushWorld(await fresh());
    const device = await world.addDevice({ state: 'pending' });
    const notice = await signed(world, device.id, test);
    expect(await world.sender.sendNotice(device.id, { notice, notification: NOTIFICATION })).toBe('sent');
    const { body, headers } = pushTo(world.service, device);
    expect(parsePushPayload(await device.receiver.decrypt(body))).toEqual({ notice });
    expect(headers).toMatchObject({ ttl: '300', urgency: 'high' });
    expect(headers.topic).toBeUndefined();
  });

  it('the news that a challenge has ended replaces the question where it still waits, without waking the device', async () => {
    const world = await pushWorld(await fresh());
    const device = await world.addDevice();
    const challengeId = newChallengeId(0, randomBytes);
    const notice = await signed(world, device.id, { notice: 'closed', challengeId, state: 'approved' });
    expect(await world.sender.sendNotice(device.id, { notice, notification: NOTIFICATION })).toBe('sent');
    const { headers } = pushTo(world.service, device);
    expect(headers).toMatchObject({ urgency: 'normal', topic: challengeTopic(challengeId) });
  });

  it.each([
    ['is unknown', undefined],
    ['pulls', { delivery: 'pull', endpoint: null, p256dh: null, auth: null, vapid_key_id: null } as const],
    ['has lost its subscription', { endpoint: null, p256dh: null, auth: null, vapid_key_id: null }],
    ['is revoked', { state: 'revoked' } as const],
  ])('nothing is pushed to a device that %s', async (_what, changes) => {
    const world = await pushWorld(await fresh());
    const id = changes === undefined ? newId('dev_', randomBytes) : (await world.addDevice(changes)).id;
    const notice = await signed(world, id, test);
    expect(await world.sender.sendNotice(id, { notice, notification: NOTIFICATION })).toBe('pull');
    expect(world.service.received).toHaveLength(0);
  });

  it.each([
    [410, 'gone', null],
    [403, 'failed', 'kept'],
    [503, 'failed', 'kept'],
  ])('an answer of %i is told as %s', async (status, outcome, endpoint) => {
    const world = await pushWorld(await fresh());
    const device = await world.addDevice();
    world.service.answerWith(({ answer }) => answer.writeHead(status).end());
    const notice = await signed(world, device.id, test);
    expect(await world.sender.sendNotice(device.id, { notice, notification: NOTIFICATION })).toBe(outcome);
    expect((await world.deviceRow(device.id)).endpoint).toBe(endpoint === null ? null : device.endpoint);
    expect(world.service.received).toHaveLength(1);
  });

  it('never throws, whatever it is given', async () => {
    const world = await pushWorld(await fresh());
    const device = await world.addDevice();
    expect(await world.sender.sendNotice(device.id, { notice: 'nonsense', notification: NOTIFICATION })).toBe('failed');
    await world.store.close();
    expect(await world.sender.sendNotice(device.id, { notice: 'nonsense', notification: NOTIFICATION })).toBe('failed');
  });

  it('validateEndpoint is the rule that sending obeys', async () => {
    const world = await pushWorld(await fresh());
    const device = await world.addDevice();
    expect(() => world.sender.validateEndpoint(device.endpoint)).not.toThrow();
    expect(() => world.sender.validateEndpoint('https://push.evil.test/x')).toThrow(
      expect.objectContaining({ code: 'endpoint_not_allowed' }),
    );
  });
});

onBothStores('stopping the sender', (fresh) => {
  it('lets a push that is under way finish, with its outcome on file', async () => {
    const world = await pushWorld(await fresh());
    const device = await world.addDevice();
    world.service.answerWith(async ({ answer }) => {
      await delay(100);
      answer.writeHead(201).end();
    });
    const challenge = await world.addChallenge();
    world.sender.start();
    void world.sender.dispatchChallenge(challenge.id);
    await expect.poll(() => world.service.received.length).toBe(1);
    await world.sender.stop();
    expect(await world.deliveryTo(device.id)).toMatchObject({ state: 'sent' });
  });

  it('leaves for the next start what it can no longer send', async () => {
    const world = await pushWorld(await fresh());
    const device = await world.addDevice();
    const challenge = await world.addChallenge();
    await world.sender.stop();
    await world.sender.dispatchChallenge(challenge.id);
    expect(await world.deliveryTo(device.id)).toMatchObject({ state: 'queued', next_attempt_ms: expect.any(Number) });
    expect(world.service.received).toHaveLength(0);
  });
});
