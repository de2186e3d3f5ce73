import { describe, expect, test } from 'vitest';
import { EmailAddressError, parseEmailAddress } from './email-address.ts';

function codeOf(text: string): string | undefined {
  try {
    parseEmailAddress(text);
    return undefined;
  } catch (error) {
    if (error instanceof EmailAddressError) return error.code;
    throw error;
  }
}

describe('one e-mail address', () => {
  test.each([
    ['alice@example.org', 'alice@example.org'],
    ['Alice.B+nod@EXAMPLE.org', 'Alice.B+nod@example.org'],
    ["o'brien@example.org", "o'brien@example.org"],
    ['alice@bücher.example', 'alice@xn--bcher-kva.example'],
    [`${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`],
  ])('takes %s', (text, address) => {
    expect(parseEmailAddress(text)).toBe(address);
  });

  test.each([
    ['a line break', 'alice@example.org\r\nBcc: mallory@example.net'],
    ['a line break within', 'alice\n@example.org'],
    ['a lone carriage return', 'alice@example.org\r'],
    ['NUL', 'alice\0@example.org'],
    ['a comma', 'alice@example.org,mallory@example.net'],
    ['a semicolon', 'alice@example.org;mallory@example.net'],
    ['two in one', 'mallory@example.net alice@example.org'],
    ['a name before it', 'Alice <alice@example.org>'],
    ['angle brackets', '<alice@example.org>'],
    ['a quoted part', '"alice mallory"@example.org'],
    ['a quoted address', '"mallory@example.net,"@example.org'],
    ['a comment', 'alice(x)@example.org'],
    ['a group', 'friends:alice@example.org;'],
    ['a route', '@example.net:alice@example.org'],
    ['no @', 'alice'],
    ['nothing before it', '@example.org'],
    ['nothing after it', 'alice@'],
    ['a host without a dot', 'alice@localhost'],
    ['an address literal', 'alice@[127.0.0.1]'],
    ['a number', 'alice@127.0.0.1'],
    ['a path', 'alice@example.org/x'],
    ['a port', 'alice@example.org:25'],
    ['percent signs in the host', 'alice@example%2eorg'],
    ['spaces around it', ' alice@example.org'],
    ['two dots', 'alice..b@example.org'],
    ['a dot at its end', 'alice@example.org.'],
    ['65 characters before the @', `${'a'.repeat(65)}@example.org`],
    ['255 characters', `alice@${'abcdefg.'.repeat(31)}o`],
    ['nothing', ''],
  ])('refuses %s', (_name, text) => {
    expect(codeOf(text)).toBe('malformed');
  });

  test('says so where the part before the @ is not ASCII', () => {
    expect(codeOf('jürgen@example.org')).toBe('local_part');
    expect(codeOf('jürgen\n@example.org')).toBe('malformed');
  });
});
