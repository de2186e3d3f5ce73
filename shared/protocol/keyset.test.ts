import { expect, test } from 'vitest';
import { signKeySet, verifyKeySets } from './keyset.ts';
import { makeTestKey } from './vectors/forge.ts';
import { notPoints } from './vectors/not-points.ts';

const issuer = 'https://nod.example';

test.each(Object.entries(notPoints))(
  'a set that a pinned key has signed brings in no key with %s',
  async (_name, at) => {
    const pinned = await makeTestKey();
    const expected = { keys: [pinned.publicJwk], issuer, sinceSeconds: 0, nowSeconds: 1 };
    const signed = (keys: Parameters<typeof signKeySet>[0]['keys']) =>
      signKeySet({ issuer, keys, nowMs: 1_000 }, pinned);
    await expect(verifyKeySets([await signed([pinned.publicJwk])], expected)).resolves.toMatchObject({ iatSeconds: 1 });
    const set = await signed([pinned.publicJwk, { kty: 'EC', crv: 'P-256', ...at }]);
    await expect(verifyKeySets([set], expected)).rejects.toMatchObject({ code: 'malformed' });
  },
);
