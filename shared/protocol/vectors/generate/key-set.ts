import { signKeySet } from '../../keyset.ts';
import { forge, unsigned } from '../forge.ts';
import { attacker, issuer, keys, nextServer, now, nowSeconds, server, writeVectors } from './world.ts';

const rotated = { issuer, keys: [nextServer.publicJwk, server.publicJwk], nowMs: now };
const retired = { issuer, keys: [nextServer.publicJwk], nowMs: now + 60_000 };
const at = (seconds: number) => signKeySet({ ...rotated, nowMs: seconds * 1000 }, server);
const byOld = await signKeySet(rotated, server);
const byNew = await signKeySet(rotated, nextServer);
const pinned = { keys, issuer, sinceSeconds: nowSeconds - 1000, nowSeconds };
const both = [nextServer.publicJwk, server.publicJwk];
const setRow = (name: string, input: unknown, result: string, expected: object = {}) => ({
  name,
  input,
  expected: { ...pinned, ...expected },
  result,
});
const byStolen = await signKeySet({ ...rotated, keys: [attacker.publicJwk] }, server);
const byAttacker = await signKeySet({ ...rotated, keys: [attacker.publicJwk] }, attacker);
writeVectors(
  'key-set',
  [
    setRow('signed by the pinned key among others', [byNew, byOld], 'accept'),
    setRow('signed by the new key alone', [byNew], 'unknown_key'),
    setRow('an attacker’s own set', [byAttacker], 'unknown_key'),
    setRow(
      'an attacker’s set under our kid',
      [
        await forge(
          { alg: 'ES256', typ: 'nod-keys+jwt', kid: server.kid },
          { iss: issuer, iat: nowSeconds, keys: [attacker.publicJwk] },
          attacker,
        ),
      ],
      'bad_signature',
    ),
    setRow('two rotations that were slept through', [byOld, await signKeySet(retired, nextServer)], 'accept'),
    setRow('signed by a pinned key that another has replaced', [byOld], 'unknown_key', { keys: both }),
    setRow('an attacker’s set by a pinned key that another has replaced', [byStolen], 'unknown_key', { keys: both }),
    setRow('the newest pinned key leads on, whatever else is there', [byStolen, byNew], 'accept', { keys: both }),
    setRow('a minute ahead', [await at(nowSeconds + 60)], 'accept'),
    setRow('further ahead: it would bar every set that follows', [await at(nowSeconds + 61)], 'not_yet_valid'),
    setRow('from the year 2242', [await at(8_600_000_000)], 'not_yet_valid'),
    setRow('older than the pinned set', [byOld], 'replayed', { sinceSeconds: nowSeconds + 1 }),
    setRow('of another server', [byOld], 'wrong_issuer', { issuer: 'https://nod.evil.example' }),
    setRow(
      'empty set',
      [
        await forge(
          { alg: 'ES256', typ: 'nod-keys+jwt', kid: server.kid },
          { iss: issuer, iat: nowSeconds, keys: [] },
          server,
        ),
      ],
      'invalid_claims',
    ),
    setRow('none at all', [], 'unknown_key'),
    setRow(
      'alg none',
      [
        unsigned(
          { alg: 'none', typ: 'nod-keys+jwt', kid: server.kid },
          { iss: issuer, iat: nowSeconds, keys: rotated.keys },
          'A'.repeat(86),
        ),
      ],
      'wrong_algorithm',
    ),
  ],
  'key-set',
);
