import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DrivenServer, startDrivenServer } from './driver.ts';
import { quantile } from './rounds.ts';
import type { SeededUser } from './seed.ts';

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
/** How many waiters connect at the same moment. */
const BATCH = 500;
const ALL_WAIT_WITHIN_MS = 40_000;

/**
 * (3) Many logins waiting at once, each a long poll on a connection of its own over HTTP: what one costs in memory, and
 * how long it takes from the moment the phone sends its decision until the waiter has its answer (verification and the
 * durable commit are in it). The devices pull, so no push takes part.
 */
export async function measureWaiting(options: { waiters: number; decided: number }): Promise<Waiting> {
  const { waiters, decided } = options;
  const driven = await startDrivenServer({ users: waiters, devicesPerUser: 1, push: false, filler: 0 });
  const { server, phones } = driven;
  const agent = new Agent({ keepAlive: true, maxSockets: waiters });
  try {
    const asked = await askAll(driven);
    const before = await server.call('memory');
    const woken = new Map<SeededUser, Promise<number>>();
    for (const [user, { id }] of asked) {
      woken.set(user, wait(driven, agent, id));
      // More of them would overflow the queue in which the system keeps new connections.
      if (woken.size % BATCH === 0) await untilWaiting(driven, woken.size);
    }
    await untilWaiting(driven, waiters);
    const during = await server.call('memory');

    const delaysMs: number[] = [];
    // The waiters that came last: each must still wait when its turn comes.
    for (const [user, { id, code }] of [...asked].slice(-decided)) {
      const [device] = user.devices;
      if (!device) continue;
      const sentAtMs = await phones.approve(device, id, await server.call('challenge', id), code);
      const delayMs = ((await woken.get(user)) ?? Number.NaN) - sentAtMs;
      if (!(delayMs >= 0)) throw new Error('a wait was over before its decision left');
      delaysMs.push(delayMs);
      await sleep(1000 / DECISIONS_PER_SECOND);
    }
    await server.call('endWaits');
    await Promise.all(woken.values());
    return {
      waiters,
      rssBytesPerWaiter: (during.rssBytes - before.rssBytes) / waiters,
      heapBytesPerWaiter: (during.heapBytes - before.heapBytes) / waiters,
      decided: delaysMs.length,
      wakeMs: { p50: quantile(delaysMs, 0.5), p99: quantile(delaysMs, 0.99), most: Math.max(...delaysMs) },
    };
  } finally {
    agent.destroy();
    await driven.stop();
  }
}

/** One challenge for each user, alive until the end of the measurement. */
async function askAll({ users, ask }: DrivenServer) {
  const asked = new Map<SeededUser, Awaited<ReturnType<typeof ask>>>();
  const left = [...users];
  const lane = async () => {
    for (let user = left.pop(); user; user = left.pop()) asked.set(user, await ask(user, 600));
  };
  await Promise.all(Array.from({ length: 16 }, lane));
  return asked;
}

/** @returns when the answer arrived, by performance.now() */
function wait({ port, apiKey }: DrivenServer, agent: Agent, id: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const path = `/v1/challenges/${id}?wait=${WAIT_SECONDS}`;
    const headers = { authorization: `Bearer ${apiKey}` };
    const request = get({ host: '127.0.0.1', port, path, agent, headers }, (response) => {
      const atMs = performance.now();
      response.resume();
      response.on('end', () => resolve(atMs));
    });
    request.on('error', reject);
  });
}

async function untilWaiting({ server }: DrivenServer, waiters: number): Promise<void> {
  const deadlineMs = performance.now() + ALL_WAIT_WITHIN_MS;
  while ((await server.call('waiting')) < waiters) {
    if (performance.now() > deadlineMs) throw new Error('not all waiters arrived');
    await sleep(100);
  }
}
