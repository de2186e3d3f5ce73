import {
  createDecipheriv,
  createECDH,
  createHash,
  createPrivateKey,
  hkdfSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createSelfSignedCertificate } from '../e2e/harness/chromium-push/self-signed-certificate.ts';
import type { SeededSubscription, SeededUser } from './seed.ts';

/**
 * All the phones of a bench in one: a push service over TLS on loopback that answers 201, decrypts what arrives (RFC 8291)
 * and hands the challenge to whoever waits for it. Runs in the driving process, so its cost isn't the server's.
 */
export interface Phones {
  baseUrl: string;
  ca: string;
  /** How many pushes have arrived. */
  received(): number;
  /** Takes pushes to this subscription apart; others are only answered. */
  open(subscription: SeededSubscription): void;
  /** @returns the signed challenge, once its push has arrived */
  challengeOf(id: string): Promise<string>;
  stop(): Promise<void>;
}

export async function startPhones(): Promise<Phones> {
  const { key, cert } = createSelfSignedCertificate(Date.now());
  let subscription: SeededSubscription | undefined;
  let received = 0;
  const arrived = new Map<string, string>();
  const waiting = new Map<string, (jws: string) => void>();

  const server = createServer({ key, cert }, (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received++;
      response.writeHead(201, { location: '/m/1' }).end();
      if (!subscription) return;
      const jws = challengeIn(decrypt(Buffer.concat(chunks), subscription));
      if (jws === undefined) return;
      const { jti } = JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString());
      const wake = waiting.get(jti);
      if (wake) wake(jws);
      else arrived.set(jti, jws);
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `https://localhost:${(server.address() as AddressInfo).port}`,
    ca: cert,
    received: () => received,
    open: (taken) => {
      subscription = taken;
    },
    async challengeOf(id) {
      const jws = arrived.get(id) ?? (await new Promise<string>((resolve) => waiting.set(id, resolve)));
      arrived.delete(id);
      waiting.delete(id);
      return jws;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function challengeIn(plaintext: string): string | undefined {
  return JSON.parse(plaintext).notification?.data?.challenge;
}

/** RFC 8188 section 2.1 with the keys of RFC 8291 section 3.4, one record. */
function decrypt(body: Buffer, subscription: SeededSubscription): string {
  const salt = body.subarray(0, 16);
  const keyLength = body[20] ?? 0;
  const sender = body.subarray(21, 21 + keyLength);
  const sealed = body.subarray(21 + keyLength);
  const receiver = createECDH('prime256v1');
  receiver.setPrivateKey(subscription.privateKey, 'base64url');
  const info = Buffer.concat([
    Buffer.from('WebPush: info\0'),
    Buffer.from(subscription.publicKey, 'base64url'),
    sender,
  ]);
  const auth = Buffer.from(subscription.auth, 'base64url');
  const ikm = Buffer.from(hkdfSync('sha256', receiver.computeSecret(sender), auth, info, 32));
  const key = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: aes128gcm\0', 16));
  const nonce = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: nonce\0', 12));
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2)).toString();
}

/** Signs an approval as an authenticator does, with native cryptography, since the driver shares the machine. */
export function approve(user: SeededUser, challengeId: string, challengeJws: string, code: string | undefined): string {
  const { thumbprint, privateJwk } = user.device;
  const header = { alg: 'ES256', typ: 'nod-decision+jwt', kid: thumbprint };
  const claims = {
    iss: thumbprint,
    aud: 'http://localhost:4400',
    jti: challengeId,
    iat: Math.floor(Date.now() / 1000),
    challenge: createHash('sha256').update(challengeJws).digest('base64url'),
    decision: 'approve',
    code,
  };
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signed = `${encode(header)}.${encode(claims)}`;
  const key = privateKeyOf(privateJwk);
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}

type PrivateJwk = Extract<Parameters<typeof createPrivateKey>[0], { format: 'jwk' }>['key'];

const privateKeys = new WeakMap<JsonWebKey, KeyObject>();
function privateKeyOf(jwk: JsonWebKey): KeyObject {
  const key = privateKeys.get(jwk) ?? createPrivateKey({ key: jwk as PrivateJwk, format: 'jwk' });
  privateKeys.set(jwk, key);
  return key;
}
