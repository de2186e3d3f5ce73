import { thumbprint } from '../../shared/protocol/keys.ts';
import { KEY_SET_MAX_KEYS, readKeySet, signKeySet } from '../../shared/protocol/keyset.ts';
import { changeKeyFile, KeyFileError, readKeyFile } from './key-files.ts';
import {
  importSigningKey,
  makeSigningJwk,
  makeVapidKey,
  parseSigningFile,
  parseVapidFile,
  type SigningFile,
  signingFileOf,
  toJson,
  vapidFileOf,
} from './keys.ts';

/**
 * Rotation of the server's keys, in the files of its key directory (keys.ts). A running server goes on with the keys that
 * it has read; a restart brings the new ones into use.
 *
 * Signing keys form a chain: at each change a key set is signed by the key that was the current one until then, and kept. A
 * device believes a set only if the newest key that it knows has signed it, so it takes one link after the other, however
 * long it slept, and a key that was the current one long ago leads no awake device anywhere. The private half of a key goes
 * as soon as it has signed its successor's set.
 */
export type KeyState = 'current' | 'earlier' | 'retired';

export interface ListedKey {
  /** The thumbprint of a signing key, the id of a VAPID key. */
  id: string;
  kind: 'signing' | 'vapid';
  state: KeyState;
  /** When its key set was signed; null for the first key, and for VAPID keys. */
  sinceMs: number | null;
  retiredAtMs: number | null;
}

/** What a command on keys can be refused for. */
export type KeyRotationErrorCode = 'key_unknown' | 'key_current' | 'too_many_keys';

export class KeyRotationError extends Error {
  readonly code: KeyRotationErrorCode;
  constructor(code: KeyRotationErrorCode, message: string) {
    super(message);
    this.name = 'KeyRotationError';
    this.code = code;
  }
}

/** All keys of a directory that holds some: signing keys first, the current one before the others. @throws KeyFileError */
export async function listKeys(directory: string): Promise<ListedKey[]> {
  const signingFile = signingFileOf(directory);
  const vapidFile = vapidFileOf(directory);
  const signingContent = readKeyFile(signingFile);
  const vapidContent = readKeyFile(vapidFile);
  if (!signingContent || !vapidContent) {
    throw new KeyFileError('unreadable', `There are no keys in ${directory} yet. Start the server once.`);
  }
  const { keys, sets, retired } = parseSigningFile(signingFile, signingContent);
  const vapid = parseVapidFile(vapidFile, vapidContent);
  const signing = await Promise.all(
    keys.map(async (jwk, at): Promise<ListedKey> => {
      const id = await thumbprint(jwk);
      return { id, kind: 'signing', state: stateAt(at), sinceMs: introducedAtMs(sets, id), retiredAtMs: null };
    }),
  );
  const withdrawn = await Promise.all(
    retired.map(async ({ retiredAtMs, ...jwk }): Promise<ListedKey> => {
      const id = await thumbprint(jwk);
      return { id, kind: 'signing', state: 'retired', sinceMs: introducedAtMs(sets, id), retiredAtMs };
    }),
  );
  return [
    ...signing,
    ...withdrawn,
    ...vapid.keys.map(
      ({ keyId }, at): ListedKey => ({
        id: keyId,
        kind: 'vapid',
        state: stateAt(at),
        sinceMs: null,
        retiredAtMs: null,
      }),
    ),
  ];
}

const stateAt = (at: number): KeyState => (at === 0 ? 'current' : 'earlier');

/** When the first set that begins with this key was signed. */
function introducedAtMs(sets: readonly string[], id: string): number | null {
  for (const set of sets) {
    const { iatSeconds, kids } = readKeySet(set);
    if (kids[0] === id) return iatSeconds * 1000;
  }
  return null;
}

/**
 * Makes a new signing key the current one. The one before signs the set that names it, and loses its private half.
 * @param by `issuer` the server's origin, `nowMs` its time
 * @returns the thumbprints of the new key and of the one before. @throws KeyFileError, KeyRotationError too_many_keys
 */
export async function rotateSigningKey(
  directory: string,
  by: { issuer: string; nowMs: number },
): Promise<{ kid: string; previousKid: string }> {
  const file = signingFileOf(directory);
  const next = await makeSigningJwk();
  let previousKid = '';
  await changeKeyFile(file, async (content) => {
    const stored = parseSigningFile(file, content);
    if (stored.keys.length >= KEY_SET_MAX_KEYS) {
      throw new KeyRotationError(
        'too_many_keys',
        `There are ${stored.keys.length} signing keys, which is the most there can be. Retire an earlier one first.`,
      );
    }
    const [current] = stored.keys;
    previousKid = current ? await thumbprint(current) : '';
    const earlier = stored.keys.map(({ d: _private, ...jwk }) => jwk);
    return toJson(await withNextSet(file, stored, [next, ...earlier], by));
  });
  return { kid: await thumbprint(next), previousKid };
}

/** The file with other keys, and with the set of these, signed by the key that is the current one still. */
async function withNextSet(
  file: string,
  stored: SigningFile,
  keys: SigningFile['keys'],
  { issuer, nowMs }: { issuer: string; nowMs: number },
): Promise<SigningFile> {
  const [current] = stored.keys;
  if (!current) throw new KeyFileError('malformed', `The key file ${file} holds no key.`);
  const named = await Promise.all(
    keys.map(async ({ kty, crv, x, y }) => ({ kty, crv, x, y, kid: await thumbprint({ kty, crv, x, y }) })),
  );
  // No set is older than the one before it, though the clock may have been set back: devices refuse older ones.
  const sets = stored.sets.length > 0 ? stored.sets : await setsByHand(file, stored, { issuer, nowMs });
  const lastMs = Math.max(0, ...sets.map((set) => readKeySet(set).iatSeconds * 1000));
  const set = { issuer, keys: named, nowMs: Math.max(nowMs, lastMs) };
  return { ...stored, keys, sets: [...sets, await signKeySet(set, await importSigningKey(file, current))] };
}

/** Where earlier keys were put into the file by hand their private halves are there: each signs the way to today's key. */
async function setsByHand(
  file: string,
  { keys }: SigningFile,
  { issuer, nowMs }: { issuer: string; nowMs: number },
): Promise<string[]> {
  const [, ...earlier] = await Promise.all(
    keys.flatMap((jwk) => (jwk.d === undefined ? [] : [importSigningKey(file, jwk)])),
  );
  const set = {
    issuer,
    keys: await Promise.all(keys.map(async (jwk) => ({ ...jwk, kid: await thumbprint(jwk) }))),
    nowMs,
  };
  return Promise.all(earlier.map((key) => signKeySet(set, key)));
}

/**
 * Withdraws an earlier signing key: nothing that it signed is believed any more, old receipts included.
 * @returns false when no signing key has this thumbprint. @throws KeyFileError, KeyRotationError key_current, key_unknown (retired before)
 */
export async function retireSigningKey(
  directory: string,
  kid: string,
  by: { issuer: string; nowMs: number },
): Promise<void> {
  const file = signingFileOf(directory);
  await changeKeyFile(file, async (content) => {
    const stored = parseSigningFile(file, content);
    const kids = await Promise.all(stored.keys.map((jwk) => thumbprint(jwk)));
    const at = kids.indexOf(kid);
    const jwk = stored.keys[at];
    if (at === 0) throw currentKey('signing');
    if (!jwk) throw unknownKey();
    const changed = await withNextSet(file, stored, stored.keys.toSpliced(at, 1), by);
    const { kty, crv, x, y } = jwk;
    return toJson({ ...changed, retired: [...stored.retired, { kty, crv, x, y, retiredAtMs: by.nowMs }] });
  });
}

/** Makes a new VAPID key the one for new subscriptions. @returns its id and that of the one before. @throws KeyFileError */
export async function rotateVapidKey(directory: string): Promise<{ keyId: string; previousKeyId: string }> {
  const file = vapidFileOf(directory);
  const next = makeVapidKey();
  let previousKeyId = '';
  await changeKeyFile(file, async (content) => {
    const { keys } = parseVapidFile(file, content);
    previousKeyId = keys[0]?.keyId ?? '';
    return toJson({ keys: [next, ...keys] });
  });
  return { keyId: next.keyId, previousKeyId };
}

/** Removes an earlier VAPID key: nothing can be sent to subscriptions that were made with it. @throws as retireSigningKey */
export async function retireVapidKey(directory: string, keyId: string): Promise<void> {
  const file = vapidFileOf(directory);
  await changeKeyFile(file, async (content) => {
    const { keys } = parseVapidFile(file, content);
    const at = keys.findIndex((key) => key.keyId === keyId);
    if (at === 0) throw currentKey('VAPID');
    if (at < 0) throw unknownKey();
    return toJson({ keys: keys.toSpliced(at, 1) });
  });
}

const currentKey = (kind: string) =>
  new KeyRotationError('key_current', `This is the current ${kind} key. Rotate it first.`);

const unknownKey = () => new KeyRotationError('key_unknown', 'There is no such key. See: nod keys list');
