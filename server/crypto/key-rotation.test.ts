import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { verifyKeySets } from '../../shared/protocol/keyset.ts';
import { listKeys, retireSigningKey, retireVapidKey, rotateSigningKey, rotateVapidKey } from './key-rotation.ts';
import { loadOrCreateKeys, type ServerKeys } from './keys.ts';

const issuer = 'https://nod.example';
const START_MS = 1_790_000_000_000;

async function keyDirectory() {
  const parent = mkdtempSync(path.join(tmpdir(), 'nod-rotation-'));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  const directory = path.join(parent, 'keys');
  const load = () => loadOrCreateKeys(directory, { randomBytes });
  await load();
  const read = (name: string) => readFileSync(path.join(directory, name), 'utf8');
  return { directory, load, read };
}

/** What a device that has pinned these keys believes after it has asked. */
async function follow(pinned: ServerKeys['publicJwks'], sets: string[], sinceMs = START_MS, nowMs = START_MS + 1e9) {
  const followed = await verifyKeySets(sets, {
    keys: pinned,
    issuer,
    sinceSeconds: Math.floor(sinceMs / 1000),
    nowSeconds: Math.floor(nowMs / 1000),
  });
  return followed.keys.map(({ kid }) => kid);
}

test('a new signing key is followed by a device that knows the one before, and the old private half is gone', async () => {
  const { directory, load, read } = await keyDirectory();
  const before = await load();
  const oldPrivate = JSON.parse(read('signing.json')).keys[0].d as string;
  const { kid, previousKid } = await rotateSigningKey(directory, { issuer, nowMs: START_MS });
  const after = await load();
  expect([previousKid, kid]).toEqual([before.signing.kid, after.signing.kid]);
  expect(after.publicJwks.map((key) => key.kid)).toEqual([kid, previousKid]);
  expect(after.signingKeys.map((key) => key.kid)).toEqual([kid]);
  expect(after.keySetHash).not.toBe(before.keySetHash);
  expect(await follow(before.publicJwks, after.readKeySets())).toEqual([kid, previousKid]);
  expect(read('signing.json')).not.toContain(oldPrivate);
  expect(statSync(path.join(directory, 'signing.json')).mode & 0o777).toBe(0o600);
  expect(readdirSync(directory).sort()).toEqual(['secret', 'signing.json', 'vapid.json']);
});

test('a process that runs on hands out the new sets before it is restarted', async () => {
  const { directory, load } = await keyDirectory();
  const running = await load();
  const { kid } = await rotateSigningKey(directory, { issuer, nowMs: START_MS });
  expect(await follow(running.publicJwks, running.readKeySets())).toEqual([kid, running.signing.kid]);
});

test('a device that slept through rotations and a withdrawal comes back, from wherever it stopped', async () => {
  const { directory, load } = await keyDirectory();
  const first = await load();
  await rotateSigningKey(directory, { issuer, nowMs: START_MS + 1_000 });
  const second = await load();
  await rotateSigningKey(directory, { issuer, nowMs: START_MS + 2_000 });
  await retireSigningKey(directory, first.signing.kid, { issuer, nowMs: START_MS + 3_000 });
  await rotateSigningKey(directory, { issuer, nowMs: START_MS + 4_000 });
  const last = await load();
  const today = last.publicJwks.map(({ kid }) => kid);
  expect(today).toHaveLength(3);
  expect(today).not.toContain(first.signing.kid);
  for (const pinned of [first.publicJwks, second.publicJwks]) {
    expect(await follow(pinned, last.readKeySets())).toEqual(today);
  }
  // A device that is up to date has nothing to follow.
  await expect(follow(last.publicJwks, last.readKeySets())).rejects.toMatchObject({ code: 'unknown_key' });
});

test('a set is never older than the one before it, though the clock was set back', async () => {
  const { directory, load } = await keyDirectory();
  const first = await load();
  await rotateSigningKey(directory, { issuer, nowMs: START_MS + 50_000 });
  const second = await load();
  await rotateSigningKey(directory, { issuer, nowMs: START_MS });
  const sets = (await load()).readKeySets();
  expect(await follow(first.publicJwks, sets)).toHaveLength(3);
  expect(await follow(second.publicJwks, sets, START_MS + 50_000)).toHaveLength(3);
});

test('keys that were put into the file by hand, as was the way before, are led on from', async () => {
  const { directory, load, read } = await keyDirectory();
  const old = await load();
  const other = await keyDirectory();
  const newest = await other.load();
  const keys = [JSON.parse(other.read('signing.json')).keys[0], JSON.parse(read('signing.json')).keys[0]];
  writeFileSync(path.join(directory, 'signing.json'), JSON.stringify({ keys }), { mode: 0o600 });
  const { kid } = await rotateSigningKey(directory, { issuer, nowMs: START_MS });
  const sets = (await load()).readKeySets();
  expect(await follow(old.publicJwks, sets)).toEqual([kid, newest.signing.kid, old.signing.kid]);
  expect(await follow([...newest.publicJwks, ...old.publicJwks], sets)).toHaveLength(3);
});

test('the current key is not retired, nor one that isn’t there, and a refusal changes nothing', async () => {
  const { directory, load, read } = await keyDirectory();
  const { signing, vapid } = await load();
  const before = [read('signing.json'), read('vapid.json')];
  const by = { issuer, nowMs: START_MS };
  await expect(retireSigningKey(directory, signing.kid, by)).rejects.toMatchObject({ code: 'key_current' });
  await expect(retireSigningKey(directory, 'A'.repeat(43), by)).rejects.toMatchObject({ code: 'key_unknown' });
  await expect(retireVapidKey(directory, vapid.keyId)).rejects.toMatchObject({ code: 'key_current' });
  await expect(retireVapidKey(directory, 'nobody')).rejects.toMatchObject({ code: 'key_unknown' });
  expect([read('signing.json'), read('vapid.json')]).toEqual(before);
});

test('there are at most as many keys as a set may hold', async () => {
  const { directory, read } = await keyDirectory();
  for (let at = 1; at < 8; at++) await rotateSigningKey(directory, { issuer, nowMs: START_MS + at });
  const before = read('signing.json');
  await expect(rotateSigningKey(directory, { issuer, nowMs: START_MS + 9 })).rejects.toMatchObject({
    code: 'too_many_keys',
  });
  expect(read('signing.json')).toBe(before);
});

test('of two rotations at once none is lost: the second waits for nobody and is told', async () => {
  const { directory, load } = await keyDirectory();
  const rotate = () => rotateSigningKey(directory, { issuer, nowMs: START_MS });
  const results = await Promise.allSettled([rotate(), rotate(), rotate()]);
  const done = results.filter(({ status }) => status === 'fulfilled').length;
  expect(done).toBeGreaterThan(0);
  for (const result of results) {
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'busy' });
  }
  expect((await load()).publicJwks).toHaveLength(1 + done);
  expect(existsSync(path.join(directory, 'signing.json.lock'))).toBe(false);
});

test('a VAPID key is replaced for new subscriptions, serves the old ones, and is removed on request', async () => {
  const { directory, load } = await keyDirectory();
  const before = await load();
  const { keyId, previousKeyId } = await rotateVapidKey(directory);
  const rotated = await load();
  expect([rotated.vapid.keyId, rotated.previousVapid.map((key) => key.keyId)]).toEqual([keyId, [before.vapid.keyId]]);
  await retireVapidKey(directory, previousKeyId);
  expect((await load()).previousVapid).toEqual([]);
});

test('the list tells what each key is, and never a private half', async () => {
  const { directory, load, read } = await keyDirectory();
  const first = await load();
  await rotateSigningKey(directory, { issuer, nowMs: START_MS });
  await rotateSigningKey(directory, { issuer, nowMs: START_MS + 5_000 });
  await retireSigningKey(directory, first.signing.kid, { issuer, nowMs: START_MS + 9_000 });
  await rotateVapidKey(directory);
  const keys = await listKeys(directory);
  expect(keys.map(({ kind, state, sinceMs, retiredAtMs }) => [kind, state, sinceMs, retiredAtMs])).toEqual([
    ['signing', 'current', START_MS + 5_000, null],
    ['signing', 'earlier', START_MS, null],
    ['signing', 'retired', null, START_MS + 9_000],
    ['vapid', 'current', null, null],
    ['vapid', 'earlier', null, null],
  ]);
  const secrets = [
    ...JSON.parse(read('signing.json')).keys.flatMap(({ d }: { d?: string }) => d ?? []),
    ...JSON.parse(read('vapid.json')).keys.map(({ privateKey }: { privateKey: string }) => privateKey),
  ];
  expect(secrets).toHaveLength(3);
  for (const secret of secrets) expect(JSON.stringify(keys)).not.toContain(secret);
});
