import * as v from 'valibot';
import { ProtocolError } from './errors.ts';
import { findByKid, parseClaims, signMessage, verifyMessage } from './jws.ts';
import { checkPublicJwk, type PublicJwk, publicJwkSchema, type SigningKey, thumbprint } from './keys.ts';

/**
 * The key set, `nod-keys+jwt`: the server's public keys, signed by one of them. A device accepts a new set only if a key
 * that it already pins has signed it, so an attacker who takes over the server's name can't take over its devices.
 */
const claimsSchema = v.strictObject({
  iss: v.string(),
  iat: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  keys: v.pipe(v.array(publicJwkSchema), v.minLength(1), v.maxLength(8)),
});

/** @returns the set, signed by `key`. A server gives out one such message for each of its private keys. */
export function signKeySet(
  set: { issuer: string; keys: readonly PublicJwk[]; nowMs: number },
  key: SigningKey,
): Promise<string> {
  const keys = set.keys.map(({ kty, crv, x, y, kid }) => ({ kty, crv, x, y, kid }));
  return signMessage('keySet', { iss: set.issuer, iat: Math.floor(set.nowMs / 1000), keys }, key);
}

/**
 * Finds the message signed by a pinned key and returns its keys, each with its own thumbprint as `kid`.
 * A set older than the pinned one is refused: it could bring a withdrawn key back.
 *
 * @param pinned.sinceSeconds `iat` of the set that is pinned now, 0 for none.
 * @throws ProtocolError unknown_key when none is signed by a pinned key; bad_signature, wrong_issuer, replayed, …
 */
export async function verifyKeySet(
  sets: readonly string[],
  pinned: { keys: readonly PublicJwk[]; issuer: string; sinceSeconds: number },
): Promise<{ keys: PublicJwk[]; iatSeconds: number }> {
  let failure = new ProtocolError('unknown_key', 'signed by no key that is pinned');
  for (const jws of sets) {
    try {
      const claims = parseClaims(claimsSchema, await verifyMessage('keySet', jws, findByKid(pinned.keys)));
      if (claims.iss !== pinned.issuer) throw new ProtocolError('wrong_issuer', 'from another server');
      if (claims.iat < pinned.sinceSeconds) throw new ProtocolError('replayed', 'an older key set');
      // The kid is computed here, not believed: it is what signatures will be looked up by.
      const keys = await Promise.all(
        claims.keys.map(async (key) => ({ ...(await checkPublicJwk(key)), kid: await thumbprint(key) })),
      );
      return { keys, iatSeconds: claims.iat };
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      if (error.code !== 'unknown_key') failure = error;
    }
  }
  throw failure;
}
