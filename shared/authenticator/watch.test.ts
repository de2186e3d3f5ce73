import { expect, test } from 'vitest';
import type { DeviceEvent } from '../protocol/device-api.ts';
import { decide } from './decide.ts';
import { AuthenticatorError } from './errors.ts';
import type { Core } from './ports.ts';
import { type Harness, pair, startHarness } from './testing/harness.ts';
import { createWatching, watchAccount } from './watch.ts';

/** Watches with streams that give these events, until `rounds` pauses have passed. */
async function watch(harness: Harness, deviceId: string, streams: (DeviceEvent[] | Error)[], rounds: number) {
  const aborter = new AbortController();
  const requests: string[] = [];
  const reachable: boolean[] = [];
  const pauses: number[] = [];
  const core: Core = {
    ...harness.core,
    api: {
      ...harness.core.api,
      async *events() {
        const events = streams.shift() ?? [];
        if (events instanceof Error) throw events;
        yield* events;
      },
    },
    wait: async (ms) => {
      pauses.push(ms);
      if (pauses.length >= rounds) aborter.abort();
    },
  };
  await watchAccount(core, deviceId, {
    signal: aborter.signal,
    onChange: () => undefined,
    onRequest: ({ challengeId }) => requests.push(challengeId),
    onReachable: (value) => reachable.push(value),
    random: () => 0.5,
    stream: true,
  });
  return { requests, reachable, pauses };
}

test('takes in the requests that wait, then those that come over the stream, each once', async () => {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  const first = await harness.server.challenge();
  const second = await harness.server.challenge();
  const stream: DeviceEvent[] = [
    { type: 'challenge', challenge: first.jws },
    { type: 'challenge', challenge: second.jws },
  ];
  const { requests } = await watch(harness, deviceId, [stream], 1);
  expect(requests.sort()).toEqual([first.id, second.id].sort());
});

test('a closed notice over the stream ends the request', async () => {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  const { id } = await harness.server.challenge();
  const closed = { notice: 'closed', challengeId: id, state: 'denied', decidedBy: 'Laptop' } as const;
  const { jws } = await harness.server.notice(deviceId, closed);
  await watch(harness, deviceId, [[{ type: 'notice', notice: jws }]], 1);
  expect(await harness.core.inbox.get({ deviceId, challengeId: id })).toMatchObject({ ended: { state: 'denied' } });
});

test('messages in the stream that can’t be believed are passed over', async () => {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  const { id, jws } = await harness.server.challenge();
  const stream: DeviceEvent[] = [
    { type: 'challenge', challenge: 'a.b.c' },
    { type: 'notice', notice: 'a.b.c' },
    { type: 'challenge', challenge: jws },
  ];
  expect((await watch(harness, deviceId, [stream], 1)).requests).toEqual([id]);
});

test('without streams it polls, with growing pauses that stay short enough for a request to be seen', async () => {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  const broken = new AuthenticatorError('not_found', 'no streams here');
  const { pauses } = await watch(
    harness,
    deviceId,
    Array.from({ length: 6 }, () => broken),
    6,
  );
  expect(pauses).toEqual([3_000, 6_000, 10_000, 10_000, 10_000, 10_000]);
  expect(harness.server.calls.filter((call) => call === 'GET challenges')).toHaveLength(6);
});

test('says when the server can’t be reached, and when it can again', async () => {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  let calls = 0;
  harness.server.broken = () => {
    calls += 1;
    return calls === 1;
  };
  expect((await watch(harness, deviceId, [], 2)).reachable).toEqual([false, true]);
});

test('ends for a device that was revoked, and does not blame the network', async () => {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  for (const device of harness.server.devices) device.state = 'revoked';
  const { pauses, reachable } = await watch(harness, deviceId, [], 5);
  expect(pauses).toEqual([]);
  expect(reachable).toEqual([true]);
});

test('goes on for an account that is locked: it may be unlocked while the page is open', async () => {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  harness.server.locked = true;
  const { pauses } = await watch(harness, deviceId, [], 3);
  expect(pauses).toHaveLength(3);
});

test('an answer that was kept is sent as soon as the server answers', async () => {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  const { id } = await harness.server.challenge();
  await watch(harness, deviceId, [], 1);
  harness.online.value = false;
  await decide(harness.core, { deviceId, challengeId: id, choice: 'approve', from: 'app' });
  harness.online.value = true;
  await watch(harness, deviceId, [], 1);
  expect(harness.server.challenges.get(id)?.state).toBe('approved');
});

test('of many accounts at one server only three hold a stream: a browser has few connections, and answers need them', async () => {
  const harness = await startHarness();
  await pair(harness);
  const [account] = await harness.core.keys.accounts();
  if (!account) throw new Error('not paired');
  const accounts = Array.from({ length: 8 }, (_none, index) => ({ ...account, deviceId: `dev_${index}` }));
  const byId = new Map(accounts.map((one) => [one.deviceId, one]));
  const streams = new Set<string>();
  const asked = new Set<string>();
  const known = async (deviceId: string) => byId.get(deviceId);
  const callers = new Map<object, string>(accounts.map((one) => [one, one.deviceId]));
  const core = {
    ...harness.core,
    keys: { ...harness.core.keys, account: known },
    api: {
      ...harness.core.api,
      pending: async (caller: object) => {
        asked.add(callers.get(caller) ?? '');
        return { challenges: [], timeMs: harness.core.now() };
      },
      events: async function* (caller: object, signal: AbortSignal) {
        streams.add(callers.get(caller) ?? '');
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
    },
  } as unknown as Core;
  const watching = createWatching(core, { onChange: () => {}, onRequest: () => {}, onReachable: () => {} });
  watching.follow(accounts);
  await expect.poll(() => asked.size).toBe(8);
  await expect.poll(() => streams.size).toBe(3);
  watching.follow([]);
});

test('a server that doesn’t say what it can do is listened to all the same', async () => {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  harness.server.broken = (path) => path === 'server';
  const { id, jws } = await harness.server.challenge({ quiet: true });
  const { requests } = await watch(harness, deviceId, [[{ type: 'challenge', challenge: jws }]], 1);
  expect(requests).toEqual([id]);
});

test('an account whose key is gone is asked for once, and not at each reading of the database that follows', async () => {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  const { core } = harness;
  await harness.deleteKey((await core.keys.account(deviceId))?.thumbprint ?? '');
  let changes = 0;
  // As every shell does: something has changed, so the accounts are read again and followed.
  const read = async () => watching.follow(await core.keys.accounts());
  const watching = createWatching(core, {
    onChange: () => {
      changes += 1;
      void read();
    },
    onRequest: () => undefined,
    onReachable: () => undefined,
  });
  await read();
  await new Promise((resolve) => setTimeout(resolve, 200));
  watching.follow([]);
  expect(changes).toBe(1);
});
