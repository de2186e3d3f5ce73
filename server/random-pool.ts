import type { RandomBytes } from './ids.ts';

/** A call to the system's generator for 16 bytes costs as much as one for 4 KiB: small pieces are cut from a larger one. */
const POOL_BYTES = 4096;
const LARGEST_PIECE_BYTES = 64;

/**
 * Makes a source of small random pieces out of one of large ones. Each byte is given out once, as a copy, and cleared in
 * the pool: what was used can't be read there later.
 */
export function createRandomPool(source: RandomBytes): RandomBytes {
  let pool = new Uint8Array(0);
  let used = 0;
  return (size) => {
    if (size > LARGEST_PIECE_BYTES) return source(size);
    if (used + size > pool.length) {
      pool = Uint8Array.from(source(POOL_BYTES));
      used = 0;
    }
    const end = used + size;
    const piece = pool.slice(used, end);
    pool.fill(0, used, end);
    used = end;
    return piece;
  };
}
