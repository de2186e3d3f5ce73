import { Pool } from 'undici';
import { approve, type Phones } from './phones.ts';
import type { MeasuredServer } from './processes.ts';
import type { SeededUser } from './seed.ts';

/** Plays the application and the phones of a login, over HTTP, as both do in production. */
export interface Driver {
  create(user: SeededUser, more?: { ttlSeconds: number }): Promise<{ id: string; code?: string }>;
  /** @returns the moment the request left, by performance.now() */
  decide(user: SeededUser, challenge: { id: string; code?: string }, jws: string): Promise<number>;
  get(path: string): Promise<Record<string, unknown>>;
  /** A whole login: create, push, decision, receipt. */
  login(user: SeededUser, phones: Phones): Promise<void>;
  close(): Promise<void>;
}

export function createDriver(server: MeasuredServer, options: { connections: number }): Driver {
  const pool = new Pool(`http://127.0.0.1:${server.port}`, { connections: options.connections, pipelining: 1 });
  const authorization = `Bearer ${server.apiKey}`;

  async function call(method: 'GET' | 'POST', path: string, headers: Record<string, string>, body?: object) {
    const answer = await pool.request({
      method,
      path,
      headers: { host: 'localhost:4400', ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
      body: body ? JSON.stringify(body) : null,
      headersTimeout: 90_000,
      bodyTimeout: 90_000,
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode} ${text}`);
    return text;
  }

  const driver: Driver = {
    async create(user, more) {
      const context = { ip: '203.0.113.7', userAgent: 'Mozilla/5.0 (Macintosh) Chrome/140.0.0.0', location: 'Lisbon' };
      return JSON.parse(
        await call('POST', '/v1/challenges', { authorization }, { user: user.username, context, ...more }),
      );
    },
    async decide(user, { id, code }, jws) {
      const decision = approve(user, id, jws, code);
      const sentAtMs = performance.now();
      await call('POST', `/device/v1/challenges/${id}/decision`, {}, { decision });
      return sentAtMs;
    },
    get: async (path) => JSON.parse(await call('GET', path, { authorization })),
    async login(user, phones) {
      const challenge = await driver.create(user);
      await driver.decide(user, challenge, await phones.challengeOf(challenge.id));
      const receipt = await call('GET', `/v1/challenges/${challenge.id}/receipt`, { authorization });
      if (receipt.split('.').length !== 3) throw new Error(`no receipt: ${receipt.slice(0, 200)}`);
    },
    close: () => pool.close(),
  };
  return driver;
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
