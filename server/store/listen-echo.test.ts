import { Kysely, PostgresDialect } from 'kysely';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { createPostgresBus } from './postgres-bus.ts';
import { connectionSettings, createPool } from './postgres-connections.ts';
import { startTestCluster, type TestCluster } from './testing-cluster.ts';
import { startRelay } from './testing-relay.ts';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startTestCluster();
});
afterAll(() => cluster.stop());

function database(name: string): Kysely<unknown> {
  const url = new URL(cluster.url);
  url.pathname = name;
  const pool = createPool(url.href, { warn: () => undefined });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  onTestFinished(() => db.destroy());
  return db;
}

/** NOTIFY reaches its own database only: a bus that notifies another one is as deaf as one behind a pooler. */
async function openBus(notified: string) {
  const warn = vi.fn();
  const db = database(notified);
  const { bus, close } = await createPostgresBus({ db, settings: connectionSettings(cluster.url), log: { warn } });
  onTestFinished(close);
  return { bus, warn };
}

test('a bus that hears itself says nothing', async () => {
  const { bus, warn } = await openBus('postgres');
  await new Promise((resolve) => setTimeout(resolve, 3_500));
  expect(bus.hears()).toBe(true);
  expect(warn).not.toHaveBeenCalled();
});

test('a bus that hears nothing says so with the cure, and wakes all waiters at intervals meanwhile', async () => {
  const { bus, warn } = await openBus('template1');
  await vi.waitFor(() => expect(bus.hears()).toBe(false), { timeout: 10_000 });
  expect(warn).toHaveBeenCalledTimes(1);
  expect(warn.mock.calls[0]?.[1]).toMatch(/LISTEN gets no notifications.*pgbouncer/);
  // Nobody publishes anything.
  await new Promise<void>((resolve) => bus.subscribe('challenge:1', resolve));
});

test('a listening connection that is lost while it is opened fails the opening, and nothing else', async () => {
  const { url } = await startRelay(cluster.url, { hangUpAt: 'listen nod_bus' });
  const db = database('postgres');
  const opening = createPostgresBus({ db, settings: connectionSettings(url), log: { warn: () => undefined } });
  await expect(opening).rejects.toThrow();
  await new Promise((resolve) => setTimeout(resolve, 100));
});
