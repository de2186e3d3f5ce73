import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';
import { checkPublicJwk, generateDeviceKey, importPublicJwk, readPublicJwk, thumbprint } from './keys.ts';
import { parsePublicJwk } from './point.ts';
import { notPoints, pointOfZero } from './vectors/not-points.ts';

const malformed = expect.objectContaining({ code: 'malformed' });

describe('keys', () => {
  it('N6: the private half of a device key can’t be exported', async () => {
    const { privateKey } = await generateDeviceKey();
    expect(privateKey.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('jwk', privateKey)).rejects.toThrow();
    await expect(crypto.subtle.exportKey('pkcs8', privateKey)).rejects.toThrow();
  });

  it('a thumbprint depends on the point alone (RFC 7638)', async () => {
    const jwk = await exportJWK((await generateKeyPair('ES256', { extractable: true })).publicKey);
    const key = parsePublicJwk(jwk);
    expect(await thumbprint({ ...key, kid: 'other', use: 'sig' })).toBe(await calculateJwkThumbprint(jwk));
  });

  it('refuses what has not the shape of a public key', async () => {
    const { publicJwk } = await generateDeviceKey();
    const misshapen = [
      null,
      'key',
      [],
      { ...publicJwk, crv: 'P-521' },
      { ...publicJwk, kty: 'OKP' },
      { ...publicJwk, x: `${publicJwk.x}A` },
      { ...publicJwk, d: publicJwk.x },
      { ...publicJwk, x: respelled(publicJwk.x) },
    ];
    for (const input of misshapen) {
      expect(() => readPublicJwk(input)).toThrow(malformed);
      expect(() => parsePublicJwk(input)).toThrow(malformed);
      await expect(checkPublicJwk(input)).rejects.toThrow(malformed);
    }
  });

  it('takes a point of the curve', async () => {
    const { publicJwk } = await generateDeviceKey();
    expect(parsePublicJwk(publicJwk)).toEqual(publicJwk);
    expect(await checkPublicJwk(publicJwk)).toEqual(publicJwk);
    const ofZero = { kty: 'EC', crv: 'P-256', ...pointOfZero } as const;
    expect(await checkPublicJwk(parsePublicJwk(ofZero))).toEqual(ofZero);
  });

  describe.each(Object.entries(notPoints))('%s', (_name, coordinates) => {
    const jwk = { kty: 'EC', crv: 'P-256', ...coordinates } as const;

    it('has the shape of a key, which is why the shape is not enough', () => {
      expect(readPublicJwk(jwk)).toEqual(jwk);
    });

    it('is refused by noble', () => {
      expect(() => parsePublicJwk(jwk)).toThrow(malformed);
    });

    it('is refused by the platform, also when it is asked twice at once', async () => {
      await expect(checkPublicJwk(jwk)).rejects.toThrow(malformed);
      const [first, second] = [importPublicJwk(jwk), importPublicJwk(jwk)];
      await expect(first).rejects.toThrow(malformed);
      await expect(second).rejects.toThrow(malformed);
    });
  });
});

/** The same 32 bytes in another spelling: a spare bit of the last character is set. */
function respelled(coordinate: string): string {
  const other = coordinate.slice(0, -1) + String.fromCharCode(coordinate.charCodeAt(42) + 1);
  expect(Buffer.from(other, 'base64url')).toEqual(Buffer.from(coordinate, 'base64url'));
  return other;
}
