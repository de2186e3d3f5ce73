import { expect, test } from 'vitest';
import type { SigningKey } from '../protocol/keys.ts';
import { hashKeySet, signKeySet } from '../protocol/keyset.ts';
import { pullPending } from './pull.ts';
import { receivePush } from './receive.ts';
import { FakeServer } from './testing/fake-server.ts';
import { type Harness, pair, startHarness } from './testing/harness.ts';
import { pushOf } from './testing/served.ts';

/** What the push brought is not shown as a request. */
async function expectRefused({ core }: Harness, push: string) {
  expect(await receivePush(core, push)).toEqual({ kind: 'unverified' });
}

/** The app is opened and asks what waits, which tells it of other keys. */
async function pull({ core }: Harness) {
  for (const account of await core.keys.accounts()) await pullPending(core, account);
}

test('a new server key is believed when the pinned key has signed the set', async () => {
  const harness = await startHarness();
  await pair(harness);
  const key = await harness.server.rotate();
  const { push } = await harness.server.challenge({ key });
  expect(await receivePush(harness.core, push)).toMatchObject({ kind: 'request' });
});

test('a new server key is refused when only itself or a stranger has signed the set', async () => {
  const harness = await startHarness();
  await pair(harness);
  const evil = await FakeServer.start(harness.server.origin, () => harness.serverClock.nowMs);
  const key = await evil.rotate();
  harness.server.keySets = evil.keySets;
  await expectRefused(harness, pushOf({ challenge: await signWith(harness.server, key) }));
});

test('a server that was rotated and cleaned up while this device slept is believed again, link by link', async () => {
  const harness = await startHarness();
  const { server } = harness;
  await pair(harness);
  const second = await server.rotate();
  server.keys = server.keys.filter(({ kid }) => kid === second.kid);
  const third = await server.rotate(second);
  const { push } = await server.challenge({ key: third });
  expect(await receivePush(harness.core, push)).toMatchObject({ kind: 'request' });
});

test('a stolen key that the server has replaced takes no device over', async () => {
  const harness = await startHarness();
  const { server } = harness;
  await pair(harness);
  const stolen = server.signing;
  const next = await server.rotate();
  await receivePush(harness.core, (await server.challenge({ key: next })).push);
  const evil = await FakeServer.start(server.origin, () => harness.serverClock.nowMs);
  server.keySets = [
    await signKeySet({ issuer: server.origin, keys: evil.keys, nowMs: harness.serverClock.nowMs }, stolen),
  ];
  await expectRefused(harness, pushOf({ challenge: await signWith(server, evil.signing) }));
});

test('a key set from far in the future is refused, and bars none that follows', async () => {
  const harness = await startHarness();
  const { server, serverClock } = harness;
  await pair(harness);
  const far = { issuer: server.origin, keys: server.keys, nowMs: serverClock.nowMs + 86_400_000 };
  server.keySets = [await signKeySet(far, server.signing)];
  server.keySetHash = 'another';
  await pull(harness);
  server.keySets = [];
  const key = await server.rotate();
  expect(await receivePush(harness.core, (await server.challenge({ key })).push)).toMatchObject({ kind: 'request' });
});

test('a withdrawn key is believed no more from the next look at what waits, though nothing was signed by a new one', async () => {
  const harness = await startHarness();
  const { server } = harness;
  await pair(harness);
  const withdrawn = server.signing;
  const next = await server.rotate();
  await pull(harness);
  server.keys = server.keys.filter(({ kid }) => kid === next.kid);
  server.keySets.push(
    await signKeySet({ issuer: server.origin, keys: server.keys, nowMs: harness.serverClock.nowMs }, next),
  );
  server.keySetHash = await hashKeySet(server.keys);
  await pull(harness);
  await expectRefused(harness, pushOf({ challenge: await signWith(server, withdrawn) }));
  expect(await receivePush(harness.core, (await server.challenge({ key: next })).push)).toMatchObject({
    kind: 'request',
  });
});

test('a server that names a set it doesn’t hand out is asked, and what is pinned stays', async () => {
  const harness = await startHarness();
  await pair(harness);
  harness.server.keySetHash = 'another';
  harness.server.broken = (path) => path === 'keys';
  await pull(harness);
  harness.server.broken = null;
  expect(await receivePush(harness.core, (await harness.server.challenge()).push)).toMatchObject({ kind: 'request' });
});

test('a set from before the pairing is refused, though a pinned key has signed it: it could bring a withdrawn key back', async () => {
  const harness = await startHarness();
  const { serverClock, server } = harness;
  const withdrawn = await FakeServer.start(server.origin, () => serverClock.nowMs);
  const old = { issuer: server.origin, keys: withdrawn.keys, nowMs: serverClock.nowMs - 3_600_000 };
  await pair(harness);
  server.keySets = [await signKeySet(old, server.signing)];
  await expectRefused(harness, pushOf({ challenge: await signWith(server, withdrawn.signing) }));
});

async function signWith(server: FakeServer, key: SigningKey): Promise<string> {
  return (await server.challenge({ key })).jws;
}
