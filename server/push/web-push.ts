import { createCipheriv, createECDH, createSecretKey, type ECDH, hkdfSync, type KeyObject } from 'node:crypto';
import webpush from 'web-push';
import type { Core } from '../core/core.ts';
import type { RandomBytes } from '../crypto/ids.ts';
import type { ServerKeys } from '../crypto/keys.ts';

/**
 * What Web Push asks of a sender: a message that only the browser can read (RFC 8291), and a header that says which
 * server sent it (VAPID, RFC 8292).
 *
 * The message has the `aes128gcm` content coding (RFC 8188) in one record:
 *
 *     salt (16) ‖ record size (4) ‖ key id length (1) ‖ sender's public key (65) ‖ AES-128-GCM(plaintext ‖ 0x02) ‖ tag (16)
 *
 * The package web-push does the same, but its encryption costs more (bench/push.ts measures both). The tests hold this
 * one to the RFC's vectors byte for byte, and to web-push.
 */
const SALT_BYTES = 16;
const POINT_BYTES = 65;
const AUTH_SECRET_BYTES = 16;
const KEY_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = SALT_BYTES + 4 + 1 + POINT_BYTES;
const RECORD_SIZE = 4096;
/** RFC 8188 section 2: the delimiter of the last record, here followed by no padding. */
const LAST_RECORD_DELIMITER = Buffer.of(2);
/** The most that fits the 4,096 bytes every push service takes (RFC 8291 section 4). */
export const MAX_PLAINTEXT_BYTES = RECORD_SIZE - HEADER_BYTES - LAST_RECORD_DELIMITER.length - TAG_BYTES;

/** A browser's half of the key agreement, base64url as `PushSubscription.toJSON()` gives it. */
export interface ReceiverKeys {
  readonly p256dh: string;
  readonly auth: string;
}

/** The subscription's keys are no 65-byte point of P-256 and 16-byte secret, or the plaintext is too long. */
export class EncryptionError extends Error {
  constructor(message: string, options?: { cause: unknown }) {
    super(message, options);
    this.name = 'EncryptionError';
  }
}

/** A sender's key pair, beside its point (uncompressed, 65 bytes), since asking for that again costs some µs. */
export interface SenderKey {
  readonly pair: ECDH;
  readonly point: Buffer;
}

/** One object for all messages: generateKeys replaces the pair in it, and a message is encrypted in one go. */
const reusedPair = createECDH('prime256v1');

/**
 * Encrypts one message under a new P-256 key pair and a new salt (RFC 8291 section 3.1).
 *
 * @param plaintext at most MAX_PLAINTEXT_BYTES in UTF-8
 * @returns the body of the POST
 * @throws EncryptionError
 */
export function encryptPush(plaintext: string, receiver: ReceiverKeys, randomBytes: RandomBytes): Buffer {
  const point = reusedPair.generateKeys();
  return encryptWith(plaintext, receiver, { pair: reusedPair, point }, randomBytes(SALT_BYTES));
}

/**
 * Encrypts one message with a given key pair and salt. Both must be fresh for each message, so this is for test vectors
 * only: `encryptPush` is what sends.
 *
 * @param salt 16 bytes
 * @throws EncryptionError
 */
export function encryptWith(plaintext: string, receiver: ReceiverKeys, sender: SenderKey, salt: Uint8Array): Buffer {
  const receiverPoint = Buffer.from(receiver.p256dh, 'base64url');
  const authSecret = Buffer.from(receiver.auth, 'base64url');
  if (receiverPoint.length !== POINT_BYTES || authSecret.length !== AUTH_SECRET_BYTES) {
    throw new EncryptionError('The subscription has keys of a wrong length');
  }
  const plaintextBytes = Buffer.byteLength(plaintext);
  if (plaintextBytes > MAX_PLAINTEXT_BYTES) throw new EncryptionError('The message does not fit one push');

  // RFC 8291 section 3.3, then RFC 8188 sections 2.2 and 2.3.
  const keyInfo = Buffer.concat([Buffer.from('WebPush: info\0'), receiverPoint, sender.point]);
  const inputKey = createSecretKey(hkdf(sharedSecret(sender.pair, receiverPoint), authSecret, keyInfo, 32));
  const key = hkdf(inputKey, salt, 'Content-Encoding: aes128gcm\0', KEY_BYTES);
  const nonce = hkdf(inputKey, salt, 'Content-Encoding: nonce\0', NONCE_BYTES);

  const recordSize = Buffer.alloc(4);
  recordSize.writeUInt32BE(RECORD_SIZE);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  return Buffer.concat([
    salt,
    recordSize,
    Buffer.of(POINT_BYTES),
    sender.point,
    cipher.update(plaintext, 'utf8'),
    cipher.update(LAST_RECORD_DELIMITER),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
}

/** Refuses points off the curve (invalid-curve attack): OpenSSL checks them as it reads them. */
function sharedSecret(pair: ECDH, receiverPoint: Buffer): Buffer {
  try {
    return pair.computeSecret(receiverPoint);
  } catch (cause) {
    throw new EncryptionError("The subscription's key is no point of P-256", { cause });
  }
}

function hkdf(inputKey: Uint8Array | KeyObject, salt: Uint8Array, info: string | Uint8Array, lengthBytes: number) {
  return new Uint8Array(hkdfSync('sha256', inputKey, salt, info, lengthBytes));
}

export interface Vapid {
  /**
   * The Authorization header for pushes to `origin` (the `aud`, RFC 8292 section 2) under one key; undefined when the
   * server no longer has a key of that id.
   */
  authorization(origin: string, keyId: string): string | undefined;
  /** Forgets a cached header: a service that refused it may have done so for its time (a clock that was set since). */
  forget(origin: string, keyId: string): void;
}

/** web-push makes tokens that live 12 hours (RFC 8292 allows 24); a header is replaced when half of that is over. */
const RENEW_AFTER_MS = 6 * 60 * 60 * 1000;
/** Clients choose the hosts of endpoints below the wildcards; the cache must not grow with them. */
const MAX_CACHED_HEADERS = 256;

/**
 * VAPID headers, signed once per push origin and key instead of once per push: a signature each time would cost as much
 * as the encryption.
 *
 * @param core the current key pair, older ones that subscriptions still name, and the time
 * @param subject `mailto:` or `https:` contact of the operator (RFC 8292 section 2.1)
 */
export function createVapid(
  core: Pick<Core, 'clock'> & { keys: Pick<ServerKeys, 'vapid' | 'previousVapid'> },
  subject: string,
): Vapid {
  const { clock, keys } = core;
  const keysById = new Map([...keys.previousVapid, keys.vapid].map((key) => [key.keyId, key]));
  const cache = new Map<string, { header: string; renewAtMs: number }>();
  const cacheKey = (origin: string, keyId: string) => `${keyId} ${origin}`;

  return {
    authorization(origin, keyId) {
      const cached = cache.get(cacheKey(origin, keyId));
      if (cached !== undefined && clock() < cached.renewAtMs) return cached.header;
      const key = keysById.get(keyId);
      if (key === undefined) return undefined;
      const header = webpush.getVapidHeaders(origin, subject, key.publicKey, key.privateKey, 'aes128gcm').Authorization;
      cache.delete(cacheKey(origin, keyId));
      cache.set(cacheKey(origin, keyId), { header, renewAtMs: clock() + RENEW_AFTER_MS });
      const oldest = cache.keys().next().value;
      if (cache.size > MAX_CACHED_HEADERS && oldest !== undefined) cache.delete(oldest);
      return header;
    },
    forget(origin, keyId) {
      cache.delete(cacheKey(origin, keyId));
    },
  };
}
