/** Milliseconds since the epoch. Handed in everywhere, so that a test can say what time it is. */
export type Clock = () => number;

/** Cryptographically strong random bytes; `randomBytes` of node:crypto in the server. */
export type RandomBytes = (size: number) => Uint8Array;

export type IdPrefix = 'usr_' | 'app_' | 'dev_' | 'enr_' | 'chl_';

/** 128 bits: an id can't be guessed, and the `jti` of a challenge is one. */
const ID_BYTES = 16;

/** The prefix says what an id names, so that one can't be passed for another: `chl_` + 22 base64url characters. */
export function newId(prefix: IdPrefix, randomBytes: RandomBytes): string {
  return prefix + Buffer.from(randomBytes(ID_BYTES)).toString('base64url');
}
