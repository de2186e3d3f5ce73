import { hashChallenge, signChallenge } from '../../protocol/challenge.ts';
import { signDecision } from '../../protocol/decision.ts';
import { bareJwk, generateDeviceKey, type PublicJwk, type SigningKey } from '../../protocol/keys.ts';
import { type FallbackWay, type Outcome, type ReceiptClaims, signReceipt } from '../../protocol/receipt.ts';
import type { Delivery } from '../rest-api.ts';

interface AskedChallenge {
  id: string;
  username: string;
  state: 'pending' | Outcome;
  match: 'code' | 'none';
  code: string;
  jws: string;
  createdAtMs: number;
  expiresAtMs: number;
  devices: { id: string; name: string; delivery: Delivery }[];
  decidedBy?: { id: string; name: string };
  fallback?: FallbackWay;
  receipt?: string;
}
interface StandInDevice {
  id: string;
  name: string;
  kind: 'pwa';
  state: 'pending' | 'active' | 'suspended' | 'revoked';
  vouched: boolean;
  delivery: 'push' | 'pull';
  createdAt: string;
}
export type StandIn = Awaited<ReturnType<typeof createStandIn>>;

const ORIGIN = 'http://localhost:4400';
const APPLICATION_ID = 'app_AAAAAAAAAAAAAAAAAAAAAA';
/** What the server takes in place of a device's answer. */
const FALLBACKS: readonly FallbackWay[] = ['offline', 'bypass'];
export const FALLBACK_CODE = '48291357';
export const API_KEY = 'nod_0123456789ab_00112233445566778899aabbccddeeff';

/**
 * A Nod server's REST door in memory, as a `fetch`. For tests of the SDK and of the demo, where a server that lies is
 * as interesting as an honest one. It signs with real keys.
 */
export async function createStandIn(options: { now?: () => number; origin?: string } = {}) {
  const now = options.now ?? Date.now;
  const origin = options.origin ?? ORIGIN;
  let signing = await newSigningKey();
  let published: PublicJwk[] = [signing.publicJwk];
  const device = await generateDeviceKey();
  const challenges = new Map<string, AskedChallenge>();
  const users = new Map<string, { id: string; username: string; devices: StandInDevice[] }>();
  const idempotent = new Map<string, string>();
  const watchers = new Set<() => void>();
  const requests: Request[] = [];
  /** Answers that replace the real ones, in order. */
  const overrides: ((request: Request) => Response | undefined | Promise<Response | undefined>)[] = [];

  const user = (username: string) => {
    const known = users.get(username) ?? { id: newId('usr'), username, devices: [] };
    users.set(username, known);
    return known;
  };
  const changed = () => {
    for (const wake of [...watchers]) wake();
  };

  async function receiptOf(challenge: AskedChallenge, altered: Partial<ReceiptClaims> = {}, key = signing) {
    const approved = challenge.state === 'approved';
    return signReceipt(
      {
        iss: origin,
        sub: user(challenge.username).id,
        aud: APPLICATION_ID,
        jti: challenge.id,
        iat: Math.floor(now() / 1000),
        outcome: challenge.state === 'pending' ? 'expired' : challenge.state,
        amr: approved && !challenge.fallback ? ['swk', 'mca'] : [],
        acr: approved ? `urn:nod:acr:${challenge.fallback ? 'fallback' : 'device-key'}` : 'urn:nod:acr:none',
        match: challenge.match,
        challenge: challenge.jws,
        ...(challenge.fallback ? { fallback: challenge.fallback } : {}),
        ...(approved && !challenge.fallback
          ? {
              cnf: { jwk: bareJwk(device.publicJwk) },
              decision: await signDecision(
                {
                  iss: device.kid,
                  aud: origin,
                  jti: challenge.id,
                  iat: Math.floor(now() / 1000),
                  challenge: await hashChallenge(challenge.jws),
                  decision: 'approve',
                  ...(challenge.match === 'code' ? { code: challenge.code } : {}),
                },
                device,
              ),
            }
          : {}),
        ...altered,
      },
      key.key,
    );
  }

  async function create(request: Request): Promise<Response> {
    const key = request.headers.get('Idempotency-Key') ?? '';
    const before = idempotent.get(key);
    if (before) return Response.json(JSON.parse(before), { status: 201 });
    const body: { user: string; match?: 'code' | 'none'; ttlSeconds?: number } = await request.json();
    const asked = user(body.user);
    const devices = asked.devices.filter((each) => each.state === 'active');
    if (devices.length === 0) return problem(409, 'no_active_device');
    for (const each of challenges.values()) if (each.state === 'pending') each.state = 'canceled';
    const id = newId('chl');
    const createdAtMs = now();
    const expiresAtMs = createdAtMs + (body.ttlSeconds ?? 60) * 1000;
    const match = body.match ?? 'code';
    const code = '482913';
    const jws = await signChallenge(
      {
        iss: origin,
        sub: asked.id,
        aud: 'nod-device',
        jti: id,
        iat: Math.floor(createdAtMs / 1000),
        exp: Math.floor(expiresAtMs / 1000),
        nonce: 'AAAAAAAAAAAAAAAAAAAAAA',
        app: { id: APPLICATION_ID, name: 'Harbour Notes' },
        action: { title: 'Sign in', details: [] },
        context: {},
        match,
        ...(match === 'code' ? { digits: 6 } : {}),
        uv: 'preferred',
      },
      signing.key,
    );
    const asking = devices.map(({ id: deviceId, name }) => ({ id: deviceId, name, delivery: 'queued' as const }));
    challenges.set(id, {
      id,
      username: body.user,
      state: 'pending',
      match,
      code,
      jws,
      createdAtMs,
      expiresAtMs,
      devices: asking,
    });
    changed();
    const answer = {
      id,
      state: 'pending',
      ...(match === 'code' ? { code, qr: `${origin}/#/match/${id}/${code}` } : {}),
      expiresAt: new Date(expiresAtMs).toISOString(),
      devices: asking,
      watchUrl: `${origin}/v1/challenges/${id}/events`,
    };
    idempotent.set(key, JSON.stringify(answer));
    return Response.json(answer, { status: 201 });
  }

  function events(challenge: AskedChallenge, signal: AbortSignal): Response {
    const encoder = new TextEncoder();
    let wake = () => {};
    const stop = () => watchers.delete(wake);
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        wake = () => {
          const view = JSON.stringify(viewOf(challenge));
          controller.enqueue(encoder.encode(`event: challenge\ndata: ${view}\n\n`));
          if (challenge.state === 'pending') return;
          stop();
          controller.close();
        };
        watchers.add(wake);
        // An abort breaks the stream, as in a real fetch.
        signal.addEventListener('abort', () => {
          stop();
          controller.error(signal.reason);
        });
        wake();
      },
      cancel: () => void stop(),
    });
    return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
  }

  /** Takes the ways of `fallbacks`, all with FALLBACK_CODE. */
  function fallback(challenge: AskedChallenge, { way, code }: { way: FallbackWay; code?: string }): Response {
    if (challenge.state !== 'pending') return problem(409, 'challenge_final');
    if (!FALLBACKS.includes(way)) return problem(422, 'fallback_not_allowed');
    if (code === undefined) return Response.json({ way, ...(way === 'offline' ? { qr: 'NOD1:A', digits: 8 } : {}) });
    if (code !== FALLBACK_CODE) return problem(422, 'wrong_code');
    challenge.state = 'approved';
    challenge.fallback = way;
    changed();
    return Response.json(viewOf(challenge));
  }

  /** A long poll: answers at once where the challenge is final, otherwise when it becomes so. */
  async function waited(challenge: AskedChallenge, signal: AbortSignal): Promise<Response> {
    if (challenge.state === 'pending') {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const wake = () => (challenge.state === 'pending' ? undefined : resolve());
      watchers.add(wake);
      signal.addEventListener('abort', () => reject(signal.reason));
      await promise.finally(() => watchers.delete(wake));
    }
    return Response.json(viewOf(challenge));
  }

  async function route(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const [, first, second, third, fourth, fifth] = url.pathname.split('/');
    if (url.pathname === '/.well-known/jwks.json') return Response.json({ keys: published });
    if (request.headers.get('Authorization') !== `Bearer ${API_KEY}`) return problem(401, 'unauthorized');
    if (first !== 'v1') return problem(404, 'not_found');
    if (second === 'challenges' && third === undefined) return create(request);
    if (second === 'enrollments') {
      const body: { user: { username: string } } = await request.json();
      return Response.json(
        {
          id: newId('enr'),
          code: 'ABCD-EFGH-JKMN',
          url: `${origin}/#/pair/BBBBBBBBBBBBBBBBBBBBBB`,
          expiresAt: new Date(now() + 600_000).toISOString(),
          user: { id: user(body.user.username).id, username: body.user.username },
        },
        { status: 201 },
      );
    }
    if (second === 'challenges') {
      const challenge = challenges.get(third ?? '');
      if (!challenge) return problem(404, 'challenge_unknown');
      if (fourth === 'receipt') return new Response(challenge.receipt ?? (await receiptOf(challenge)));
      if (fourth === 'fallback') return fallback(challenge, await request.json());
      if (fourth === 'events') return events(challenge, request.signal);
      if (request.method === 'DELETE') {
        if (challenge.state !== 'pending') return problem(409, 'challenge_final');
        challenge.state = 'canceled';
        changed();
      }
      return url.searchParams.has('wait') ? waited(challenge, request.signal) : Response.json(viewOf(challenge));
    }
    const known = users.get(decodeURIComponent(third ?? ''));
    if (second !== 'users' || !known) return problem(404, 'user_unknown');
    if (fourth === undefined) return Response.json({ id: known.id, username: known.username, displayName: '' });
    if (request.method === 'DELETE') {
      known.devices = known.devices.filter((each) => each.id !== fifth);
      return new Response(null, { status: 204 });
    }
    return Response.json({ devices: known.devices });
  }

  return {
    origin,
    applicationId: APPLICATION_ID,
    apiKey: API_KEY,
    requests,
    overrides,
    challenges,
    receiptOf,
    newSigningKey,
    userId: (username: string) => user(username).id,
    fetch: (async (input: string | URL | Request, init?: RequestInit) => {
      const request = new Request(input, init);
      requests.push(request.clone());
      return (await overrides.shift()?.(request)) ?? route(request);
    }) as typeof fetch,
    /** Changes the server's key; with `publish: false` the JWKS doesn't hold it yet. */
    async rotate({ publish = true } = {}) {
      signing = await newSigningKey();
      if (publish) published = [signing.publicJwk, ...published];
    },
    publish() {
      published = [signing.publicJwk, ...published];
    },
    addDevice(username: string, name: string, state: StandInDevice['state'] = 'active') {
      const createdAt = new Date(now()).toISOString();
      const vouched = state === 'active' || state === 'suspended';
      const added: StandInDevice = { id: newId('dev'), name, kind: 'pwa', state, vouched, delivery: 'push', createdAt };
      user(username).devices.push(added);
      return added;
    },
    deliver(id: string, delivery: Delivery) {
      for (const asked of challenges.get(id)?.devices ?? []) asked.delivery = delivery;
      changed();
    },
    settle(id: string, state: Outcome, by?: string) {
      const challenge = challenges.get(id);
      if (!challenge) throw new Error(`no challenge ${id}`);
      challenge.state = state;
      if (by) challenge.decidedBy = { id: newId('dev'), name: by };
      changed();
    },
    newest(): AskedChallenge {
      const last = [...challenges.values()].at(-1);
      if (!last) throw new Error('no challenge was created');
      return last;
    },
  };
}

export function newId(prefix: string): string {
  return `${prefix}_${Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url')}`;
}

function viewOf(challenge: AskedChallenge) {
  const { id, state, match, devices, decidedBy, fallback, createdAtMs, expiresAtMs } = challenge;
  return {
    id,
    state,
    match,
    digits: match === 'code' ? 6 : null,
    createdAt: new Date(createdAtMs).toISOString(),
    expiresAt: new Date(expiresAtMs).toISOString(),
    devices,
    decidedBy: decidedBy ?? null,
    fallbacks: FALLBACKS,
    ...(fallback ? { fallback } : {}),
  };
}

export function problem(status: number, code: string, params?: Record<string, string | number>): Response {
  const body = { type: `urn:nod:problem:${code}`, title: code, status, code, ...(params ? { params } : {}) };
  return Response.json(body, { status, headers: { 'Content-Type': 'application/problem+json' } });
}

async function newSigningKey(): Promise<{ key: SigningKey; publicJwk: PublicJwk }> {
  const { publicJwk, privateKey, kid } = await generateDeviceKey();
  return { key: { kid, privateKey }, publicJwk: { ...publicJwk, kid, use: 'sig', alg: 'ES256' } };
}
