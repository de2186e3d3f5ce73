import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';
import { generateDeviceKey, importPublicJwk, parsePublicJwk, thumbprint } from './keys.ts';

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

  it('refuses what is no public key of the curve', async () => {
    const { publicJwk } = await generateDeviceKey();
    const zero = 'A'.repeat(43);
    for (const input of [
      null,
      'key',
      [],
      { ...publicJwk, crv: 'P-521' },
      { ...publicJwk, kty: 'OKP' },
      { ...publicJwk, x: `${publicJwk.x}A` },
      { ...publicJwk, x: zero, y: zero },
      { ...publicJwk, x: publicJwk.y, y: publicJwk.x },
      { ...publicJwk, d: publicJwk.x },
    ]) {
      expect(() => parsePublicJwk(input)).toThrow(expect.objectContaining({ code: 'malformed' }));
    }
    const respelled = publicJwk.x.slice(0, -1) + String.fromCharCode(publicJwk.x.charCodeAt(42) + 1);
    expect(Buffer.from(respelled, 'base64url')).toEqual(Buffer.from(publicJwk.x, 'base64url'));
    expect(() => parsePublicJwk({ ...publicJwk, x: respelled })).toThrow(
      expect.objectContaining({ code: 'malformed' }),
    );
    await expect(importPublicJwk({ ...publicJwk, y: publicJwk.x })).rejects.toMatchObject({ code: 'malformed' });
  });
});
