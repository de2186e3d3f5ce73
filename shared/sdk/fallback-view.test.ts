import { describe, expect, test } from 'vitest';
import { knownWays, lasts, menuLines, refusalIn, refusalText, typingMistake } from './fallback-view.ts';
import { englishFallbackWords as words } from './fallback-words.ts';
import { loginUpdate } from './login-update.ts';
import { loginView } from './login-view.ts';
import { englishWords } from './login-words.ts';
import type { Challenge } from './rest-api.ts';

const challenge: Challenge = {
  id: 'chl_AAAAAAAAAAAAAAAAAAAAAA',
  state: 'pending',
  match: 'code',
  createdAtMs: 1_000,
  expiresAtMs: 61_000,
  devices: [],
  fallbacks: ['offline', 'bypass'],
};

describe('what the page offers', () => {
  test('A6.6: what the site’s server takes and Nod takes for this challenge; for a site that says nothing, nothing', () => {
    expect(loginUpdate(challenge, 0)).not.toHaveProperty('fallbacks');
    expect(loginUpdate(challenge, 0, ['email', 'bypass']).fallbacks).toEqual(['bypass']);
    expect(loginUpdate({ ...challenge, fallbacks: [] }, 0, ['offline'])).not.toHaveProperty('fallbacks');
    expect(loginUpdate({ ...challenge, state: 'denied' }, 0, ['offline'])).not.toHaveProperty('fallbacks');
  });

  test('only what it has words for, in an order of its own', () => {
    expect(knownWays(['bypass', 'constructor', 'retina', 'offline'])).toEqual(['offline', 'bypass']);
  });

  test('a request that is too long for an offline code isn’t offered one, and the menu says so', () => {
    const [offline, bypass] = menuLines(
      ['offline', 'bypass'],
      new Map([['offline', { code: 'offline_too_long' }]]),
      words,
    );
    expect(offline).toMatchObject({ refused: true, hint: expect.stringContaining('too long') });
    expect(bypass).toMatchObject({ refused: false, hint: words.ways.bypass.hint });
  });
});

describe('refusals', () => {
  test.each([
    'wrong_code',
    'fallback_backing_off',
    'fallback_closed',
    'fallback_not_allowed',
    'offline_too_long',
    'offline_no_device',
    'offline_used_up',
    'email_used_up',
    'challenge_final',
    'user_locked',
    'user_quarantined',
    'user_backing_off',
    'unreachable',
    'constructor',
  ])('%s is said with a next step, and without its code', (code) => {
    const text = refusalText({ code, retryAfterSeconds: 40 }, words);
    expect(text).toMatch(/try again|again|another way|another one|ask the people/i);
    expect(text).not.toContain('_');
  });

  test('a pause says how long', () => {
    expect(refusalText({ code: 'fallback_backing_off', retryAfterSeconds: 30 }, words)).toContain('in 30 seconds');
    expect(refusalText({ code: 'user_quarantined', retryAfterSeconds: 7_200 }, words)).toContain('in 2 hours');
    expect(refusalText({ code: 'fallback_backing_off' }, words)).toContain('in a few minutes');
  });

  test('a wrong code and a pause end nothing; a way that is closed stays so for this login', () => {
    expect(['wrong_code', 'fallback_backing_off', 'unreachable'].map((code) => lasts({ code }))).toEqual([
      false,
      false,
      false,
    ]);
    expect(['fallback_closed', 'offline_too_long', 'user_locked'].map((code) => lasts({ code }))).toEqual([
      true,
      true,
      true,
    ]);
  });

  test('an answer that says nothing is a refusal', () => {
    expect(refusalIn(undefined)).toEqual({ code: 'unreachable' });
    expect(refusalIn({})).toEqual({ code: 'other' });
    expect(refusalIn({ refused: 'wrong_code', opened: {} })).toMatchObject({ code: 'wrong_code' });
    expect(refusalIn({ opened: {} })).toBeUndefined();
  });
});

describe('typing', () => {
  test.each([
    ['4829 1357', 8, undefined],
    ['4829-1357', 8, undefined],
    ['4829135', 8, words.incomplete(8)],
    ['4829135O', 8, words.incomplete(8)],
    [' ', 8, words.empty],
    ['7K3M-PQRS-TV2WX', undefined, undefined],
    ['', undefined, words.empty],
  ])('%j of %j digits', (typed, digits, mistake) => {
    expect(typingMistake(typed, digits, words)).toBe(mistake);
  });

  test('the page says what typing gives away, and that no recovery code belongs here', () => {
    expect(words.honest).toMatch(/address/);
    expect(words.neverRecovery).toMatch(/never asks/);
    expect(words.lost('https://nod.example/account')).toMatch(/at https:\/\/nod\.example\/account, never here/);
    expect(words.lost(undefined)).toMatch(/Nod’s own page, never here/);
    const said = [
      Object.values(words.refused),
      Object.values(words.ways).map((way) => Object.values(way)),
      words.honest,
    ];
    expect(said.flat(2).join()).not.toMatch(/challenge|credential|token|factor/i);
  });
});

test('the end by a code isn’t said to be a device’s yes', () => {
  const update = { ...loginUpdate(challenge, 0), state: 'approved', fallback: 'offline' };
  expect(loginView({ code: '', update, ending: 'approved' }, englishWords)).toMatchObject({
    heading: 'Approved',
    sentence: words.approved,
  });
});
