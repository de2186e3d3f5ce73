import { createECDH, randomBytes } from 'node:crypto';
import { decodeJwt, importJWK, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import webpush from 'web-push';
import type { VapidKey } from '../crypto/keys.ts';
import { createReceiver } from './testing-receiver.ts';
import {
  createVapid,
  EncryptionError,
  encryptPush,
  encryptWith,
  MAX_PLAINTEXT_BYTES,
  type ReceiverKeys,
} from './web-push.ts';

/** RFC 8291, section 5 and appendix A. */
const RFC8291 = {
  plaintext: 'When I grow up, I want to be a watermelon',
  senderPrivateKey: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  receiverPublicKey: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  receiverPrivateKey: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  authSecret: 'BTBZMqHH6r4Tts7J_aSIgg',
  message:
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
};

const encrypt = (plaintext: string, receiver: ReceiverKeys) => encryptPush(plaintext, receiver, randomBytes);

describe('encryption', () => {
  it('W2: makes the message of RFC 8291, appendix A', () => {
    const pair = createECDH('prime256v1');
    pair.setPrivateKey(RFC8291.senderPrivateKey, 'base64url');
    const sender = { pair, point: pair.getPublicKey() };
    const receiver = { p256dh: RFC8291.receiverPublicKey, auth: RFC8291.authSecret };
    const salt = Buffer.from(RFC8291.salt, 'base64url');
    expect(encryptWith(RFC8291.plaintext, receiver, sender, salt).toString('base64url')).toBe(RFC8291.message);
  });

  it('W2: the receiver of these tests reads the message of RFC 8291, appendix A', async () => {
    const receiver = await createReceiver({ privateKey: RFC8291.receiverPrivateKey, auth: RFC8291.authSecret });
    expect(receiver.p256dh).toBe(RFC8291.receiverPublicKey);
    expect(await receiver.decrypt(Buffer.from(RFC8291.message, 'base64url'))).toBe(RFC8291.plaintext);
  });

  it('W2: a receiver reads what was encrypted, and what web-push encrypts', async () => {
    const receiver = await createReceiver();
    for (const plaintext of ['', 'Sign in as Zo\u00eb?', 'x'.repeat(MAX_PLAINTEXT_BYTES)]) {
      expect(await receiver.decrypt(encrypt(plaintext, receiver))).toBe(plaintext);
    }
    const theirs = webpush.encrypt(receiver.p256dh, receiver.auth, 'the same', 'aes128gcm');
    expect(await receiver.decrypt(theirs.cipherText)).toBe('the same');
  });

  it('W2: key pair and salt are new for each message', async () => {
    const receiver = await createReceiver();
    const messages = Array.from({ length: 600 }, () => encrypt('the same', receiver));
    expect(new Set(messages.map((message) => message.toString('hex', 0, 16))).size).toBe(600);
    expect(new Set(messages.map((message) => message.toString('hex', 21, 86))).size).toBe(600);
    expect(await receiver.decrypt(messages[599] ?? Buffer.alloc(0))).toBe('the same');
  });

  it('nobody else reads it', async () => {
    const [receiver, other] = [await createReceiver(), await createReceiver()];
    const message = encrypt('secret', receiver);
    await expect(other.decrypt(message)).rejects.toThrow();
    message[message.length - 1] = (message.at(-1) ?? 0) ^ 1;
    await expect(receiver.decrypt(message)).rejects.toThrow();
  });

  it('fits what push services take, and refuses what does not', async () => {
    const receiver = await createReceiver();
    expect(encrypt('x'.repeat(MAX_PLAINTEXT_BYTES), receiver)).toHaveLength(4096);
    expect(() => encrypt('x'.repeat(MAX_PLAINTEXT_BYTES + 1), receiver)).toThrow(EncryptionError);
    expect(() => encrypt('\u00e9'.repeat(MAX_PLAINTEXT_BYTES / 2 + 1), receiver)).toThrow(EncryptionError);
  });

  it('refuses keys that are no point of the curve, or of a wrong length', async () => {
    const { p256dh, auth } = await createReceiver();
    const offCurve = Buffer.from(p256dh, 'base64url');
    offCurve[64] = (offCurve[64] ?? 0) ^ 1;
    const compressed = Buffer.from(p256dh, 'base64url').subarray(0, 33);
    for (const point of [offCurve, compressed, Buffer.alloc(65), Buffer.alloc(65, 4), Buffer.alloc(0)]) {
      expect(() => encrypt('x', { p256dh: point.toString('base64url'), auth })).toThrow(EncryptionError);
    }
    for (const bytes of [0, 15, 17]) {
      const wrong = Buffer.alloc(bytes, 1).toString('base64url');
      expect(() => encrypt('x', { p256dh, auth: wrong })).toThrow(EncryptionError);
    }
  });
});

const HOUR_MS = 3_600_000;
const newKey = (keyId: string): VapidKey => ({ keyId, ...webpush.generateVAPIDKeys() });
const current = newKey('v2');
const old = newKey('v1');

function setUp() {
  let nowMs = Date.now();
  const keys = { vapid: current, previousVapid: [old] };
  const vapid = createVapid({ keys, clock: () => nowMs }, 'mailto:ops@example.org');
  return { vapid, pass: (ms: number) => (nowMs += ms) };
}

function takeApart(header: string | undefined): { token: string; publicKey: string } {
  const match = /^vapid t=([^,]+), k=([A-Za-z0-9_-]{87})$/.exec(header ?? '');
  return { token: match?.[1] ?? '', publicKey: match?.[2] ?? '' };
}

async function verify(header: string | undefined) {
  const { token, publicKey } = takeApart(header);
  const point = Buffer.from(publicKey, 'base64url');
  const x = point.subarray(1, 33).toString('base64url');
  const y = point.subarray(33).toString('base64url');
  const key = await importJWK({ kty: 'EC', crv: 'P-256', x, y }, 'ES256');
  return { publicKey, ...(await jwtVerify(token, key, { algorithms: ['ES256'] })) };
}

describe('VAPID', () => {
  it('W3: the audience is the push service, the subject the operator, the life at most 12 hours', async () => {
    const { vapid } = setUp();
    const { payload, publicKey } = await verify(vapid.authorization('https://fcm.googleapis.com', 'v2'));
    expect(publicKey).toBe(current.publicKey);
    expect(payload.aud).toBe('https://fcm.googleapis.com');
    expect(payload.sub).toBe('mailto:ops@example.org');
    const lifeMs = (payload.exp ?? 0) * 1000 - Date.now();
    expect(lifeMs).toBeGreaterThan(11 * HOUR_MS);
    expect(lifeMs).toBeLessThanOrEqual(12 * HOUR_MS);
  });

  it('W3: a subscription made with an older key is still sent to under that key', async () => {
    const { vapid } = setUp();
    const { publicKey } = await verify(vapid.authorization('https://web.push.apple.com', 'v1'));
    expect(publicKey).toBe(old.publicKey);
    expect(vapid.authorization('https://web.push.apple.com', 'v0')).toBeUndefined();
  });

  it('W3: signs once per service and key', () => {
    const { vapid } = setUp();
    const origins = ['https://a.push.apple.com', 'https://b.push.apple.com'];
    const headers = origins.flatMap((origin) => ['v1', 'v2'].map((id) => vapid.authorization(origin, id)));
    expect(new Set(headers).size).toBe(4);
    expect(origins.flatMap((origin) => ['v1', 'v2'].map((id) => vapid.authorization(origin, id)))).toEqual(headers);
    expect(decodeJwt(takeApart(headers[0]).token).aud).toBe('https://a.push.apple.com');
  });

  it('renews a header when half of its life is over', () => {
    const { vapid, pass } = setUp();
    const first = vapid.authorization('https://fcm.googleapis.com', 'v2');
    pass(6 * HOUR_MS - 1);
    expect(vapid.authorization('https://fcm.googleapis.com', 'v2')).toBe(first);
    pass(1);
    expect(vapid.authorization('https://fcm.googleapis.com', 'v2')).not.toBe(first);
  });

  it('signs anew after a refusal', () => {
    const { vapid } = setUp();
    const first = vapid.authorization('https://fcm.googleapis.com', 'v2');
    vapid.forget('https://fcm.googleapis.com', 'v2');
    expect(vapid.authorization('https://fcm.googleapis.com', 'v2')).not.toBe(first);
  });

  it('does not remember a header for each of endlessly many hosts', () => {
    const { vapid } = setUp();
    const first = vapid.authorization('https://first.notify.windows.com', 'v2');
    for (let i = 0; i < 300; i++) vapid.authorization(`https://h${i}.notify.windows.com`, 'v2');
    expect(vapid.authorization('https://first.notify.windows.com', 'v2')).not.toBe(first);
  });
});
