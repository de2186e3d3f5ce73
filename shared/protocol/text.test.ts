import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { jsonBytes, line, readableText, shortenToBytes, textProblem } from './text.ts';

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

describe('text from before the rule', () => {
  it.each([
    ['Bank', 'Bank'],
    ['', ''],
    ['می\u200Cخواهم', 'می\u200Cخواهم'],
    ['Pay\u034F 20', 'Pay\ufffd 20'],
    ['ad\u200Dmin\uE000', 'admin\ufffd'],
    [`a${'\u0336'.repeat(60)}b`, 'ab'],
    ['a    b', 'a b'],
    ['\u2800', '\ufffd'],
    ['\u0301', '\ufffd'],
  ])('%j is shown as %j', (text, shown) => {
    expect(readableText(text)).toBe(shown);
  });
});

describe('a text that is cut', () => {
  it.each(['می\u200Cخواهم', '👩\u200D👩\u200D👧 family', 'Press 1\uFE0F\u20E3 now', '葛\u{E0100}飾区'])(
    '%j keeps the rule, wherever it is cut',
    (text) => {
      for (let bytes = 6; bytes < jsonBytes(text); bytes++) {
        const cut = shortenToBytes(text, bytes);
        expect(textProblem(cut), JSON.stringify(cut)).toBeUndefined();
        expect(jsonBytes(cut)).toBeLessThanOrEqual(bytes);
      }
    },
  );
});
