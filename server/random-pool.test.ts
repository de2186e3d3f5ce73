import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createRandomPool } from './random-pool.ts';

/** Numbers that say where a byte came from. */
function counting() {
  let next = 0;
  const asked: number[] = [];
  const source = (size: number) => {
    asked.push(size);
    return Uint8Array.from({ length: size }, () => next++ % 251);
  };
  return { asked, source };
}

test('no byte is given out twice, over the ends of many pools', () => {
  const { asked, source } = counting();
  const pool = createRandomPool(source);
  const pieces = Array.from({ length: 2_000 }, (_, at) => pool([16, 4, 12, 1][at % 4] ?? 0));
  expect(pieces.map(({ length }) => length).slice(0, 4)).toEqual([16, 4, 12, 1]);
  // Within a pool the bytes follow each other; what is left of one at its end is thrown away.
  const breaks = pieces.slice(1).filter((piece, at) => piece[0] !== ((pieces[at]?.at(-1) ?? 0) + 1) % 251);
  expect(breaks.length).toBeLessThan(asked.length);
  expect(asked.every((size) => size === 4096)).toBe(true);
});

test('a piece is the caller’s own: the pool keeps nothing of it, and the caller nothing of the pool', () => {
  let given = new Uint8Array(0);
  const pool = createRandomPool((size) => {
    given = Uint8Array.from(randomBytes(size));
    return given;
  });
  const first = pool(16);
  expect(first.buffer.byteLength).toBe(16);
  first.fill(7);
  expect([...pool(16)]).toEqual([...given.subarray(16, 32)]);
});

test('a large piece comes from the source itself', () => {
  const { asked, source } = counting();
  const pool = createRandomPool(source);
  expect(pool(65)).toHaveLength(65);
  expect(asked).toEqual([65]);
});
