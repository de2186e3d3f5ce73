import { ProtocolError } from '../errors.ts';
import { importPublicJwk } from '../keys.ts';

/**
 * Coordinates that have the shape of a public key and are none: what every platform has to refuse by itself when it imports
 * them, since authenticators ask nothing else. They run wherever the vectors do.
 */
const zero = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
/** The prime of the field, and so 0 spelled in another way. */
const prime = '_____wAAAAEAAAAAAAAAAAAAAAD_______________8';
/** The curve's base point. */
const x = 'axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY';
const y = 'T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU';
/** With x = 0 there is a point of this y. */
const yOfZero = 'ZkhceA4vg9ckM71dhKBrtlQcKvMdrocXKL-FahdPk_Q';

export const notPoints = {
  'nothing but zeros': { x: zero, y: zero },
  'x and y changed over': { x: y, y: x },
  'y off by one': { x, y: 'T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfQ' },
  'y of another point': { x, y: yOfZero },
  // Taken modulo the prime it is a point: a second spelling, under a second thumbprint, of a key that exists.
  'x not below the prime': { x: prime, y: yOfZero },
  'y not below the prime': { x, y: prime },
} as const;

/** Where x = 0: the point of which one of the above is the other spelling. */
export const pointOfZero = { x: zero, y: yOfZero };

/** Has this platform import each of them. @returns the codes with which it refuses, by name; `accept` where it doesn't */
export async function importNotPoints(): Promise<Record<string, string>> {
  const results: Record<string, string> = {};
  for (const [name, coordinates] of Object.entries(notPoints)) {
    results[name] = await importPublicJwk({ kty: 'EC', crv: 'P-256', ...coordinates }).then(
      () => 'accept',
      (error: unknown) => (error instanceof ProtocolError ? error.code : `threw ${error}`),
    );
  }
  return results;
}
