import { expect, test } from 'vitest';
import { shortFingerprint } from './fingerprint.ts';

test('the first 32 bits of a thumbprint, as two groups that can be read aloud', () => {
  expect(shortFingerprint('PxyeXQ'.padEnd(43, 'A'))).toBe('3F1C 9E5D');
  expect(shortFingerprint('-_8A_-'.padEnd(43, 'A'))).toBe('FBFF 00FF');
});
