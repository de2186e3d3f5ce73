import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ProtocolError } from '../../shared/protocol/errors.ts';
import { findByKid, type MessageType, signMessage, verifyMessage } from '../../shared/protocol/jws.ts';
import type { PublicJwk } from '../../shared/protocol/keys.ts';
import { makeTestKey } from '../../shared/protocol/vectors/forge.ts';
import type { Vector } from '../../shared/protocol/vectors/vector.ts';
import { nativeSigner, ownChallenge, ownNotice, verifyingKey } from './es256.ts';

async function answer(verify: () => Promise<unknown>): Promise<unknown> {
  try {
    return await verify();
  } catch (error) {
    if (error instanceof ProtocolError) return error.code;
    throw error;
  }
}

describe('ES256 on node:crypto', () => {
  it.each(['challenge', 'decision', 'receipt', 'proof', 'notice'] as const)(
    'agrees with jose on every vector of a %s',
    async (type: MessageType) => {
      const file = new URL(`../../shared/protocol/vectors/${type}.json`, import.meta.url);
      const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vector[];
      expect(vectors.length).toBeGreaterThan(40);
      for (const { name, input, expected } of vectors) {
        const { keys, device } = expected as { keys?: PublicJwk[]; device?: { jwk: PublicJwk; thumbprint: string } };
        const find = findByKid(keys ?? [{ ...(device?.jwk as PublicJwk), kid: device?.thumbprint }]);
        const byJose = await answer(() => verifyMessage(type, input, find));
        const byNode = await answer(() =>
          verifyMessage(type, input, (header) => {
            const key = find(header);
            return key && verifyingKey(key);
          }),
        );
        expect({ name, result: byNode }).toEqual({ name, result: byJose });
      }
    },
  );

  it('signs what jose verifies, with the same header', async () => {
    const key = await makeTestKey();
    const privateJwk = await crypto.subtle.exportKey('jwk', key.privateKey);
    const sign = nativeSigner(createPrivateKey({ key: { ...privateJwk, kty: 'EC' }, format: 'jwk' }));
    const claims = { text: 'Grüße, 世界', iat: 1 };
    const native = await signMessage('challenge', claims, { ...key, sign });
    const byJose = await signMessage('challenge', claims, key);
    expect(native.split('.').slice(0, 2)).toEqual(byJose.split('.').slice(0, 2));
    expect(await verifyMessage('challenge', native, findByKid([key.publicJwk]))).toEqual(claims);
  });

  it('reads back the claims of a message of its own, beyond ASCII too', async () => {
    const key = await makeTestKey();
    const claims = { action: { title: 'Grüße, 世界' }, iat: 1 };
    expect(ownChallenge(await signMessage('challenge', claims, key))).toEqual(claims);
    expect(ownNotice(await signMessage('notice', claims, key))).toEqual(claims);
    expect(() => ownChallenge('no message')).toThrow(SyntaxError);
  });
});
