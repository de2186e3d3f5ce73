import { describe, expect, test } from 'vitest';
import { type LoginUpdate, loginUpdate, parseLoginUpdate } from './login-update.ts';
import { type DeviceLine, endingOf, groupCode, loginView, timeRing } from './login-view.ts';
import { type Ending, englishWords } from './login-words.ts';
import { drawQr } from './qr.ts';
import type { Challenge } from './rest-api.ts';
import { LOGIN_WORDS } from './words/all.ts';

const update: LoginUpdate = {
  state: 'pending',
  remainingMs: 60_000,
  lifetimeMs: 60_000,
  devices: [
    { name: 'Pixel 9', delivery: 'received' },
    { name: 'Work laptop', delivery: 'pull' },
  ],
};
const view = (code: string, ending?: Ending) => loginView({ code, update, ending }, englishWords);

describe('while waiting', () => {
  test.each([
    ['482913', ['482', '913']],
    ['48291357', ['4829', '1357']],
    ['48291', ['482', '91']],
    ['482', ['482']],
    ['', []],
  ])('%s is shown as %j', (code, groups) => {
    expect(groupCode(code)).toEqual(groups);
  });

  test('N2: a code below six digits is said to be below what NIST accepts', () => {
    expect(view('4829')).toMatchObject({ warning: expect.stringMatching(/4 digits.*NIST accepts 6/) });
    expect(view('482913')).toMatchObject({ warning: undefined });
    expect(view('')).toMatchObject({ warning: undefined, heading: 'Answer in Nod' });
  });

  test('each device asked says how far the request got', () => {
    expect(view('482913')).toMatchObject({
      sentence: 'It was sent to Pixel 9 and Work laptop. Open Nod there.',
      devices: [
        { name: 'Pixel 9', words: 'Received it', standing: 'arrived' },
        { name: 'Work laptop', words: 'Open Nod there to see it', standing: 'help' },
      ],
      announcement: 'Pixel 9: Received it. Work laptop: Open Nod there to see it.',
    });
  });

  test('the code is never in what a screen reader is told by itself', () => {
    expect(JSON.stringify(view('482913')).match(/482/g)).toHaveLength(1); // in codeGroups only
  });
});

describe('where nobody was rung', () => {
  const quiet = (code: string, match: LoginUpdate['match'] = 'code') =>
    loginView({ code, update: { ...update, match, quiet: true }, ending: undefined }, englishWords);

  test('the page says what to do, and lists no device as asked', () => {
    expect(quiet('482913')).toMatchObject({
      sentence: expect.stringMatching(/^Nobody was rung: .* scan .* “I am signing in”/),
      devices: [],
      announcement: '',
    });
    expect(quiet('', 'origin')).toMatchObject({ sentence: englishWords.nobodyRungHere });
  });

  test('the browser is told by the update', () => {
    expect(parseLoginUpdate(JSON.stringify({ ...update, quiet: true }))?.quiet).toBe(true);
  });
});

describe('words of a newer server', () => {
  test('a delivery that is not known is on its way, a kind that is not known looks like a phone', () => {
    const devices = [{ name: 'Ring', kind: 'ring', delivery: 'toString' }];
    const shown = loginView({ code: '', update: { ...update, devices }, ending: undefined }, englishWords);
    expect(shown).toMatchObject({ devices: [{ looks: 'phone', words: 'Asked', standing: 'asked' }] });
  });

  test.each(['half_approved', 'constructor'])(
    'a state that is not known (%s) is an end that can’t be told',
    (state) => {
      expect(endingOf(state)).toBe('lost');
      expect(endingOf('pending')).toBeUndefined();
      expect(endingOf('approved')).toBe('approved');
    },
  );
});

describe('when it ended', () => {
  const endings = Object.keys(englishWords.outcome) as Ending[];

  test.each(endings)('%s is told with a next step, and without the code', (ending) => {
    const ended = view('482913', ending);
    expect(ended).toMatchObject({ phase: 'ended', ending });
    expect(JSON.stringify(ended)).not.toContain('482');
    if (ending !== 'approved')
      expect(ended).toMatchObject({ sentence: expect.stringMatching(/try|again|load|change/i) });
  });

  test('an answer names the device that gave it, when it is known', () => {
    const decided = { code: '', update: { ...update, decidedBy: 'Pixel 9' }, ending: 'denied' as const };
    expect(loginView(decided, englishWords)).toMatchObject({ sentence: expect.stringContaining('on Pixel 9') });
    expect(view('', 'denied')).toMatchObject({ sentence: expect.not.stringContaining('undefined') });
  });
});

describe('matched by the origin', () => {
  const extension = { name: 'Chrome on Linux', kind: 'extension' as const, delivery: 'received' as const };
  const asks = (code: string, devices: LoginUpdate['devices'], match: LoginUpdate['match'] = 'origin') =>
    loginView({ code, update: { ...update, match, devices }, ending: undefined }, englishWords);

  test('with an extension, this browser is named first and the code is the other way', () => {
    const { devices } = asks('482913', [...update.devices, extension]) as { devices: DeviceLine[] };
    expect(devices.map(({ looks }) => looks)).toEqual(['phone', 'phone', 'computer']);
    expect(asks('482913', [...update.devices, extension])).toMatchObject({
      heading: englishWords.approveHereOr,
      codeGroups: ['482', '913'],
    });
  });

  test('without an extension there is only the code', () => {
    expect(asks('482913', update.devices)).toMatchObject({ heading: englishWords.typeCode });
    expect(asks('482913', [extension], 'code')).toMatchObject({ heading: englishWords.typeCode });
  });

  test('where only the extension can approve, the page says so', () => {
    expect(asks('', [...update.devices, extension])).toMatchObject({
      heading: englishWords.approveHere,
      sentence: englishWords.extensionOnly,
      codeGroups: [],
    });
  });
});

describe('the ring', () => {
  test('has a number from the first moment on', () => {
    expect(timeRing(120_000, 120_000).clock).toBe('2:00');
    expect(timeRing(64_001, 120_000).clock).toBe('1:05');
    expect(timeRing(59_000, 120_000).clock).toBe('59');
    expect(timeRing(0, 120_000).clock).toBe('0');
  });

  test('hurries nobody before the last fifteen seconds', () => {
    expect(timeRing(60_000, 60_000)).toEqual({ left: 1, clock: '1:00', seconds: undefined });
    expect(timeRing(15_001, 60_000).seconds).toBeUndefined();
    expect(timeRing(15_000, 60_000)).toEqual({ left: 0.25, clock: '15', seconds: 15 });
    expect(timeRing(1, 60_000).seconds).toBe(1);
  });

  test('stays within its bounds whatever the clocks say', () => {
    expect(timeRing(-5_000, 60_000)).toEqual({ left: 0, clock: '0', seconds: 0 });
    expect(timeRing(90_000, 60_000).left).toBe(1);
    expect(timeRing(10, 0).left).toBe(0);
  });
});

describe('what the browser gets to know', () => {
  const challenge: Challenge = {
    id: 'chl_AAAAAAAAAAAAAAAAAAAAAA',
    state: 'approved',
    match: 'code',
    digits: 6,
    createdAtMs: 1_000,
    expiresAtMs: 61_000,
    devices: [{ id: 'dev_AAAAAAAAAAAAAAAAAAAAAA', name: 'Pixel 9', delivery: 'displayed' }],
    fallbacks: [],
    decidedBy: { id: 'dev_AAAAAAAAAAAAAAAAAAAAAA', name: 'Pixel 9' },
  };

  test('an update holds spans of time and names, no ids', () => {
    const told = loginUpdate(challenge, 21_000);
    expect(told).toEqual({
      state: 'approved',
      match: 'code',
      remainingMs: 40_000,
      lifetimeMs: 60_000,
      devices: [{ name: 'Pixel 9', delivery: 'displayed' }],
      decidedBy: 'Pixel 9',
    });
    expect(parseLoginUpdate(JSON.stringify(told))).toEqual(told);
  });

  test('a span of time is never negative', () => {
    expect(loginUpdate(challenge, 99_000).remainingMs).toBe(0);
  });

  test.each(['', 'null', '{}', '{"state":"yes"}', '[1]'])('%j is no update', (text) => {
    expect(parseLoginUpdate(text)).toBeUndefined();
  });
});

test('a device’s name keeps together in an Arabic sentence', () => {
  const { asks, outcome } = LOGIN_WORDS.ar;
  const sentences = [asks(['iPhone (2)']), ...Object.values(outcome).map(({ sentence }) => sentence('iPhone (2)'))];
  const named = sentences.filter((sentence) => sentence.includes('iPhone'));
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((sentence) => !sentence.includes('\u2068iPhone (2)\u2069'))).toEqual([]);
});

test('a QR is one path within its box, with a quiet zone of four modules', () => {
  const { size, path } = drawQr('http://localhost:4400/#/match/chl_AAAAAAAAAAAAAAAAAAAAAA/482913');
  const corners = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(([, x, y, run]) => [
    Number(x) + Number(run),
    Number(y),
  ]);
  expect(path.startsWith('M4 4h7')).toBe(true);
  expect(Math.max(...corners.flat())).toBeLessThanOrEqual(size - 4);
});
