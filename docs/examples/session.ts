import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createLog } from '../../server/diagnostics/log.ts';
import { createNod, type Nod } from '../../server/nod.ts';
import { createReceiver, type Receiver } from '../../server/push/testing-receiver.ts';
import type { Config } from '../../server/settings/config.ts';
import { hashChallenge } from '../../shared/protocol/challenge.ts';
import { type DecisionClaims, signDecision } from '../../shared/protocol/decision.ts';
import type { ClaimResponse, PendingResponse, Self } from '../../shared/protocol/device-api.ts';
import { signBinding } from '../../shared/protocol/enrollment.ts';
import { DEVICE_FEATURES } from '../../shared/protocol/features.ts';
import { generateDeviceKey, generateOfflineKey } from '../../shared/protocol/keys.ts';
import { signProof } from '../../shared/protocol/proof.ts';
import { approvalChallenge, registrationChallenge, type Verifier } from '../../shared/protocol/user-verification.ts';
import { makeSoftwareVerifier } from '../../shared/protocol/vectors/software-verifier.ts';

/**
 * The session that docs/protocol.md walks through: a whole server in process, two authenticators that do what the
 * document says, and a push service that keeps what it gets. Everything is real but the clock.
 */
export const ORIGIN = 'https://nod.example';
/** A whole minute of the present, since VAPID tokens carry the machine's own time. */
const startMs = () => Math.floor(Date.now() / 60_000) * 60_000;

export interface Exchange {
  /** The server's clock when it was made, ms. */
  atMs: number;
  request: { method: string; path: string; authorization?: string; body?: string };
  response: { status: number; contentType: string; body: unknown };
}

export interface Push {
  atMs: number;
  endpoint: string;
  headers: Record<string, string>;
  /** Decrypted, without the padding. */
  plaintext: string;
}

export interface Session {
  origin: string;
  ticket: { id: string; code: string; url: string; expiresAtMs: number };
  /** The newer device answers; the other is told. */
  device: { id: string; jwk: object; thumbprint: string };
  other: { id: string };
  matchingCode: string;
  matchingUrl: string;
  applicationId: string;
  exchanges: Record<string, Exchange>;
  pushes: Record<string, Push>;
  receipt: string;
  /** A challenge with match `origin`, as pushed to an extension of the same user, and what the extension signed. */
  atOrigin: { challenge: string; decision: string };
  /** A challenge with `uv` required, and the approval of it by a person who was verified. */
  verified: { challenge: string; decision: string; verifier: Verifier; receipt: string };
  jwks: object;
}

interface Phone {
  key: Awaited<ReturnType<typeof generateDeviceKey>>;
  receiver: Receiver;
  endpoint: string;
  id: string;
}

export async function recordSession(): Promise<Session> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'nod-examples-'));
  const service = await startPushService();
  const clock = { nowMs: startMs() };
  const nod = await createNod(config(dataDir, service.url), {
    clock: () => clock.nowMs,
    randomBytes,
    log: createLog({ level: 'silent' }),
  });
  try {
    return await walkThrough(nod, clock, service);
  } finally {
    await nod.stop();
    await service.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function walkThrough(nod: Nod, clock: { nowMs: number }, service: PushService): Promise<Session> {
  const exchanges: Record<string, Exchange> = {};
  const pushes: Record<string, Push> = {};

  async function call(name: string | null, request: Exchange['request']): Promise<Exchange['response']> {
    clock.nowMs += 1000;
    const response = await nod.app.request(request.path, {
      method: request.method,
      headers: {
        ...(request.authorization === undefined ? {} : { authorization: request.authorization }),
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    const text = await response.text();
    const contentType = response.headers.get('content-type') ?? '';
    const answer = { status: response.status, contentType, body: text === '' ? null : JSON.parse(text) };
    if (name !== null) exchanges[name] = { atMs: clock.nowMs, request, response: answer };
    return answer;
  }

  const proof = async (phone: Phone, method: string, url: string, body = '', skewMs = 0) =>
    `Nod-Proof ${await signProof({ method, url: ORIGIN + url, body, nowMs: clock.nowMs + skewMs, jti: token() }, phone.key)}`;

  async function proven(name: string | null, phone: Phone, method: string, url: string, body?: object) {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const authorization = await proof(phone, method, url, text);
    return call(name, { method, path: url, authorization, ...(text === undefined ? {} : { body: text }) });
  }

  async function pushTo(name: string | null, phone: Phone): Promise<string> {
    const push = await service.take(phone.endpoint);
    const plaintext = (await phone.receiver.decrypt(push.body)).trimEnd();
    if (name !== null) pushes[name] = { atMs: clock.nowMs, endpoint: phone.endpoint, headers: push.headers, plaintext };
    return plaintext;
  }

  async function pair(
    shown: boolean,
    code: string,
    device: { kind: 'pwa' | 'extension'; name: string; platform: string; features: string[] },
  ): Promise<Phone> {
    const named = (step: string) => (shown ? step : null);
    const claimed = await call(named('claim'), {
      method: 'POST',
      path: '/device/v1/enrollments/claim',
      body: JSON.stringify({ code }),
    });
    const claim = claimed.body as ClaimResponse;
    const key = await generateDeviceKey();
    const receiver = await createReceiver();
    const endpoint = `https://fcm.googleapis.com/fcm/send/${token()}`;
    const subscription = { endpoint, keys: { p256dh: receiver.p256dh, auth: receiver.auth } };
    const { publicJwk: offlineJwk } = await generateOfflineKey();
    const binding = await signBinding(
      {
        enrollmentId: claim.enrollmentId,
        nonce: claim.nonce,
        audience: ORIGIN,
        serverKey: claim.server.keys[0]?.kid ?? '',
        subscription,
        offlineJwk,
        nowMs: clock.nowMs,
      },
      key,
      key.publicJwk,
    );
    const completed = await call(named('complete'), {
      method: 'POST',
      path: `/device/v1/enrollments/${claim.enrollmentId}/complete`,
      body: JSON.stringify({ binding, device, subscription, offlineJwk }),
    });
    const phone = { key, receiver, endpoint, id: (completed.body as Self).deviceId };
    const plaintext = await pushTo(named('test'), phone);
    const { nonce } = claimsOf(JSON.parse(plaintext).notification.data.notice) as { nonce: string };
    await proven(named('activate'), phone, 'POST', '/device/v1/activate', { nonce });
    return phone;
  }

  await call('server', { method: 'GET', path: '/device/v1/server' });
  const application = await nod.accounts.createApplication({
    name: 'Harbour Notes',
    origins: ['https://notes.example'],
  });
  const { application: row } = await nod.accounts.authenticate(application.apiKey);
  const alice = await nod.accounts.createUser(row.realm_id, { username: 'alice', displayName: 'Alice Doe' });
  const ticketFor = () => nod.devices.createEnrollment({ user: alice, applicationId: application.id });
  const android = { kind: 'pwa' as const, platform: 'Android 16', features: [...DEVICE_FEATURES] };
  const other = await pair(false, (await ticketFor()).code, { ...android, name: 'Old phone' });
  const ticket = await ticketFor();
  const phone = await pair(true, ticket.code, { ...android, name: 'Pixel 9' });

  await proven('self', phone, 'GET', '/device/v1/self');
  await proven('rename', phone, 'PATCH', '/device/v1/self', { name: 'Alice’s Pixel' });
  const receiver = await createReceiver();
  const endpoint = `https://fcm.googleapis.com/fcm/send/${token()}`;
  const subscription = { endpoint, keys: { p256dh: receiver.p256dh, auth: receiver.auth } };
  await proven('renew', phone, 'PUT', '/device/v1/self/subscription', { subscription });
  Object.assign(phone, { receiver, endpoint });
  await pushTo(null, phone);
  clock.nowMs += 30_000;
  await proven('sendTest', phone, 'POST', '/device/v1/self/test', {});
  const test = claimsOf(JSON.parse(await pushTo(null, phone)).notification.data.notice) as { nonce: string };
  await proven(null, phone, 'POST', '/device/v1/activate', { nonce: test.nonce });

  const challenge = await nod.challenges.create({
    application: row,
    username: 'alice',
    action: { title: 'Sign in as alice', details: [{ label: 'Workspace', value: 'Harbour crew' }] },
    context: {
      ip: '203.0.113.9',
      location: 'Lisbon, Portugal',
      browser: 'Firefox',
      os: 'macOS',
      origin: 'https://notes.example',
    },
  });
  const jws: string = JSON.parse(await pushTo('challenge', phone)).notification.data.challenge;
  await pushTo(null, other);
  const at = `/device/v1/challenges/${challenge.id}`;
  await proven('delivery', phone, 'POST', `${at}/delivery`, { event: 'received' });
  await proven(null, phone, 'POST', `${at}/delivery`, { event: 'displayed' });
  await proven('pending', phone, 'GET', '/device/v1/challenges');

  type Answer = Pick<DecisionClaims, 'decision' | 'code' | 'origin' | 'uv'>;
  const sign = async (by: Phone, seen: string, answer: Answer) =>
    signDecision(
      {
        iss: by.key.kid,
        aud: ORIGIN,
        jti: (claimsOf(seen) as { jti: string }).jti,
        iat: Math.floor(clock.nowMs / 1000),
        challenge: await hashChallenge(seen),
        ...answer,
      },
      by.key,
    );
  const decide = async (name: string, by: Phone, answer: Answer) => {
    const decision = await sign(by, jws, answer);
    await call(name, { method: 'POST', path: `${at}/decision`, body: JSON.stringify({ decision }) });
  };
  const code = challenge.code ?? '';
  await decide('wrongCode', phone, { decision: 'approve', code: code === '482913' ? '482914' : '482913' });
  await decide('decision', phone, { decision: 'approve', code });
  await decide('tooLate', other, { decision: 'deny' });
  await pushTo('closed', other);

  await proven('history', phone, 'GET', '/device/v1/history?limit=1');
  await proven('devices', phone, 'GET', '/device/v1/devices');
  await call('keys', { method: 'GET', path: '/device/v1/keys' });
  const authorization = await proof(phone, 'GET', '/device/v1/self', '', 300_000);
  await call('clockSkew', { method: 'GET', path: '/device/v1/self', authorization });

  const desktop = {
    kind: 'extension' as const,
    name: 'Chrome on Linux',
    platform: 'Chrome on Linux',
    features: [...DEVICE_FEATURES],
  };
  const extension = await pair(false, (await ticketFor()).code, desktop);
  const bank = await nod.accounts.createApplication({
    name: 'Harbour Bank',
    realm: application.realm,
    origins: ['https://bank.example'],
    match: ['origin', 'code'],
  });
  const { application: bankRow } = await nod.accounts.authenticate(bank.apiKey);
  const asked = await nod.challenges.create({
    application: bankRow,
    username: 'alice',
    context: { browser: 'Chrome', os: 'Linux', origin: 'https://bank.example' },
  });
  const seen: string = JSON.parse(await pushTo(null, extension)).notification.data.challenge;
  const signed = await sign(extension, seen, { decision: 'approve', origin: 'https://bank.example' });
  const where = `/device/v1/challenges/${asked.id}/decision`;
  const taken = await call(null, { method: 'POST', path: where, body: JSON.stringify({ decision: signed }) });
  if (taken.status !== 200) throw new Error(`the approval at the origin was refused: ${JSON.stringify(taken.body)}`);

  await proven('revoke', phone, 'DELETE', `/device/v1/devices/${extension.id}`);

  const user = await makeSoftwareVerifier(ORIGIN, new URL(ORIGIN).hostname);
  const creating = await registrationChallenge({ server: ORIGIN, device: phone.key.kid });
  await proven('verifier', phone, 'PUT', '/device/v1/self/verifier', await user.register({ challenge: creating }));
  const deploy = await nod.challenges.create({
    application: row,
    username: 'alice',
    action: { title: 'Deploy 1.4 to production', details: [] },
    userVerification: 'required',
  });
  const waiting = (await proven(null, phone, 'GET', '/device/v1/challenges')).body as PendingResponse;
  const deploySeen = waiting.challenges[0]?.challenge ?? '';
  const approval = { decision: 'approve', code: deploy.code ?? '' } as const;
  const approving = await approvalChallenge({ challenge: await hashChallenge(deploySeen), ...approval });
  const confirmed = await sign(phone, deploySeen, { ...approval, uv: await user.assert({ challenge: approving }) });
  const deployAt = `/device/v1/challenges/${deploy.id}/decision`;
  const done = await call(null, { method: 'POST', path: deployAt, body: JSON.stringify({ decision: confirmed }) });
  if (done.status !== 200) throw new Error(`the confirmed approval was refused: ${JSON.stringify(done.body)}`);
  const { credentialId } = user.verifier;
  const removing = { server: ORIGIN, device: phone.key.kid, target: credentialId, action: 'verifier-removal' } as const;
  const removal = await user.confirm(removing, { atMs: clock.nowMs });
  await proven('noVerifier', phone, 'POST', '/device/v1/self/verifier/removal', removal);

  return {
    origin: ORIGIN,
    ticket,
    device: { id: phone.id, jwk: phone.key.publicJwk, thumbprint: phone.key.kid },
    other: { id: other.id },
    matchingCode: code,
    matchingUrl: challenge.qr ?? '',
    applicationId: application.id,
    exchanges,
    pushes,
    receipt: await nod.challenges.receipt(row, challenge.id),
    atOrigin: { challenge: seen, decision: signed },
    verified: {
      challenge: deploySeen,
      decision: confirmed,
      verifier: user.verifier,
      receipt: await nod.challenges.receipt(row, deploy.id),
    },
    jwks: { keys: nod.keys.publicJwks },
  };
}

const token = () => randomBytes(16).toString('base64url');

/** The claims of a message, not verified: the test beside the server verifies every one. */
export function claimsOf(jws: string): unknown {
  return JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8'));
}

interface PushService {
  url: string;
  /** Waits for the next push to an endpoint. */
  take(endpoint: string): Promise<{ headers: Record<string, string>; body: Buffer }>;
  stop(): Promise<void>;
}

const SHOWN_HEADERS = ['ttl', 'urgency', 'topic', 'content-encoding', 'authorization'];

async function startPushService(): Promise<PushService> {
  const received = new Map<string, { headers: Record<string, string>; body: Buffer }[]>();
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const headers: Record<string, string> = {};
    for (const name of SHOWN_HEADERS) {
      const value = request.headers[name];
      if (typeof value === 'string') headers[name] = value;
    }
    const pathname = request.url ?? '';
    received.set(pathname, [...(received.get(pathname) ?? []), { headers, body }]);
    response.writeHead(201).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const taken = new Map<string, number>();
  return {
    url: `http://127.0.0.1:${port}`,
    async take(endpoint) {
      const { pathname } = new URL(endpoint);
      const next = taken.get(pathname) ?? 0;
      for (let waited = 0; waited < 5_000; waited += 20) {
        const push = received.get(pathname)?.[next];
        if (push) {
          taken.set(pathname, next + 1);
          return push;
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`no push to ${pathname}`);
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function config(dataDir: string, pushService: string): Config {
  return {
    origin: ORIGIN,
    port: 0,
    host: undefined,
    dataDir,
    databaseUrl: undefined,
    retentionDays: 0,
    deviceIdleDays: 0,
    recoveryDelayHours: 0,
    vapidSubject: 'mailto:admin@nod.example',
    trustedProxies: [],
    pushHosts: [],
    pushRewrites: new Map([['fcm.googleapis.com', pushService]]),
    tls: undefined,
    serverName: 'Example Nod',
    language: 'en',
    demo: false,
    trying: false,
    pullAllowed: true,
    vouch: 'off',
    logLevel: 'silent',
    mail: undefined,
    placesFile: undefined,
    metricsToken: undefined,
  };
}
