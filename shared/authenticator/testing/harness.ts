import 'fake-indexeddb/auto';
import { randomBytes } from 'node:crypto';
import type { CompleteRequest, Subscription } from '../../protocol/device-api.ts';
import { createApi } from '../api.ts';
import { claimEnrollment, enrol } from '../enrol.ts';
import { openDatabase } from '../indexeddb/database.ts';
import { createInbox } from '../indexeddb/inbox.ts';
import { createKeys } from '../indexeddb/keys.ts';
import { createNotingNotifier } from '../notify.ts';
import type { Core, NotificationContent } from '../ports.ts';
import { receivePush } from '../receive.ts';
import { createServerClock } from '../server-clock.ts';
import { FakeServer } from './fake-server.ts';

let databases = 0;

export interface Harness {
  server: FakeServer;
  core: Core;
  /** Another context on the same database, as a worker is to a page. */
  another(): Core;
  /** The notifications on the screen, by tag. */
  notifications: Map<string, NotificationContent>;
  /** Every notification that was ever shown. */
  shown: NotificationContent[];
  online: { value: boolean };
  /** Whether the browser lets notifications appear. */
  lets: { show: boolean };
  /** This device's clock: real start, moved by hand. */
  deviceClock: { nowMs: number };
  serverClock: { nowMs: number };
  tick(ms: number): void;
  /** Deletes a key, as a browser does that clears a site's storage. */
  deleteKey(thumbprint: string): Promise<void>;
  /** Adds a server that `fetch` reaches too. */
  connect(server: FakeServer): void;
}

export const DEVICE: CompleteRequest['device'] = { kind: 'pwa', name: 'Pixel 9', platform: 'Android' };

export const SUBSCRIPTION: Subscription = {
  endpoint: 'https://push.example/abc',
  keys: { p256dh: `B${'A'.repeat(86)}`, auth: 'A'.repeat(22) },
};

/** An authenticator on its own database, and one server. Both clocks stand still until moved. */
export async function startHarness(options: { server?: FakeServer } = {}): Promise<Harness> {
  const startMs = 1_790_000_000_000;
  const deviceClock = { nowMs: startMs };
  const serverClock = { nowMs: startMs };
  const server = options.server ?? (await FakeServer.start('https://nod.example', () => serverClock.nowMs));
  const servers = [server];
  const notifications = new Map<string, NotificationContent>();
  const shown: NotificationContent[] = [];
  const online = { value: true };
  const lets = { show: true };
  databases += 1;
  const databaseName = `nod-${databases}`;

  const tick = (ms: number) => {
    deviceClock.nowMs += ms;
    serverClock.nowMs += ms;
  };
  const reach: typeof fetch = async (input, init) => {
    if (!online.value) throw new TypeError('no network');
    const found = servers.find(({ origin }) => String(input).startsWith(`${origin}/`));
    if (!found) throw new TypeError('no such host');
    return found.fetch(input, init);
  };
  const another = (): Core => {
    const database = openDatabase(databaseName);
    const keys = createKeys(database);
    const now = () => deviceClock.nowMs;
    const random = (size: number) => new Uint8Array(randomBytes(size));
    const clock = createServerClock({ keys, now });
    return {
      keys,
      inbox: createInbox(database),
      clock,
      scans: true,
      now,
      randomBytes: random,
      api: createApi({
        fetch: reach,
        keys,
        clock,
        now,
        isOnline: () => online.value,
        randomBytes: random,
        timeLimitMs: 2_000,
      }),
      notifier: createNotingNotifier(
        {
          show: async (content) => {
            if (!lets.show) throw new TypeError('no permission to show notifications');
            shown.push(content);
            notifications.set(content.tag, content);
          },
          close: async (tag) => {
            notifications.delete(tag);
          },
        },
        keys,
      ),
      // Time passes by being waited for.
      wait: async (ms, signal) => {
        await new Promise((resolve) => setTimeout(resolve, 0));
        if (!signal?.aborted) tick(ms);
      },
    };
  };
  const deleteKey = (thumbprint: string) => openDatabase(databaseName).use((db) => db.delete('keys', thumbprint));
  const connect = (more: FakeServer) => servers.push(more);
  return {
    server,
    core: another(),
    another,
    notifications,
    shown,
    online,
    lets,
    deviceClock,
    serverClock,
    tick,
    deleteKey,
    connect,
  };
}

/** Pairs with a server; the test push arrives at once. @returns the device id */
export async function pair(harness: Harness, server = harness.server): Promise<string> {
  const worker = harness.another();
  server.onTestPush = async (payload) => {
    await receivePush(worker, payload);
  };
  const ticket = { code: 'ABCD-EFGH-JKMN' };
  const offer = await claimEnrollment(harness.core, { origin: server.origin, ticket });
  const result = await enrol(harness.core, {
    offer,
    device: DEVICE,
    subscriptions: { subscribe: async () => SUBSCRIPTION },
  });
  if (result.kind !== 'passed') throw new Error('the test push did not arrive');
  harness.shown.length = 0;
  harness.notifications.clear();
  server.calls.length = 0;
  return result.account.deviceId;
}
