import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compactVerify, importJWK, SignJWT } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { thumbprint } from '../../shared/protocol/keys.ts';
import { KeyFileError } from './key-files.ts';
import { loadOrCreateKeys, type ServerKeys } from './keys.ts';

let directory: string;
let keyDirectory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'nod-keys-'));
  keyDirectory = path.join(directory, 'data', 'keys');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const load = () => loadOrCreateKeys(keyDirectory, { randomBytes });
const modeOf = (name: string) => statSync(path.join(keyDirectory, name)).mode & 0o777;
const publicPart = (keys: ServerKeys) => ({ jwks: keys.publicJwks, vapid: keys.vapid, secret: [...keys.secret] });

async function refusal(): Promise<KeyFileError> {
  const error: unknown = await load().then(
    () => undefined,
    (reason) => reason,
  );
  if (!(error instanceof KeyFileError)) throw new Error(`not refused: ${error}`);
  return error;
}

test('the first start makes all keys, in files of mode 0600 in a directory of mode 0700', async () => {
  const before = process.umask(0);
  try {
    await load();
  } finally {
    process.umask(before);
  }
  expect(statSync(keyDirectory).mode & 0o777).toBe(0o700);
  expect(readdirSync(keyDirectory).sort()).toEqual(['secret', 'signing.json', 'vapid.json']);
  for (const name of readdirSync(keyDirectory)) expect(modeOf(name)).toBe(0o600);
});

test('the next start finds the same keys', async () => {
  expect(publicPart(await load())).toEqual(publicPart(await load()));
});

test('the signing key signs what its published half verifies, under its RFC 7638 thumbprint', async () => {
  const keys = await load();
  const { privateKey, kid, publicJwk } = keys.signing;
  expect(kid).toBe(await thumbprint(publicJwk));
  expect(publicJwk).toMatchObject({ kid, use: 'sig', alg: 'ES256' });
  expect(keys.publicJwks).toEqual([publicJwk]);
  expect(JSON.stringify(keys.publicJwks)).not.toContain('"d"');
  const jwt = await new SignJWT({}).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey);
  await compactVerify(jwt, await importJWK(publicJwk, 'ES256'));
});

test('the private signing key can’t be exported from the process', async () => {
  const { signing } = await load();
  expect(signing.privateKey.extractable).toBe(false);
  await expect(crypto.subtle.exportKey('jwk', signing.privateKey)).rejects.toThrow();
});

test('several first starts at once all get the same keys, and no draft stays behind', async () => {
  const all = await Promise.all(Array.from({ length: 8 }, load));
  for (const keys of all) expect(publicPart(keys)).toEqual(publicPart(await load()));
  expect(readdirSync(keyDirectory)).toHaveLength(3);
});

test.each(['signing.json', 'vapid.json', 'secret'])(
  '%s is refused when others may read it, with the remedy',
  async (name) => {
    await load();
    const file = path.join(keyDirectory, name);
    for (const mode of [0o640, 0o604, 0o620, 0o610]) {
      chmodSync(file, mode);
      const error = await refusal();
      expect(error.code).toBe('permissions');
      expect(error.message).toContain(`chmod 600 ${file}`);
    }
    chmodSync(file, 0o400);
    await load();
  },
);

test('a key directory that others may write to is refused, with the remedy', async () => {
  await load();
  chmodSync(keyDirectory, 0o770);
  const error = await refusal();
  expect(error.code).toBe('permissions');
  expect(error.message).toContain(`chmod 700 ${keyDirectory}`);
});

test('a damaged key file is refused, not replaced, and not quoted', async () => {
  await load();
  const other = await loadOrCreateKeys(path.join(directory, 'other'), { randomBytes });
  const good = JSON.parse(readFileSync(path.join(keyDirectory, 'signing.json'), 'utf8')).keys[0];
  const foreign = { ...good, x: other.signing.publicJwk.x, y: other.signing.publicJwk.y };
  const vapid = JSON.parse(readFileSync(path.join(keyDirectory, 'vapid.json'), 'utf8')).keys[0];
  const cases: [string, string][] = [
    ['signing.json', ''],
    ['signing.json', '{"keys": []}'],
    ['signing.json', '{"keys": ["hunter2"]}'],
    ['signing.json', 'hunter2'],
    // A public half of another key would be published and pinned, and then verify nothing.
    ['signing.json', JSON.stringify({ keys: [foreign] })],
    ['signing.json', JSON.stringify({ keys: [{ ...good, d: undefined }] })],
    ['vapid.json', '{}'],
    ['vapid.json', JSON.stringify({ keys: [{ ...vapid, publicKey: other.vapid.publicKey }] })],
    ['secret', 'short'],
    ['secret', ''],
  ];
  for (const [name, content] of cases) {
    const file = path.join(keyDirectory, name);
    const original = readFileSync(file);
    writeFileSync(file, content);
    const error = await refusal();
    expect(error.code, `${name} ${content}`).toBe('malformed');
    expect(error.message).toContain(file);
    expect(error.message + String(error.cause)).not.toContain('hunter2');
    expect(readFileSync(file, 'utf8')).toBe(content);
    writeFileSync(file, original);
  }
  await load();
});

test('earlier keys that were put into the file by hand stay published, and can sign the key set that names the new one', async () => {
  const first = await load();
  const other = await loadOrCreateKeys(path.join(directory, 'other'), { randomBytes });
  const fileOf = (at: string) => JSON.parse(readFileSync(path.join(at, 'signing.json'), 'utf8')).keys[0];
  const rotated = { keys: [fileOf(path.join(directory, 'other')), fileOf(keyDirectory)] };
  writeFileSync(path.join(keyDirectory, 'signing.json'), JSON.stringify(rotated));
  const keys = await load();
  expect(keys.signing.kid).toBe(other.signing.kid);
  expect(keys.previous).toEqual([first.signing.publicJwk]);
  expect(keys.publicJwks.map((jwk) => jwk.kid)).toEqual([other.signing.kid, first.signing.kid]);
  expect(keys.signingKeys.map((key) => key.kid)).toEqual([other.signing.kid, first.signing.kid]);
});

test('a VAPID private key always has 32 bytes, leading zeros included', async () => {
  const { vapid } = await load();
  expect(Buffer.from(vapid.privateKey, 'base64url')).toHaveLength(32);
  const point = Buffer.from(vapid.publicKey, 'base64url');
  expect(point).toHaveLength(65);
  expect(point[0]).toBe(4);
});
