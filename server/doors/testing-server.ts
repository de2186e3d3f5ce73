import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SoftwareDevice } from '../../e2e/kit/software-device.ts';
import type { DecisionClaims } from '../../shared/protocol/decision.ts';
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

/** The test kit's device (in pull mode, so that no push service is needed), which calls this server in process. */
export interface TestDevice extends Pick<SoftwareDevice, 'id' | 'key' | 'proof'> {
  /** A call with a proof. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>;
  decide(challengeId: string, decision: Partial<DecisionClaims>): Promise<Answered>;
}

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
  const { name = 'Pixel 9', features = [], token } = options;
  const enroll = async () => {
    const { json } = await server.call('POST', '/v1/enrollments', { apiKey, body: { user: { username } } });
    return { code: json.code };
  };
  const device = await SoftwareDevice.bind(
    { origin: ORIGIN, clock: { now: () => server.clock.nowMs }, fetch: inProcess(server) },
    { ticket: token === undefined ? await enroll() : { token }, name, features, platform: 'Chrome on Android' },
  );
  if (!options.pending) await device.activate();
  const { id, key, ip } = device;
  return {
    id,
    key,
    proof: device.proof.bind(device),
    async call(method, url, body, headers = {}) {
      const text = body === undefined ? undefined : JSON.stringify(body);
      const authorization = await device.proof(method, url, text);
      return server.call(method, url, { ip, headers: { authorization, ...headers }, ...(text ? { body: text } : {}) });
    },
    async decide(challengeId, claims) {
      const { jws } = await server.nod.store.db
        .selectFrom('challenges')
        .select('jws')
        .where('id', '=', challengeId)
        .executeTakeFirstOrThrow();
      const decision = await device.decision(jws, claims);
      return server.call('POST', `/device/v1/challenges/${challengeId}/decision`, { ip, body: { decision } });
    },
  };
}

/** No proxy is in front of this server: the address that the device says is the one it calls from. */
function inProcess(server: TestServer): typeof fetch {
  return async (input, init) => {
    const headers = new Headers(init?.headers);
    const remoteAddress = headers.get('x-forwarded-for') ?? '';
    headers.delete('x-forwarded-for');
    return server.nod.app.request(String(input), { ...init, headers }, { incoming: { socket: { remoteAddress } } });
  };
}
