import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { nameSchema, newUsernameSchema, originSchema, usernameSchema } from './names.ts';

const accepts = (schema: v.GenericSchema, input: unknown) => v.safeParse(schema, input).success;

describe('names that are shown', () => {
  test.each([
    ['Bank of Example', 'Bank of Example'],
    ['  trimmed  ', 'trimmed'],
    ['e\u0301', 'é'],
    ['Café 👩‍💻', 'Café 👩‍💻'],
    ['می‌خواهم', 'می‌خواهم'],
    ['株式会社', '株式会社'],
    ['😀'.repeat(80), '😀'.repeat(80)],
  ])('%j is a name', (input, output) => {
    expect(v.parse(nameSchema, input)).toBe(output);
  });

  test.each([
    ['nothing', ''],
    ['spaces', '   '],
    ['no-break and zero-width only', '\u00A0\u200D'],
    ['a line break', 'Bank\nApproved'],
    ['NUL', 'Bank\0'],
    ['escape', '\u001B[2J'],
    ['C1 control', 'Bank\u0085'],
    ['line separator', 'Bank\u2028Approved'],
    ['right-to-left override', 'Bank \u202Emoc.live'],
    ['isolate', 'Bank\u2066'],
    ['right-to-left mark', 'Bank\u200F'],
    ['half a surrogate pair', 'Bank\uD83D'],
    ['private use', 'Bank\uE000'],
    ['tag characters', 'Bank\u{E0041}'],
    ['a joiner of graphemes', 'Bank\u034F'],
    ['the empty pattern of Braille alone', '\u2800'],
    ['a tower of marks', `B${'\u0301'.repeat(60)}`],
    ['80 ideographic spaces', `A${'\u3000'.repeat(78)}B`],
    ['81 characters', 'a'.repeat(81)],
    ['81 emoji', '😀'.repeat(81)],
    ['a megabyte', 'a'.repeat(1_000_000)],
    ['a number', 5],
    ['an object', { toString: () => 'Bank' }],
    ['null', null],
  ])('%s is refused', (_what, input) => {
    expect(accepts(nameSchema, input)).toBe(false);
  });
});

describe('usernames', () => {
  test.each([
    ['Alice', 'alice'],
    ['ALICE@EXAMPLE.ORG', 'alice@example.org'],
    ['E\u0301', 'é'],
    ['ΣΊΣΥΦΟΣ', 'σίσυφος'],
    ['İ', 'i̇'],
    ['a'.repeat(128), 'a'.repeat(128)],
  ])('%j becomes %j, and stays it', (input, output) => {
    const once = v.parse(newUsernameSchema, input);
    expect(once).toBe(output);
    expect(v.parse(newUsernameSchema, once)).toBe(once);
  });

  test.each([
    ['nothing', ''],
    ['a space', 'alice '],
    ['no-break space', 'al\u00A0ice'],
    ['ideographic space', 'al\u3000ice'],
    ['tab', 'al\tice'],
    ['zero-width space', 'alice\u200B'],
    ['zero-width joiner', 'ali\u200Dce'],
    ['soft hyphen', 'ali\u00ADce'],
    ['byte order mark', '\uFEFFalice'],
    ['word joiner', 'alice\u2060'],
    ['Hangul filler', 'alice\u3164'],
    ['variation selector', 'alice\uFE0F'],
    ['tag characters', 'alice\u{E0041}'],
    ['right-to-left override', 'ecila\u202E'],
    ['129 characters', 'a'.repeat(129)],
    ['a combining mark alone', '\u0301'],
    ['one dot', '.'],
    ['two dots', '..'],
    ['the empty pattern of Braille', 'al\u2800ice'],
    ['private use', 'alice\uE000'],
  ])('%s is refused', (_what, input) => {
    expect(accepts(newUsernameSchema, input)).toBe(false);
  });

  test('one that was made under an older rule is still found', () => {
    for (const old of ['Alice\uE000', '..', 'al\u034Fice'])
      expect(v.parse(usernameSchema, old)).toBe(old.toLowerCase());
    for (const none of ['', 'alice\0', 'alice\uD83D']) expect(accepts(usernameSchema, none)).toBe(false);
  });
});

describe('origins', () => {
  const strict = originSchema({ allowHttpLocalhost: false });
  const demo = originSchema({ allowHttpLocalhost: true });

  test.each([
    ['https://shop.example', 'https://shop.example'],
    ['https://SHOP.example:443/', 'https://shop.example'],
    ['https://shop.example:8443', 'https://shop.example:8443'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['https://[::1]:8443', 'https://[::1]:8443'],
  ])('%s is taken as %s', (input, output) => {
    expect(v.parse(strict, input)).toBe(output);
  });

  test.each([
    'http://shop.example',
    'http://localhost:4401',
    'shop.example',
    'https://shop.example/path',
    'https://shop.example/?',
    'https://shop.example/#',
    'https://shop.example?x',
    'https://user@shop.example',
    'https://user:pw@shop.example',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'chrome-extension://abcdefgh',
    'https://',
    'https://*.example',
    'null',
    '',
    `https://${'a'.repeat(600)}.example`,
  ])('%s is refused', (input) => {
    expect(accepts(strict, input)).toBe(false);
  });

  test('http is for this machine only, and only where that is allowed', () => {
    for (const input of ['http://localhost:4401', 'http://127.0.0.1', 'http://[::1]:80']) {
      expect(accepts(strict, input)).toBe(false);
      expect(accepts(demo, input)).toBe(true);
    }
    for (const input of [
      'http://localhost.example',
      'http://127.0.0.1.example',
      'http://10.0.0.1',
      'http://localhost@evil.example',
    ]) {
      expect(accepts(demo, input)).toBe(false);
    }
  });
});
