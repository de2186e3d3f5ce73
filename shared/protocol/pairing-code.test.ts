import { describe, expect, it } from 'vitest';
import { matchingUrl, parseMatchingUrl } from './matching-url.ts';
import { formatPairingCode, pairingUrl, parsePairingCode, parsePairingUrl } from './pairing-code.ts';

describe('typed pairing code', () => {
  it('is read as people type it', () => {
    const expected = { lookup: '0A1B', secret: '1CDEFGHJ' };
    for (const typed of ['0A1B1CDEFGHJ', 'oa1b-lcde-fghj', ' OAIB ICDE FGHJ ', '0a1b—1cde—fghj']) {
      expect(parsePairingCode(typed)).toEqual(expected);
    }
    expect(formatPairingCode('0A1B1CDEFGHJ')).toBe('0A1B-1CDE-FGHJ');
  });

  it.each([
    '',
    '0A1B1CDEFGH',
    '0A1B1CDEFGHJK',
    '0A1B1CDEFGHU',
    '0A1B1CDEFGH\u0000',
    '٠A1B1CDEFGHJ',
    'x'.repeat(100_000),
  ])('refuses %j', (typed) => {
    expect(() => parsePairingCode(typed)).toThrow(expect.objectContaining({ code: 'malformed' }));
  });
});

describe('links', () => {
  const token = 'AAAAAAAAAAAAAAAAAAAAAA';
  it('carry their secret behind the fragment, which browsers send to no server', () => {
    expect(new URL(pairingUrl('https://nod.example', token)).pathname).toBe('/');
    const url = matchingUrl('https://nod.example', `chl_${token}`, '482913');
    expect(new URL(url).hash).toBe(`#/match/chl_${token}/482913`);
    expect(parseMatchingUrl(url)).toEqual({
      origin: 'https://nod.example',
      challengeId: `chl_${token}`,
      code: '482913',
    });
    expect(parsePairingUrl(pairingUrl('http://localhost:4400', token))).toEqual({
      origin: 'http://localhost:4400',
      token,
    });
  });

  it.each([
    `https://nod.example/#/pair/${token}x`,
    `https://nod.example/pair/${token}`,
    `https://user@nod.example/#/pair/${token}`,
    `https://nod.example/?x#/pair/${token}`,
    `javascript:alert(1)//#/pair/${token}`,
    `data:text/html,/#/pair/${token}`,
  ])('refuses %s', (text) => {
    expect(() => parsePairingUrl(text)).toThrow(expect.objectContaining({ code: 'malformed' }));
    expect(() => parseMatchingUrl(text.replace('pair/', 'match/chl_'))).toThrow(
      expect.objectContaining({ code: 'malformed' }),
    );
  });
});
