import {
  createDecipheriv,
  createECDH,
  createPrivateKey,
  type ECDH,
  hkdfSync,
  type JsonWebKeyInput,
  randomBytes,
} from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createSelfSignedCertificate } from '../e2e/harness/chromium-push/self-signed-certificate.ts';
import { nativeSigner } from '../server/crypto/es256.ts';
import { signDecision } from '../shared/protocol/decision.ts';
import { sha256 } from '../shared/protocol/hash.ts';
import type { SigningKey } from '../shared/protocol/keys.ts';
import { PROOF_SCHEME, signProof } from '../shared/protocol/proof.ts';
import { parsePushPayload } from '../shared/protocol/push-payload.ts';
import type { SeededDevice, SeededSubscription, SeededUser } from './seed.ts';

/**
 * All the phones of a bench in one, in the driving process, so that what they cost isn't the server's: a push service
 * over TLS on loopback, and devices that do what the apps do. A device opens its push (RFC 8291), tells the server that
 * the request was received and then that it was displayed, each with a proof, and answers when it is told to.
 */
export interface Phones {
  /** Where pushes are to go, and the certificate to trust there (PEM). */
  readonly address: { pushBase: string; pushCa: string };
  /** How many pushes have arrived. */
  received(): number;
  /** From now on these users' devices live here, and call this server. */
  own(seeded: { users: readonly SeededUser[]; subscription: SeededSubscription }, server: CalledServer): void;
  /** @returns the signed challenge, once this device has got it by push and has acknowledged both steps */
  displayed(device: SeededDevice, challengeId: string): Promise<string>;
  /** Approves. @returns the moment at which the request left, by performance.now() */
  approve(device: SeededDevice, challengeId: string, jws: string, code: string | undefined): Promise<number>;
  stop(): Promise<void>;
}

export interface CalledServer {
  /** Audience of decisions, and part of what a proof is about. */
  readonly origin: string;
  readonly fetch: typeof fetch;
}

export async function startPhones(): Promise<Phones> {
  const { key, cert } = createSelfSignedCertificate(Date.now());
  const devices = new Map<string, SeededDevice>();
  const shown = new Map<string, PromiseWithResolvers<string>>();
  let called: CalledServer;
  let open: (body: Buffer) => string;
  let received = 0;

  /** What one device has shown, or will show, of one challenge. */
  function showing(deviceId: string, challengeId: string): PromiseWithResolvers<string> {
    const name = `${deviceId} ${challengeId}`;
    const known = shown.get(name) ?? Promise.withResolvers<string>();
    shown.set(name, known);
    return known;
  }

  async function post(path: string, body: object, provenBy?: SigningKey): Promise<void> {
    const url = called.origin + path;
    const request = { method: 'POST', url, body: JSON.stringify(body) };
    const headers: Record<string, string> = { 'Content-Type': 'application/json' };
    if (provenBy) {
      const jti = randomBytes(16).toString('base64url');
      headers.Authorization = `${PROOF_SCHEME} ${await signProof({ ...request, nowMs: Date.now(), jti }, provenBy)}`;
    }
    const answer = await called.fetch(url, { method: 'POST', headers, body: request.body });
    if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`);
  }

  async function ring(deviceId: string, body: Buffer): Promise<void> {
    const device = devices.get(deviceId);
    const message = parsePushPayload(open(body));
    if (!device || !('challenge' in message)) return;
    const jws = message.challenge;
    const { jti } = JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString());
    const delivery = `/device/v1/challenges/${jti}/delivery`;
    await post(delivery, { event: 'received' }, signingKeyOf(device));
    await post(delivery, { event: 'displayed' }, signingKeyOf(device));
    showing(deviceId, jti).resolve(jws);
  }

  const pushService = createServer({ key, cert }, async (request: IncomingMessage, response: ServerResponse) => {
    const body = await buffer(request);
    received++;
    response.writeHead(201, { location: '/m/1' }).end();
    await ring(request.url?.split('/').at(-1) ?? '', body);
  });
  pushService.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => pushService.listen(0, '127.0.0.1', resolve));
  return {
    address: { pushBase: `https://localhost:${(pushService.address() as AddressInfo).port}`, pushCa: cert },
    received: () => received,
    own({ users, subscription }, server) {
      called = server;
      open = createOpener(subscription);
      for (const device of users.flatMap((user) => user.devices)) devices.set(device.id, device);
    },
    async displayed(device, challengeId) {
      const jws = await showing(device.id, challengeId).promise;
      shown.delete(`${device.id} ${challengeId}`);
      return jws;
    },
    async approve(device, challengeId, jws, code) {
      const claims = {
        iss: device.thumbprint,
        aud: called.origin,
        jti: challengeId,
        iat: Math.floor(Date.now() / 1000),
        challenge: await sha256(jws),
        decision: 'approve',
        code,
      } as const;
      const decision = await signDecision(claims, signingKeyOf(device));
      const sentAtMs = performance.now();
      await post(`/device/v1/challenges/${challengeId}/decision`, { decision });
      return sentAtMs;
    },
    stop: () =>
      new Promise((resolve) => {
        pushService.closeAllConnections();
        pushService.close(() => resolve());
      }),
  };
}

const signingKeys = new WeakMap<SeededDevice, SigningKey>();

/** A device's key, signing natively, since the phones share the machine with what is measured. */
function signingKeyOf(device: SeededDevice): SigningKey {
  const known = signingKeys.get(device);
  if (known) return known;
  const key = createPrivateKey({ key: device.privateJwk, format: 'jwk' } as JsonWebKeyInput);
  const privateKey = key.toCryptoKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
  const made = { kid: device.thumbprint, privateKey, sign: nativeSigner(key) };
  signingKeys.set(device, made);
  return made;
}

function createOpener(subscription: SeededSubscription): (body: Buffer) => string {
  const receiver = createECDH('prime256v1');
  receiver.setPrivateKey(subscription.privateKey, 'base64url');
  return (body) => openPush(body, receiver, Buffer.from(subscription.auth, 'base64url'));
}

/** RFC 8188 section 2.1 with the keys of RFC 8291 section 3.4, one record. */
function openPush(body: Buffer, receiver: ECDH, auth: Buffer): string {
  const salt = body.subarray(0, 16);
  const keyLength = body[20] ?? 0;
  const sender = body.subarray(21, 21 + keyLength);
  const sealed = body.subarray(21 + keyLength);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), receiver.getPublicKey(), sender]);
  const ikm = Buffer.from(hkdfSync('sha256', receiver.computeSecret(sender), auth, info, 32));
  const key = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: aes128gcm\0', 16));
  const nonce = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: nonce\0', 12));
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2)).toString();
}
