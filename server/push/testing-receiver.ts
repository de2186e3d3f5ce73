import { createECDH, randomBytes, webcrypto } from 'node:crypto';

/**
 * A browser's side of RFC 8291, for tests: written from the RFC on WebCrypto, independently of web-push.ts, so that
 * a mistake in one isn't repeated in the other.
 */
export interface Receiver {
  readonly p256dh: string;
  readonly auth: string;
  /** Rejects for anything that a browser would drop. */
  decrypt(message: Uint8Array): Promise<string>;
}

/** @param given base64url keys of test vectors; absent: fresh ones */
export async function createReceiver(given?: { privateKey: string; auth: string }): Promise<Receiver> {
  const ecdh = createECDH('prime256v1');
  if (given === undefined) ecdh.generateKeys();
  else ecdh.setPrivateKey(given.privateKey, 'base64url');
  const point = ecdh.getPublicKey();
  const auth = given === undefined ? randomBytes(16) : Buffer.from(given.auth, 'base64url');
  const scalar = Buffer.alloc(32);
  ecdh.getPrivateKey().copy(scalar, 32 - ecdh.getPrivateKey().length);
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
    d: scalar.toString('base64url'),
  };
  const privateKey = await webcrypto.subtle.importKey('jwk', jwk, curve, false, ['deriveBits']);

  return {
    p256dh: point.toString('base64url'),
    auth: auth.toString('base64url'),
    async decrypt(message) {
      const salt = message.subarray(0, 16);
      const recordSize = new DataView(message.buffer, message.byteOffset).getUint32(16);
      const idLength = message[20] ?? 0;
      const sender = message.subarray(21, 21 + idLength);
      const record = message.subarray(21 + idLength);
      if (record.length > recordSize) throw new Error('more than one record');
      const senderKey = await webcrypto.subtle.importKey('raw', sender, curve, false, []);
      const shared = await webcrypto.subtle.deriveBits({ name: 'ECDH', public: senderKey }, privateKey, 256);
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), point, sender]);
      const inputKey = await hkdf(shared, auth, info, 32);
      const contentKey = await hkdf(inputKey, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
      const nonce = await hkdf(inputKey, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
      const key = await webcrypto.subtle.importKey('raw', contentKey, 'AES-GCM', false, ['decrypt']);
      const padded = Buffer.from(await webcrypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce }, key, record));
      const end = padded.findLastIndex((byte) => byte !== 0);
      if (padded[end] !== 2) throw new Error('not a last record');
      return padded.subarray(0, end).toString('utf8');
    },
  };
}

async function hkdf(inputKey: ArrayBuffer, salt: Uint8Array, info: Uint8Array, bytes: number): Promise<ArrayBuffer> {
  const key = await webcrypto.subtle.importKey('raw', inputKey, 'HKDF', false, ['deriveBits']);
  return webcrypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, key, bytes * 8);
}
