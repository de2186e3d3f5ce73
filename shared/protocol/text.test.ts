import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { line } from './text.ts';

describe('a line that people read before they approve', () => {
  const accepts = (text: string) => v.safeParse(line(20), text).success;

  it('may be in any language, with emoji', () => {
    for (const text of ['Pay 20 €', 'تسجيل الدخول', 'כניסה', 'ログイン', 'नमस्ते', '👩‍👩‍👧 family'])
      expect(accepts(text), text).toBe(true);
  });

  it('holds nothing that breaks it, turns it around or hides in it', () => {
    for (const hex of [
      '000A',
      '007F',
      '0085',
      '00AD',
      '061C',
      '180E',
      '200B',
      '200E',
      '202E',
      '2028',
      '2029',
      '2060',
      '2066',
      '3164',
      'FEFF',
    ]) {
      expect(accepts(`Pay${String.fromCodePoint(Number.parseInt(hex, 16))} 20`), hex).toBe(false);
    }
    expect(accepts(`Pay ${String.fromCharCode(0xd800)}`)).toBe(false);
    expect(accepts('   ')).toBe(false);
  });
});
