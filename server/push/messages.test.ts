import { describe, expect, it } from 'vitest';
import type { ChallengeClaims } from '../../shared/protocol/challenge.ts';
import { jsonBytes } from '../../shared/protocol/text.ts';
import { serverWords } from '../words/en.ts';
import { challengeNotification, challengeTopic, remainingSeconds } from './messages.ts';

const CLAIMS: ChallengeClaims = {
  iss: 'https://nod.example',
  sub: 'usr_AAAAAAAAAAAAAAAAAAAAAA',
  aud: 'nod-device',
  jti: 'chl_AAAAAAAAAAAAAAAAAAAAAA',
  iat: 1_790_000_000,
  exp: 1_790_000_120,
  nonce: 'AAAAAAAAAAAAAAAAAAAAAA',
  app: { id: 'app_AAAAAAAAAAAAAAAAAAAAAA', name: 'Harbour Notes' },
  action: { title: 'Sign in as alice', details: [{ label: 'Amount', value: '42 EUR' }] },
  context: { ip: '192.0.2.1', browser: 'Chrome', os: 'macOS', location: 'Lisbon', origin: 'https://notes.example' },
  match: 'none',
  uv: 'discouraged',
};
const bodyOf = (claims: Partial<ChallengeClaims>) =>
  challengeNotification({ ...CLAIMS, ...claims }, 'alice', serverWords).body;
const titled = (title: string) => ({ action: { title, details: [] } });

describe('what a notification says', () => {
  it.each([
    ['the question and where it comes from', {}, 'Sign in as alice? Chrome on macOS, Lisbon'],
    ['with no place', { context: { browser: 'Chrome', os: 'macOS' } }, 'Sign in as alice? Chrome on macOS'],
    ['with a place only', { context: { location: 'Lisbon' } }, 'Sign in as alice? Lisbon'],
    ['with an empty place', { context: { os: 'iOS', location: '' } }, 'Sign in as alice? iOS'],
    ['with nothing known', { context: {} }, 'Sign in as alice?'],
    [
      'with a mark of its own',
      titled('Deploy 1.4 to production?'),
      'Deploy 1.4 to production? Chrome on macOS, Lisbon',
    ],
    [
      'with a code',
      { match: 'code' as const, digits: 6 },
      'Sign in as alice? Chrome on macOS, Lisbon. Open Nod and type the code.',
    ],
    [
      'with a code and nothing known',
      { match: 'code' as const, digits: 6, context: {} },
      'Sign in as alice? Open Nod and type the code.',
    ],
  ])('%s', (_what, claims, body) => {
    expect(bodyOf(claims)).toBe(body);
  });

  it('N7: nothing of the details, the address or the code', () => {
    const text = JSON.stringify(challengeNotification({ ...CLAIMS, match: 'code', digits: 6 }, 'alice', serverWords));
    expect(text).not.toMatch(/42 EUR|Amount|192\.0\.2\.1|digits/);
  });

  it.each([
    ['long', 'Approve the transfer '.repeat(5).trim()],
    ['long and not Latin', '\u627f\u8ba4'.repeat(60)],
    ['long and full of emoji', '\u{1f469}\u{1f3fd}\u200d\u{1f680}'.repeat(20)],
  ])('a question that is %s never hides what is to be done, and is cut between characters', (_what, title) => {
    const body = bodyOf({ ...titled(title), match: 'code', digits: 6 });
    expect(body).toMatch(/\u2026 Open Nod and type the code\.$/);
    expect(jsonBytes(body)).toBeLessThanOrEqual(122);
    expect(body.isWellFormed()).toBe(true);
  });
});

describe('topics', () => {
  it('W1: at most 32 base64url characters, a different one per challenge', () => {
    const topics = [CLAIMS.jti, 'chl_BBBBBBBBBBBBBBBBBBBBBB'].map(challengeTopic);
    expect(new Set(topics).size).toBe(2);
    for (const topic of topics) expect(topic).toMatch(/^[A-Za-z0-9_-]{32}$/);
    expect(challengeTopic(CLAIMS.jti)).toBe(topics[0]);
  });
});

describe('remaining life', () => {
  it.each([
    [60_000, 60],
    [59_999, 59],
    [999, 1],
    [0, 1],
    [-5000, 1],
  ])('W1: %i ms are %i s', (leftMs, seconds) => {
    expect(remainingSeconds(1_000_000 + leftMs, 1_000_000)).toBe(seconds);
  });
});
