import { Agent, get } from 'node:http';
import { createDriver } from './driver.ts';
import { startPhones } from './phones.ts';
import { type MeasuredServer, startServer } from './processes.ts';
import type { SeededUser } from './seed.ts';
import { quantile } from './statistics.ts';

export interface Waiting {
  waiters: number;
  rssBytesPerWaiter: number;
  heapBytesPerWaiter: number;
  decided: number;
  wakeMs: { p50: number; p99: number; most: number };
}

const WAIT_SECONDS = 60;
/** Decisions come spread over time, as people's do; a burst would measure how fast this driver can sign. */
const DECISIONS_PER_SECOND = 100;

/**
 * (3) Many logins waiting at once, each a long poll on a connection of its own over HTTP: what one costs in memory, and
 * how long it takes from the moment the phone sends its decision until the waiter has its answer (verification and the durable
 * commit are in it).
 */
export async function measureWaiting(options: { waiters: number; decided: number }): Promise<Waiting> {
  const phones = await startPhones();
  const server = await startServer({ pushBase: phones.baseUrl, pushCa: phones.ca });
  const driver = createDriver(server, { connections: 16 });
  // Pulling devices: the challenges reach the bench by its own reading, no push takes part.
  const { users } = await server.ask({
    ask: 'seed',
    users: options.waiters,
    devicesPerUser: 1,
    push: false,
    filler: 0,
  });
  const agent = new Agent({ keepAlive: true, maxSockets: options.waiters });
  try {
    const created = new Map<SeededUser, { id: string; code?: string }>();
    const left = [...users];
    const lane = async () => {
      for (let user = left.pop(); user; user = left.pop())
        created.set(user, await driver.create(user, { ttlSeconds: 600 }));
    };
    await Promise.all(Array.from({ length: 16 }, lane));

    const before = await server.ask({ ask: 'memory' });
    const woken = new Map<string, number>();
    const waits = [...created.values()].map(({ id }) => wait(server, agent, id).then((atMs) => woken.set(id, atMs)));
    const all = Promise.all(waits);
    await untilWaiting(server, options.waiters);
    const during = await server.ask({ ask: 'memory' });

    const delays: number[] = [];
    for (const user of users.slice(0, options.decided)) {
      const challenge = created.get(user);
      if (!challenge) continue;
      const jws = await server.ask({ ask: 'challenge', id: challenge.id });
      const sentMs = await driver.decide(user, challenge, jws.jws);
      await until(() => woken.has(challenge.id), 5000);
      delays.push(Math.max(0, (woken.get(challenge.id) ?? Number.POSITIVE_INFINITY) - sentMs));
      await new Promise((resolve) => setTimeout(resolve, 1000 / DECISIONS_PER_SECOND));
    }
    await server.ask({ ask: 'endWaits' });
    await all;
    return {
      waiters: options.waiters,
      rssBytesPerWaiter: (during.rssBytes - before.rssBytes) / options.waiters,
      heapBytesPerWaiter: (during.heapBytes - before.heapBytes) / options.waiters,
      decided: delays.length,
      wakeMs: { p50: quantile(delays, 0.5), p99: quantile(delays, 0.99), most: Math.max(...delays) },
    };
  } finally {
    agent.destroy();
    await driver.close();
    await server.stop();
    await phones.stop();
  }
}

/** @returns when the answer arrived, by performance.now() */
function wait(server: MeasuredServer, agent: Agent, id: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = get(
      {
        host: '127.0.0.1',
        port: server.port,
        path: `/v1/challenges/${id}?wait=${WAIT_SECONDS}`,
        agent,
        headers: { authorization: `Bearer ${server.apiKey}` },
      },
      (response) => {
        const atMs = performance.now();
        response.resume();
        response.on('end', () => resolve(atMs));
      },
    );
    request.on('error', reject);
  });
}

async function untilWaiting(server: MeasuredServer, waiters: number): Promise<void> {
  const deadlineMs = performance.now() + 40_000;
  while ((await server.ask({ ask: 'waiting' })).waiting < waiters) {
    if (performance.now() > deadlineMs) throw new Error('not all waiters arrived');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function until(condition: () => boolean, limitMs: number): Promise<void> {
  const deadlineMs = performance.now() + limitMs;
  while (!condition() && performance.now() < deadlineMs) await new Promise((resolve) => setImmediate(resolve));
}
