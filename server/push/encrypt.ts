import { createCipheriv, createECDH, type ECDH, hash } from 'node:crypto';
import type { RandomBytes } from '../crypto/ids.ts';

/**
 * Message encryption for Web Push (RFC 8291) with the `aes128gcm` content coding (RFC 8188), one record:
 *
 *     salt (16) ‖ record size (4) ‖ key id length (1) ‖ sender's public key (65) ‖ AES-128-GCM(plaintext ‖ 0x02) ‖ tag (16)
 *
 * web-push does the same in 1.7 times the bare cost of the key agreement, this in 1.25 times; the encryption is most of
 * what a push costs, so it is here (bench/push.ts measures both). The tests hold it to the RFC's vectors byte by byte.
 */
const SALT_BYTES = 16;
const POINT_BYTES = 65;
const AUTH_SECRET_BYTES = 16;
const TAG_BYTES = 16;
const HEADER_BYTES = SALT_BYTES + 4 + 1 + POINT_BYTES;
const RECORD_SIZE = 4096;
/** RFC 8188 section 2: delimiter of the last record. */
const LAST_RECORD_DELIMITER = 2;
/** The most that fits the 4,096 bytes every push service takes (RFC 8291, section 4). */
export const MAX_PLAINTEXT_BYTES = RECORD_SIZE - HEADER_BYTES - 1 - TAG_BYTES;

// Each info ends in 0x01, the counter of HKDF-Expand's only block (RFC 5869, section 2.3).
const KEY_INFO = Buffer.from('WebPush: info\0', 'latin1');
const CEK_INFO = Buffer.from('Content-Encoding: aes128gcm\0\x01', 'latin1');
const NONCE_INFO = Buffer.from('Content-Encoding: nonce\0\x01', 'latin1');
const KEY_INFO_BYTES = KEY_INFO.length + 2 * POINT_BYTES + 1;

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

/** The sender's half of one key agreement. The point is beside the pair since asking for it again costs a few µs. */
export interface SenderKey {
  readonly pair: ECDH;
  /** Uncompressed, 65 bytes. */
  readonly point: Buffer;
}

/**
 * Encrypts one message with a given sender key and salt. Both must be fresh for each message: use `createEncryptor`,
 * except to reproduce test vectors.
 *
 * @param salt 16 bytes
 */
export function encryptWith(plaintext: string, receiver: ReceiverKeys, sender: SenderKey, salt: Uint8Array): Buffer {
  const receiverPoint = Buffer.from(receiver.p256dh, 'base64url');
  const authSecret = Buffer.from(receiver.auth, 'base64url');
  if (receiverPoint.length !== POINT_BYTES || authSecret.length !== AUTH_SECRET_BYTES) {
    throw new EncryptionError('The subscription has keys of a wrong length');
  }
  const plaintextBytes = Buffer.byteLength(plaintext);
  if (plaintextBytes > MAX_PLAINTEXT_BYTES) throw new EncryptionError('The message does not fit one push');

  const keyInfo = Buffer.allocUnsafe(KEY_INFO_BYTES);
  KEY_INFO.copy(keyInfo);
  receiverPoint.copy(keyInfo, KEY_INFO.length);
  sender.point.copy(keyInfo, KEY_INFO.length + POINT_BYTES);
  keyInfo[keyInfo.length - 1] = 1;

  // RFC 8291 section 3.3, then RFC 8188 section 2.2.
  const inputKey = hmac(hmac(authSecret, sharedSecret(sender.pair, receiverPoint)), keyInfo);
  const pseudoRandomKey = hmac(salt, inputKey);
  const key = hmac(pseudoRandomKey, CEK_INFO).subarray(0, 16);
  const nonce = hmac(pseudoRandomKey, NONCE_INFO).subarray(0, 12);

  const endOfText = HEADER_BYTES + plaintextBytes;
  const message = Buffer.allocUnsafe(endOfText + 1 + TAG_BYTES);
  message.set(salt, 0);
  message.writeUInt32BE(RECORD_SIZE, SALT_BYTES);
  message[SALT_BYTES + 4] = POINT_BYTES;
  sender.point.copy(message, HEADER_BYTES - POINT_BYTES);
  message.write(plaintext, HEADER_BYTES);
  message[endOfText] = LAST_RECORD_DELIMITER;
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  cipher.update(message.subarray(HEADER_BYTES, endOfText + 1)).copy(message, HEADER_BYTES);
  cipher.final();
  cipher.getAuthTag().copy(message, endOfText + 1);
  return message;
}

/** Refuses points off the curve (invalid-curve attack): OpenSSL checks them as it reads them. */
function sharedSecret(pair: ECDH, receiverPoint: Buffer): Buffer {
  try {
    return pair.computeSecret(receiverPoint);
  } catch (cause) {
    throw new EncryptionError("The subscription's key is no point of P-256", { cause });
  }
}

const BLOCK_BYTES = 64;
const HASH_BYTES = 32;
/** Used by one call after the other; nothing waits in between. */
const inner = Buffer.alloc(BLOCK_BYTES + KEY_INFO_BYTES);
const outer = Buffer.alloc(BLOCK_BYTES + HASH_BYTES);

/**
 * HMAC-SHA-256 (RFC 2104) of a key of at most 64 bytes out of two one-shot hashes: five a push, and each Hmac object of
 * node costs as much again when the garbage collector finalizes it. Digests come as text for the same reason.
 */
function hmac(key: Uint8Array, data: Uint8Array): Buffer {
  inner.fill(0x36, 0, BLOCK_BYTES);
  outer.fill(0x5c, 0, BLOCK_BYTES);
  for (let at = 0; at < key.length; at++) {
    const byte = key[at] ?? 0;
    inner[at] = byte ^ 0x36;
    outer[at] = byte ^ 0x5c;
  }
  inner.set(data, BLOCK_BYTES);
  outer.write(hash('sha256', inner.subarray(0, BLOCK_BYTES + data.length), 'binary'), BLOCK_BYTES, 'binary');
  return Buffer.from(hash('sha256', outer, 'binary'), 'binary');
}

export type Encrypt = (plaintext: string, receiver: ReceiverKeys) => Buffer;

/** A call for 16 random bytes costs a tenth of a push, one for 4 kB hardly more: salts are cut from a larger piece. */
const SALTS_AT_ONCE = 256;

/**
 * Makes the function that encrypts pushes: a new P-256 key pair and a new salt for each message (RFC 8291 section 3.1).
 * It throws EncryptionError.
 */
export function createEncryptor(randomBytes: RandomBytes): Encrypt {
  // One object for all messages: generateKeys replaces the pair, and everything below happens in one go.
  const pair = createECDH('prime256v1');
  let salts: Uint8Array = new Uint8Array(0);
  let used = 0;
  return (plaintext, receiver) => {
    if (used === salts.length) {
      salts = randomBytes(SALT_BYTES * SALTS_AT_ONCE);
      used = 0;
    }
    const salt = salts.subarray(used, used + SALT_BYTES);
    used += SALT_BYTES;
    const point = pair.generateKeys();
    return encryptWith(plaintext, receiver, { pair, point }, salt);
  };
}
