import { Pool } from 'undici';
import { awaitApproval } from '../shared/sdk/await-approval.ts';
import { createNodClient, type NodClient } from '../shared/sdk/client.ts';
import { createReceiptVerifier } from '../shared/sdk/receipt.ts';
import { type Child, startChild } from './children.ts';
import { type Phones, startPhones } from './phones.ts';
import type { SeededUser, SeedOptions } from './seed.ts';
import type { ServerProcess } from './server-process.ts';

/** A server under measurement, and everybody who calls it: an application with the SDK, and the users' phones. */
export interface DrivenServer {
  readonly server: Child<ServerProcess>;
  readonly port: number;
  readonly apiKey: string;
  readonly application: NodClient;
  readonly phones: Phones;
  /** Users whose devices the phones are. */
  readonly users: readonly SeededUser[];
  /** Asks as applications do at a login. */
  ask(user: SeededUser, ttlSeconds?: number): Promise<{ id: string; code?: string | undefined }>;
  /**
   * A whole login: the application asks by the SDK (under an Idempotency-Key) and waits in a long poll; every device
   * gets a push and acknowledges it twice; the first device approves; the application has the receipt and verifies it.
   */
  login(user: SeededUser): Promise<void>;
  stop(): Promise<void>;
}

/** What the server believes to be its address. It listens on any free port. */
const ORIGIN = 'http://localhost:4400';
const CONTEXT = { ip: '203.0.113.7', userAgent: 'Mozilla/5.0 (Macintosh) Chrome/140.0.0.0', location: 'Lisbon' };

/** @param options.databaseUrl absent: SQLite in a directory of its own */
export async function startDrivenServer(options: SeedOptions & { databaseUrl?: string }): Promise<DrivenServer> {
  const { databaseUrl, ...seed } = options;
  const phones = await startPhones();
  const server = startChild<ServerProcess>('./server-process.ts', '--expose-gc');
  const { port, apiKey, applicationId } = await server.call('start', {
    origin: ORIGIN,
    databaseUrl,
    ...phones.address,
  });
  const connections = connectTo(port);
  const called = { origin: ORIGIN, fetch: connections.fetch };
  const seeded = await server.call('seed', seed);
  phones.own(seeded, called);
  const application = createNodClient({ ...called, apiKey });
  const receipts = createReceiptVerifier({ ...called, applicationId });

  const ask: DrivenServer['ask'] = ({ username }, ttlSeconds) =>
    application.createChallenge({ user: username, context: CONTEXT, ...(ttlSeconds ? { ttlSeconds } : {}) });

  async function answer(user: SeededUser, { id, code }: { id: string; code?: string | undefined }): Promise<void> {
    const [seen] = await Promise.all(user.devices.map((device) => phones.displayed(device, id)));
    const [first] = user.devices;
    if (first && seen) await phones.approve(first, id, seen, code);
  }

  return {
    server,
    port,
    apiKey,
    application,
    phones,
    users: seeded.users,
    ask,
    async login(user) {
      const challenge = await ask(user);
      const expected = { challengeId: challenge.id, userId: user.id, match: 'code' } as const;
      await Promise.all([awaitApproval({ client: application, receipts, ...expected }), answer(user, challenge)]);
    },
    async stop() {
      await connections.close();
      await server.stop();
      await phones.stop();
    },
  };
}

/** What Node's own `fetch` sends beside what it is given. */
const FETCH_HEADERS = { accept: '*/*', 'accept-language': '*', 'sec-fetch-mode': 'cors', 'user-agent': 'node' };

/**
 * `fetch` over kept connections to one port of this machine, whatever host an address names: as Node's own, for a third
 * of its CPU, since the driver shares the machine with what it measures.
 */
export function connectTo(port: number): { fetch: typeof fetch; close(): Promise<void> } {
  const pool = new Pool(`http://127.0.0.1:${port}`, { pipelining: 1, keepAliveTimeout: 60_000 });
  return {
    async fetch(address, init = {}) {
      const { host, pathname, search } = new URL(String(address));
      const { statusCode, headers, body } = await pool.request({
        method: (init.method ?? 'GET') as 'GET',
        path: pathname + search,
        headers: { host, ...FETCH_HEADERS, ...(init.headers as Record<string, string>) },
        body: (init.body ?? null) as string | null,
        headersTimeout: 90_000,
      });
      const text = await body.text();
      const type = String(headers['content-type'] ?? '');
      return new Response(text === '' ? null : text, { status: statusCode, headers: { 'content-type': type } });
    },
    close: () => pool.close(),
  };
}

/** Runs `total` logins, `parallel` at a time, each user one login at a time. @returns wall time in ms */
export async function runLogins(
  users: readonly SeededUser[],
  options: { total: number; parallel: number },
  login: (user: SeededUser) => Promise<void>,
): Promise<number> {
  if (users.length < options.parallel) throw new Error('a user can only do one login at a time');
  const startedMs = performance.now();
  let started = 0;
  const lane = async (first: number) => {
    const mine = users.filter((_, index) => index % options.parallel === first);
    for (let turn = 0; started < options.total; turn++) {
      started++;
      const user = mine[turn % mine.length];
      if (user) await login(user);
    }
  };
  await Promise.all(Array.from({ length: options.parallel }, (_, first) => lane(first)));
  return performance.now() - startedMs;
}
