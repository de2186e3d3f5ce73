import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { verifyWebhook } from './webhook.ts';

const KEY = Buffer.alloc(32, 7);
const SECRET = `whsec_${KEY.toString('base64')}`;
const OTHER = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
const NOW = 1_800_000_000_000;
const BODY = JSON.stringify({
  type: 'device.added',
  timestamp: '2027-01-15T08:00:00.000Z',
  data: { id: 'ann_1', user: { id: 'usr_1', username: 'alice', realm: 'home' }, count: 1, isNew: true },
});

const signatureOf = (body: string, { id = 'wcl_1', seconds = NOW / 1000, key = KEY } = {}) =>
  `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;

function message({ body = BODY, seconds = NOW / 1000, signature = signatureOf(body, { seconds }) } = {}) {
  const headers = { 'webhook-id': 'wcl_1', 'webhook-timestamp': `${seconds}`, 'webhook-signature': signature };
  return { secret: SECRET as string | string[], headers, body, now: () => NOW };
}

describe('a message to a webhook', () => {
  test('is read once its signature is right, with members that this version doesn’t know', async () => {
    const event = await verifyWebhook(message());
    expect(event).toMatchObject({
      id: 'wcl_1',
      type: 'device.added',
      data: { user: { username: 'alice' }, isNew: true },
    });
    const fromFetch = { ...message(), headers: new Headers(message().headers) };
    expect(await verifyWebhook(fromFetch)).toEqual(event);
  });

  test('is read with either of two secrets, and with one right signature of several', async () => {
    expect(await verifyWebhook({ ...message(), secret: [OTHER, SECRET] })).toMatchObject({ type: 'device.added' });
    const signature = `v1a,other ${signatureOf(BODY, { key: Buffer.alloc(32, 9) })} ${signatureOf(BODY)}`;
    expect(await verifyWebhook(message({ signature }))).toMatchObject({ type: 'device.added' });
  });

  const changed = BODY.replace('alice', 'mallory');
  test.each([
    ['another body', { ...message(), body: changed }, 'wrong_signature'],
    ['another secret', { ...message(), secret: OTHER }, 'wrong_signature'],
    ['another id', { ...message(), headers: { ...message().headers, 'webhook-id': 'wcl_2' } }, 'wrong_signature'],
    ['another version', message({ signature: signatureOf(BODY).replace('v1,', 'v2,') }), 'wrong_signature'],
    ['no base64', message({ signature: 'v1,%%' }), 'wrong_signature'],
    ['no signature', { ...message(), headers: {} }, 'no_signature'],
    ['an old time', message({ seconds: NOW / 1000 - 301 }), 'wrong_time'],
    ['a time to come', message({ seconds: NOW / 1000 + 301 }), 'wrong_time'],
    ['no time', { ...message(), headers: { ...message().headers, 'webhook-timestamp': 'now' } }, 'malformed'],
    ['no JSON', message({ body: 'device.added' }), 'malformed'],
  ])('with %s is none', async (_name, input, reason) => {
    await expect(verifyWebhook(input)).rejects.toMatchObject({ code: 'webhook_invalid', reason });
  });

  test.each(['', 'whsec_', 'whsec_AAAA', KEY.toString('base64')])('%j is no secret', async (secret) => {
    await expect(verifyWebhook({ ...message(), secret })).rejects.toMatchObject({ code: 'misconfigured' });
  });
});
