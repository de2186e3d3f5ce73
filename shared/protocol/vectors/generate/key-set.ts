import { signKeySet } from '../../keyset.ts';
import { forge, unsigned } from '../forge.ts';
import { attacker, issuer, keys, nextServer, now, nowSeconds, server, writeVectors } from './world.ts';

const rotated = { issuer, keys: [nextServer.publicJwk, server.publicJwk], nowMs: now };
const byOld = await signKeySet(rotated, server);
const byNew = await signKeySet(rotated, nextServer);
const pinned = { keys, issuer, sinceSeconds: nowSeconds - 1000 };
const setRow = (name: string, input: unknown, result: string, expected: object = {}) => ({
  name,
  input,
  expected: { ...pinned, ...expected },
  result,
});
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
