/** Milliseconds since the epoch. Handed in everywhere, so that a test can say what time it is. */
export type Clock = () => number;

/** Cryptographically strong random bytes; `randomBytes` of node:crypto in the server. */
export type RandomBytes = (size: number) => Uint8Array;

export type IdPrefix = 'usr_' | 'app_' | 'dev_' | 'enr_';

/** 128 bits: an id can't be guessed. */
const ID_BYTES = 16;

/** The prefix says what an id names, so that one can't be passed for another: `dev_` + 22 base64url characters. */
export function newId(prefix: IdPrefix, randomBytes: RandomBytes): string {
  return prefix + Buffer.from(randomBytes(ID_BYTES)).toString('base64url');
}

/** So fine that logins which are committed together have it in common. */
const MOMENT_MS = 16;

/**
 * Challenges are made at every login, and random ids would write a page of each index somewhere else: theirs begin with the
 * moment (modulo 2^32, two years), so that those of one commit lie together. 96 bits are random.
 */
export function newChallengeId(nowMs: number, randomBytes: RandomBytes): string {
  const bytes = Buffer.from(randomBytes(ID_BYTES));
  bytes.writeUInt32BE(Math.floor(nowMs / MOMENT_MS) % 2 ** 32);
  return `chl_${bytes.toString('base64url')}`;
}
