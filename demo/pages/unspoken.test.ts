import { expect, it, vi } from 'vitest';
import type { Device } from '../../shared/sdk/rest-api.ts';
import { pseudo, unspokenIn } from '../../shared/ui/gallery/pseudo.ts';
import type { Account } from '../accounts.ts';
import type { Session } from '../session.ts';
import type { DemoWords } from '../words/en.ts';
import { devicesPage } from './devices-page.ts';
import { landingPage } from './landing-page.ts';
import { loginPage } from './login-page.ts';
import { notesPage } from './notes-page.ts';
import { pairingPage } from './pairing-page.ts';
import { passwordPage } from './password-page.ts';
import { signupPage } from './signup-page.ts';
import { troublePage } from './trouble-page.ts';
import { waitingPage } from './waiting-page.ts';

vi.mock('../words/all.ts', async (original) => {
  const { demoWords } = await import('../words/en.ts');
  return { ...(await original<object>()), wordsIn: (): DemoWords => pseudo(demoWords) };
});

const session = (stage: Session['stage']): Session => ({
  idHash: '',
  stage,
  language: 'en',
  userId: 'usr_1',
  csrfToken: 'token',
  createdAtMs: 0,
  approval: null,
});
const account: Account = {
  id: '1',
  username: 'Alice',
  displayName: 'Alice',
  passwordHash: '',
  nodUserId: 'usr_1',
  paired: true,
};
const device = (about: Partial<Device>) =>
  ({ id: 'dev_1', name: 'Pixel', state: 'active', delivery: 'push', createdAtMs: 0, ...about }) as Device;
const approval = { by: 'Pixel', iat: 0, outcome: '1', amr: [], acr: '1', match: 'code' };
const ticket = { code: '1234-5678', url: 'https://nod.example/p#1', remainingMs: 60_000 };

it('no page of the site says anything past its catalogue', async () => {
  const visitor = session('visitor');
  const inside = session('in');
  const pages = [
    landingPage(visitor),
    landingPage(session('password')),
    loginPage(visitor, { next: '/' }),
    signupPage(visitor, {}),
    waitingPage(session('password'), { challengeId: 'chl_1', code: '123456', qr: 'qr', update: undefined, account }),
    waitingPage(session('password'), { challengeId: 'chl_1', code: '', qr: '', update: undefined, account }),
    pairingPage(inside, { account, ticket, nodOrigin: 'https://nod.example' }),
    pairingPage(session('password'), { account, ticket, nodOrigin: 'http://localhost:1' }),
    pairingPage(inside, { account, ticket: undefined, nodOrigin: 'https://nod.example' }),
    passwordPage(inside, { account }),
    passwordPage(inside, { account, changed: true }),
    devicesPage(inside, { account, devices: [device({})] }),
    devicesPage(inside, {
      account,
      devices: [
        device({ delivery: 'pull' }),
        ...(['pending', 'suspended'] as const).map((state) => device({ state, vouched: false })),
      ],
    }),
    notesPage(inside, { account, notes: [], approval, nowMs: 0 }),
    notesPage(inside, {
      account,
      notes: [{ id: 1, text: 'Alice', created_at_ms: 0 }],
      approval: { ...approval, by: null, fallback: 'offline' },
      nowMs: 0,
    }),
    troublePage(visitor, 'en', { title: '-', text: '-', next: { again: true } as never }),
  ];
  const ofPeople = ['Alice', 'Pixel', 'Harbour Notes', 'nod.example'];
  for (const page of await Promise.all(pages)) {
    // The receipt's own names are the protocol's.
    const shown = page.toString().replace(/<dl dir="ltr">[\s\S]*?<\/dl>/g, '');
    expect(unspokenIn(shown, ofPeople)).toEqual([]);
  }
});
