import * as v from 'valibot';
import { ProtocolError } from './errors.ts';
import { sha256 } from './hash.ts';
import { findByKid, parseClaims, parseMessage, signMessage, verifyMessage } from './jws.ts';
import { checkPublicJwk, type PublicJwk, publicJwkSchema, type SigningKey, thumbprint } from './keys.ts';

/**
 * The key set, `nod-keys+jwt`: the server's public keys, the current one first, signed by the one that was the current one
 * before. A device accepts a set only if the newest key that it knows has signed it, so an attacker who takes over the
 * server's name, or steals a key that the server has replaced, can't take over its devices.
 */
export const KEY_SET_MAX_KEYS = 8;
/** How far ahead of the server's time, as the device knows it, a set may be: one from far ahead would bar all that follow. */
const MAX_AHEAD_SECONDS = 60;

const claimsSchema = v.object({
  iss: v.string(),
  iat: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  keys: v.pipe(v.array(publicJwkSchema), v.minLength(1), v.maxLength(KEY_SET_MAX_KEYS)),
});

/** @returns the set, signed by `key`. */
export function signKeySet(
  set: { issuer: string; keys: readonly PublicJwk[]; nowMs: number },
  key: SigningKey,
): Promise<string> {
  const keys = set.keys.map(({ kty, crv, x, y, kid }) => ({ kty, crv, x, y, kid }));
  return signMessage('keySet', { iss: set.issuer, iat: Math.floor(set.nowMs / 1000), keys }, key);
}

/**
 * Follows the server's key sets from the keys that are pinned: each set that the newest key known by then has signed takes
 * the place of the one before. So a device that slept through several rotations comes back, link by link. A set older than
 * the pinned one is refused: it could bring a withdrawn key back.
 *
 * @param sets the server's sets, oldest first
 * @param pinned.keys newest first; `sinceSeconds` is `iat` of the set that is pinned now, or the server's time when the
 *   device was paired; `nowSeconds` the server's time
 * @returns the last set's keys, each with its own thumbprint as `kid`
 * @throws ProtocolError unknown_key when none leads on from the pinned keys; bad_signature, wrong_issuer, replayed,
 *   not_yet_valid (more than a minute ahead), …
 */
export async function verifyKeySets(
  sets: readonly string[],
  pinned: { keys: readonly PublicJwk[]; issuer: string; sinceSeconds: number; nowSeconds: number },
): Promise<{ keys: PublicJwk[]; iatSeconds: number }> {
  let failure = new ProtocolError('unknown_key', 'signed by another key than the newest that is pinned');
  let reached: { keys: readonly PublicJwk[]; iatSeconds: number } = { ...pinned, iatSeconds: pinned.sinceSeconds };
  let followed: { keys: PublicJwk[]; iatSeconds: number } | undefined;
  for (const jws of sets) {
    try {
      const claims = parseClaims(claimsSchema, await verifyMessage('keySet', jws, findByKid(reached.keys.slice(0, 1))));
      if (claims.iss !== pinned.issuer) throw new ProtocolError('wrong_issuer', 'from another server');
      if (claims.iat < reached.iatSeconds) throw new ProtocolError('replayed', 'an older key set');
      if (claims.iat > pinned.nowSeconds + MAX_AHEAD_SECONDS) {
        throw new ProtocolError('not_yet_valid', 'a key set from the future');
      }
      // The kid is computed here, not believed: it is what signatures will be looked up by.
      const keys = await Promise.all(
        claims.keys.map(async (key) => ({ ...(await checkPublicJwk(key)), kid: await thumbprint(key) })),
      );
      followed = { keys, iatSeconds: claims.iat };
      reached = followed;
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      if (error.code !== 'unknown_key') failure = error;
    }
  }
  if (!followed) throw failure;
  return followed;
}

/** Of a set that this side signed itself: its `iat`, and the thumbprints of its keys, the current one first. */
export function readKeySet(jws: string): { iatSeconds: number; kids: string[] } {
  const { iat, keys } = parseClaims(claimsSchema, parseMessage('keySet', jws).claims);
  return { iatSeconds: iat, kids: keys.flatMap(({ kid }) => kid ?? []) };
}

/**
 * Names the keys that a server has now: base64url SHA-256 of their thumbprints, the current one first, joined by a line feed.
 * A device that has pinned others asks for the sets.
 */
export function hashKeySet(keys: readonly Pick<PublicJwk, 'kid'>[]): Promise<string> {
  return sha256(keys.map(({ kid }) => kid).join('\n'));
}
