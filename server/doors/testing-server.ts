import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hashChallenge, readChallenge } from '../../shared/protocol/challenge.ts';
import { type DecisionClaims, signDecision } from '../../shared/protocol/decision.ts';
import { signBinding } from '../../shared/protocol/enrollment.ts';
import { generateDeviceKey } from '../../shared/protocol/keys.ts';
import { signProof } from '../../shared/protocol/proof.ts';
import { SCOPES } from '../accounts/api-keys.ts';
import type { NewApplication } from '../accounts/new-application.ts';
import { createLog, type Log } from '../diagnostics/log.ts';
import { createNod, type Nod, type NodDeps } from '../nod.ts';
import { readConfig } from '../settings/config.ts';
import { TEST_REALM } from '../store/testing.ts';

/**
 * The whole server in process, for tests of the doors: real parts, a data directory of its own, a clock that stands
 * still, and a log that can be read.
 */
export const ORIGIN = 'http://localhost:4400';

export interface TestServer {
  nod: Nod;
  clock: { nowMs: number };
  log: Log;
  /** Everything that was logged, as text. */
  logged(): string;
  /** A new application, of the test's one realm unless it names another, whose key may do everything. */
  application(input?: Partial<NewApplication>): Promise<{ id: string; apiKey: string }>;
  /** Calls the app in process; `body` is sent as JSON unless it is a string. */
  call(method: string, path: string, options?: CallOptions): Promise<Answered>;
  close(): Promise<void>;
}

export interface CallOptions {
  apiKey?: string | undefined;
  headers?: Record<string, string>;
  body?: unknown;
  ip?: string;
  signal?: AbortSignal;
}

/** Members of an answer as a test expects them; an answer of another kind lacks some. */
export interface Json {
  id: string;
  code: string;
  state: string;
  status: string | number;
  type: string;
  title: string;
  detail: string;
  requestId: string;
  params: { triesLeft: number; state: string; retryAfterSeconds: number; limitBytes: number; decidedBy: string };
  qr: string;
  expiresAt: string;
  url: string;
  notificationCount: number;
  scopes: string[];
  realm: { id: string; name: string };
  nextCursor: string | null;
  deviceId: string;
  enrollmentId: string;
  challengeId: string;
  nonce: string;
  devices: {
    id: string;
    name: string;
    keyThumbprint: string;
    state: string;
    delivery: string;
    thisDevice: boolean;
  }[];
  users: { id: string; username: string }[];
  challenges: { challenge: string }[];
  items: { challengeId: string; state: string }[];
}

export interface Answered {
  status: number;
  headers: Headers;
  text: string;
  /** The JSON of the body; undefined when it is none. */
  json: Json;
}

export async function startTestServer(
  options: { environment?: Record<string, string>; deps?: Partial<NodDeps> } = {},
): Promise<TestServer> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'nod-doors-'));
  const clock = { nowMs: Date.UTC(2026, 0, 15, 12) };
  const lines: string[] = [];
  const log = createLog({ level: 'debug', destination: { write: (line) => void lines.push(line) } });
  const nod = await createNod(
    // Most tests need a second device and aren't about how it got in.
    readConfig({
      NOD_ORIGIN: ORIGIN,
      NOD_DEMO: '1',
      NOD_PORT: '0',
      NOD_DATA_DIR: dataDir,
      NOD_VOUCH: 'off',
      ...options.environment,
    }),
    {
      clock: () => clock.nowMs,
      randomBytes,
      log,
      pwaDir: path.join(dataDir, 'no-pwa'),
      ...options.deps,
    },
  );
  return {
    nod,
    clock,
    log,
    logged: () => lines.join(''),
    async application(input = {}) {
      const { realm = TEST_REALM.name } = input;
      await nod.accounts.createRealm(realm).catch(() => undefined);
      const defaults = { name: 'Wiki', origins: ['https://wiki.example'], scopes: [...SCOPES] };
      return nod.accounts.createApplication({ ...defaults, ...input, realm });
    },
    async call(method, url, { apiKey, headers = {}, body, ip = '192.0.2.7', signal } = {}) {
      const response = await nod.app.request(
        url,
        {
          method,
          headers: {
            ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
          ...(signal === undefined ? {} : { signal }),
        },
        { incoming: { socket: { remoteAddress: ip } } },
      );
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, json: parse(text) };
    },
    async close() {
      await nod.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function parse(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return {} as Json;
  }
}

/** A device as docs/protocol.md says it behaves; in pull mode, so that no push service is needed. */
export interface TestDevice {
  id: string;
  key: Awaited<ReturnType<typeof generateDeviceKey>>;
  /** A call with a proof. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>;
  proof(method: string, path: string, body?: string): Promise<string>;
  decide(challengeId: string, decision: Partial<DecisionClaims>): Promise<Answered>;
}

let lastAddress = 0;

/**
 * Claims and completes an enrollment for this user, or the one of a `token`; activated unless `pending` is wanted. Where the
 * server asks for vouching, a further device is `unvouched` then.
 */
export async function pairDevice(
  server: TestServer,
  apiKey: string,
  username: string,
  options: { pending?: boolean; name?: string; features?: string[]; token?: string } = {},
): Promise<TestDevice> {
  // Each device calls from an address of its own, as phones do; the limit per address has tests of its own.
  lastAddress++;
  const ip = `10.0.${lastAddress >> 8}.${lastAddress & 255}`;
  const { token } = options;
  const ticket =
    token === undefined && (await server.call('POST', '/v1/enrollments', { apiKey, body: { user: { username } } }));
  const claim = await server.call('POST', '/device/v1/enrollments/claim', {
    ip,
    body: ticket ? { code: ticket.json.code } : { token },
  });
  const { enrollmentId, nonce } = claim.json;
  const key = await generateDeviceKey();
  const nowMs = server.clock.nowMs;
  const serverKey = server.nod.keys.signing.kid;
  const binding = await signBinding(
    { enrollmentId, nonce, audience: ORIGIN, serverKey, subscription: null, nowMs },
    key,
    key.publicJwk,
  );
  const device = {
    kind: 'pwa',
    name: options.name ?? 'Pixel 9',
    platform: 'Chrome on Android',
    features: options.features ?? [],
  };
  const completed = await server.call('POST', `/device/v1/enrollments/${enrollmentId}/complete`, {
    ip,
    body: { binding, device, subscription: null },
  });
  const { deviceId } = completed.json;
  const proof = (method: string, url: string, body = '') =>
    signProof(
      {
        method,
        url: ORIGIN + url,
        body,
        nowMs: server.clock.nowMs,
        jti: Buffer.from(randomBytes(16)).toString('base64url'),
      },
      key,
    );
  const paired: TestDevice = {
    id: deviceId,
    key,
    proof,
    async call(method, url, body, headers = {}) {
      const text = body === undefined ? undefined : JSON.stringify(body);
      const authorization = `Nod-Proof ${await proof(method, url, text)}`;
      return server.call(method, url, { ip, headers: { authorization, ...headers }, ...(text ? { body: text } : {}) });
    },
    async decide(challengeId, decision) {
      const row = await server.nod.store.db
        .selectFrom('challenges')
        .select('jws')
        .where('id', '=', challengeId)
        .executeTakeFirstOrThrow();
      const jws = await signDecision(
        {
          iss: key.kid,
          aud: ORIGIN,
          jti: readChallenge(row.jws).jti,
          iat: Math.floor(server.clock.nowMs / 1000),
          challenge: await hashChallenge(row.jws),
          decision: 'approve',
          ...decision,
        },
        key,
      );
      return server.call('POST', `/device/v1/challenges/${challengeId}/decision`, { ip, body: { decision: jws } });
    },
  };
  if (!options.pending) await paired.call('POST', '/device/v1/activate', { pull: true });
  return paired;
}
