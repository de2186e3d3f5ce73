import { CROCKFORD } from '../../shared/protocol/pairing-code.ts';

/** Milliseconds since the epoch. Handed in everywhere, so that a test can set the time. */
export type Clock = () => number;

/** Cryptographically strong random bytes; `randomBytes` of node:crypto in the server. */
export type RandomBytes = (size: number) => Uint8Array;

export type IdPrefix = 'rlm_' | 'usr_' | 'app_' | 'dev_' | 'enr_' | 'ann_' | 'out_' | 'whk_' | 'mov_' | 'byp_';

/** 128 bits can't be guessed. */
const ID_BYTES = 16;

/** 128 random bits as 22 base64url characters: nonces, and the secret of a pairing link. */
export function randomToken(randomBytes: RandomBytes): string {
  return Buffer.from(randomBytes(ID_BYTES)).toString('base64url');
}

/** The prefix says what an id names, so that one can't be passed for another: `dev_` + 22 base64url characters. */
export function newId(prefix: IdPrefix, randomBytes: RandomBytes): string {
  return prefix + randomToken(randomBytes);
}

/**
 * A code that people type, of 5 random bits a character (pairing-code.ts reads it). 256 is a multiple of 32, so the low five
 * bits of a random byte are uniform.
 */
export function randomCrockford(length: number, randomBytes: RandomBytes): string {
  return Array.from(randomBytes(length), (byte) => CROCKFORD[byte & 31]).join('');
}

/** Coarse enough for logins that are committed together to share a moment. */
const MOMENT_MS = 16;

/**
 * A challenge is made at every login, and each random id would dirty another page of every index. The ids of challenges
 * begin with the moment (modulo 2^32, two years), so that those of one commit lie together; 96 bits are random.
 */
export function newChallengeId(nowMs: number, randomBytes: RandomBytes): string {
  const bytes = Buffer.from(randomBytes(ID_BYTES));
  bytes.writeUInt32BE(Math.floor(nowMs / MOMENT_MS) % 2 ** 32);
  return `chl_${bytes.toString('base64url')}`;
}
