import { expect, it } from 'vitest';
import { pseudo, unspokenIn } from '../../../shared/ui/gallery/pseudo.ts';
import type { DeviceSummary } from '../../devices/views.ts';
import { accountWords } from './account-words.ts';
import { codesPage, endedPage, overviewPage, pairPage, problemPage, type Spoken, signInPage } from './pages.ts';

const spoken: Spoken = { language: 'en', words: pseudo(accountWords) };
const DAY_MS = 86_400_000;

const device = (id: string, about: Partial<DeviceSummary>): DeviceSummary => ({
  id,
  name: 'Pixel 9',
  kind: 'pwa',
  platform: 'Chrome, Android',
  keyThumbprint: '',
  state: 'active',
  delivery: 'push',
  pushHealth: 'ok',
  createdAtMs: 0,
  activatedAtMs: 0,
  lastSeenMs: 0,
  revokedAtMs: null,
  vouch: null,
  suspension: null,
  hasVerifier: false,
  ...about,
});

const WAYS_IN = ['first', 'device', 'moved', 'operator', 'recovery', 'off', 'waited'] as const;
const vouched = WAYS_IN.map((how) =>
  device(how, { vouch: { how, byDeviceId: how === 'device' ? 'first' : null } as DeviceSummary['vouch'] }),
);
const devices = [
  ...vouched,
  device('new', { state: 'pending', activatedAtMs: null }),
  device('gone', { state: 'revoked', lastSeenMs: 99 * DAY_MS }),
  device('paused', { state: 'suspended', suspension: { why: 'operator', atMs: 0 } as DeviceSummary['suspension'] }),
];

function overview(nowMs: number, left: number, shown: readonly DeviceSummary[]) {
  const at = { openedAtMs: nowMs - 60_000, closesAtMs: nowMs + 600_000, nowMs };
  const who = { username: 'Alice', realm: 'Harbour', formToken: 'token' };
  return overviewPage(spoken, { ...at, ...who, devices: shown, codes: { left, madeAtMs: left > 9 ? nowMs : 0 } });
}

it('the account page says nothing past the catalogue', async () => {
  const where = { origin: 'https://nod.example', url: 'https://nod.example/p#1', code: '1234-5678' };
  const { problem } = spoken.words;
  const pages = [
    signInPage(spoken, { serverName: 'Nod', asksRealm: true, notice: 'wrong' }),
    signInPage(spoken, { serverName: 'Nod', asksRealm: false, notice: 'closed' }),
    overview(100 * DAY_MS, 10, devices),
    overview(7_200_000, 1, []),
    overview(60_000, 0, devices),
    pairPage(spoken, where),
    codesPage(spoken, { codes: ['ABCD-EFGH'], address: where.origin, realm: 'Harbour', username: 'Alice' }),
    endedPage(spoken),
    problemPage(spoken, problem.tooMany(20)),
  ];
  for (const page of await Promise.all(pages))
    expect(unspokenIn(page, ['Pixel 9', 'nod.example', 'https'])).toEqual([]);
});
