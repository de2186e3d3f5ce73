import { expect, test } from 'vitest';
import { HAPPENED_WORDS } from '../../authenticator/happened/all.ts';
import { NOTIFICATION_WORDS } from '../../authenticator/words/all.ts';
import { englishFallbackWords, WAYS } from '../../sdk/fallback-words.ts';
import { confirmWords } from './confirm-words.ts';
import { describeError, type ErrorCode, errorCodes } from './describe-error.ts';
import type { Here, RunsIn } from './here.ts';
import { movingWords } from './moving-words.ts';
import { offlineWords } from './offline-words.ts';
import { recoveryWords } from './recovery-words.ts';
import { totpWords } from './totp-words.ts';
import { trustErrors } from './trust-errors.ts';
import { lastBody, trustWords } from './trust-words.ts';
import { vouchingWords } from './vouching-words.ts';
import { byWay, waysWords } from './ways-words.ts';
import { words } from './words.ts';

/** What the phone app and the extension can run into; each needs a sentence and a next step. */
const required = [
  'offline',
  'server_unreachable',
  'permission_denied',
  'permission_dismissed',
  'subscribe_timeout',
  'subscribe_failed',
  'code_wrong',
  'challenge_expired',
  'challenge_already_final',
  'rate_limited',
  'clock_skew',
  'enrollment_invalid',
  'enrollment_expired',
  'enrollment_used',
  'device_revoked',
  'device_suspended',
  'signature_invalid',
  'update_needed',
  'storage_refused',
  'camera_denied',
  'camera_unavailable',
  'qr_not_for_this',
  'offline_unready',
  'unknown',
] as const satisfies readonly ErrorCode[];

/** Words of the trade: people must not need them to answer a request. */
const JARGON =
  /\b(challenges?|credentials?|factors?|tokens?|subscriptions?|subscribe|keys?|push|endpoint|payload|enrol\w*|authenticat\w*|JWT|VAPID|null|undefined|NaN)\b/i;

/** Every sentence, functions called with samples: [where it stands, what it says]. */
function sentences(node: unknown, path: string): [string, string][] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node === 'function') {
    const samples = path.includes('checked') ? ['2 h ago'] : [3, 'Sample', 'Sample'];
    return sentences((node as (...args: unknown[]) => unknown)(...samples), path);
  }
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) => sentences(value, `${path}.${name}`));
}

const said = [
  ...sentences(words, 'words'),
  ...sentences(trustWords, 'trustWords'),
  ...sentences(vouchingWords, 'vouching'),
  ...sentences(movingWords, 'moving'),
  ...sentences(offlineWords, 'offline'),
  ...sentences(waysWords, 'ways'),
  ...sentences(totpWords, 'totp'),
  ...sentences(recoveryWords, 'recovery'),
  ...sentences(confirmWords, 'confirmWords'),
];
const described = (code: string) =>
  code in trustErrors ? trustErrors[code as keyof typeof trustErrors]({}) : describeError(code);
const errors = [...errorCodes(), ...Object.keys(trustErrors)].flatMap((code) =>
  sentences(described(code), `error.${code}`),
);

test.each(required)('the error %s has a title, a sentence and a next step', (code) => {
  const { title, body, nextStep } = describeError(code);
  expect(title.length).toBeGreaterThan(3);
  expect(body).toMatch(/^\S.*\.$/);
  expect(nextStep).toMatch(/^\S.*\.$/);
});

test('every code of the table has a next step, since an error without one leaves a person alone', () => {
  for (const code of [...errorCodes(), ...Object.keys(trustErrors)]) {
    expect(described(code).nextStep, code).toMatch(/\.$/);
  }
});

test('a code without words reads as unknown, and names on Object.prototype are no codes', () => {
  const unknown = describeError('unknown');
  for (const code of ['', 'no_such_code', 'toString', '__proto__', 'constructor'])
    expect(describeError(code)).toEqual(unknown);
});

test('no word of the trade stands in front of a user', () => {
  expect(said.length).toBeGreaterThan(150);
  for (const [path, sentence] of [...said, ...errors]) expect(sentence, path).not.toMatch(JARGON);
});

test('apostrophes and dots are typographic', () => {
  for (const [path, sentence] of [...said, ...errors]) expect(sentence, path).not.toMatch(/'|\.\.\./);
});

test('a wrong code says how many tries are left, one of them in the singular', () => {
  expect(describeError('code_wrong', { triesLeft: 2 }).body).toBe('You have 2 tries left.');
  expect(describeError('wrong_code', { triesLeft: 1 }).body).toBe('You have 1 try left.');
  expect(words.request.wrongCode(1)).toBe('That is not the code. 1 try left.');
});

test('a request that was answered elsewhere names the device', () => {
  expect(describeError('challenge_final', { state: 'approved', decidedBy: 'Pixel 9' }).title).toBe(
    'Approved on Pixel 9',
  );
  expect(describeError('challenge_already_final').title).toBe('This request is closed');
});

test('what counted in a device’s place is named, and what a newer server names reads as no device', () => {
  expect(byWay('totp')).toBe('by six digits of another app');
  for (const way of ['of tomorrow', 'toString']) expect(byWay(way)).toBe('without a device');
});

test('where the last device goes, the way back in is the recovery codes while some are left', () => {
  expect(lastBody(true)).toContain('one of your recovery codes lets a new device in');
  expect(lastBody(false)).toContain('until whoever runs the server helps');
});

test('waiting and clocks are told in units a person counts in', () => {
  expect(describeError('rate_limited', { retryAfterSeconds: 30 }).nextStep).toBe('Try again in 30 seconds.');
  expect(describeError('push_limit', { retryAfterSeconds: 600 }).nextStep).toBe('Try again in 10 minutes.');
  expect(describeError('clock_skew', { clockOffsetMs: -420_000 }).body).toContain('7 minutes slow');
  expect(describeError('clock_skew', { clockOffsetMs: 75_000 }).body).toContain('75 seconds fast');
});

test('a wrong clock that keeps nobody from answering isn’t told as if it did', () => {
  const noticed = describeError('clock_off', { here: 'phone', clockOffsetMs: 1_200_000 });
  expect(noticed.body).toBe(
    'The clock of this phone is 20 minutes fast. Nod goes by the server’s, so you can still answer.',
  );
  expect(noticed.nextStep).not.toMatch(/try again/);
});

test('the way to the settings follows where Nod runs', () => {
  const next = (runsIn: RunsIn, here: Here) => describeError('permission_denied', { here, runsIn }).nextStep;
  expect(next('tab', 'phone')).toBe('Tap the sign beside the address and allow notifications, then try again.');
  expect(next('tab', 'computer')).toMatch(/^Click the sign beside the address/);
  expect(next('app', 'phone')).toMatch(/Settings → Notifications → Nod/);
  expect(next('extension', 'computer')).toMatch(/this browser in the system’s settings/);
  for (const runsIn of ['tab', 'extension'] as const) expect(next(runsIn, 'computer')).not.toContain('→');
  expect(words.quiet.offNext('phone', 'tab')).not.toContain('→');
});

test('what is typed at a login page has the same names there and in the app', () => {
  for (const way of WAYS) expect(englishFallbackWords.ways[way].title).toBe(waysWords.names[way]);
});

test('one is told to say so only where there is something to press', () => {
  expect(trustWords.happened.lead(true)).toContain('say so');
  expect(trustWords.happened.lead(false)).not.toContain('say so');
  expect(trustWords.happened.lead(false)).toContain('change your password');
});

test('the words follow what the person holds', () => {
  expect(describeError('device_revoked', { here: 'computer' }).title).toBe('This computer was removed');
  expect(words.pairing.pair('phone')).toBe('Pair this phone');
});

test.each(Object.entries(HAPPENED_WORDS).filter(([language]) => language !== 'en'))(
  '%s has its own words on its later screens and its notifications, and not those of another language',
  async (language, happened) => {
    const later = await import(`./${language}/later.ts`);
    const first = await import(`./${language}/first.ts`);
    expect(later.happenedWords).toBe(happened);
    expect(first.notificationWords).toBe(NOTIFICATION_WORDS[language as keyof typeof NOTIFICATION_WORDS]);
  },
);
