import { expect, test } from 'vitest';
import type { Account } from '../../authenticator/account.ts';
import { isHeard, quietness } from './quietness.ts';
import { createStore, noteReached } from './store.ts';

const [harbour, wiki] = ['https://harbour.example', 'https://wiki.example'];
const account = (issuer: string, changes: Partial<Account> = {}) =>
  ({ deviceId: `dev_${issuer}`, issuer, serverName: new URL(issuer).host, state: 'active', ...changes }) as Account;
const state = (changes: Partial<Parameters<typeof quietness>[0]> = {}) => ({
  accounts: [account(harbour), account(wiki)],
  warnings: [],
  online: true,
  reached: new Map([
    [harbour, true],
    [wiki, true],
  ]),
  ...changes,
});

test('all is quiet once every server has said so', () => {
  expect(quietness(state())).toEqual({ kind: 'quiet' });
  expect(quietness(state({ reached: new Map() }))).toEqual({ kind: 'asking' });
  expect(quietness(state({ reached: new Map([[harbour, true]]) }))).toEqual({ kind: 'asking' });
});

test('a server that is away is named, and what the others say is told apart from silence', () => {
  expect(quietness(state({ reached: new Map([[wiki, false]]) }))).toEqual({
    kind: 'away',
    servers: ['wiki.example'],
    all: false,
  });
  const both = new Map([
    [harbour, false],
    [wiki, false],
  ]);
  expect(quietness(state({ reached: both }))).toMatchObject({
    servers: ['harbour.example', 'wiki.example'],
    all: true,
  });
  const twice = [account(wiki), account(wiki, { deviceId: 'dev_2' })];
  expect(quietness(state({ accounts: twice, reached: both }))).toMatchObject({ servers: ['wiki.example'], all: true });
});

test('without a network nothing is claimed of any server', () => {
  expect(quietness(state({ online: false }))).toEqual({ kind: 'offline' });
});

test('accounts that may not ask, or can’t, make no silence', () => {
  const accounts = [account(harbour, { state: 'revoked' }), account(wiki)];
  expect(quietness(state({ accounts, reached: new Map([[wiki, true]]) }))).toEqual({ kind: 'quiet' });
  const warnings = [{ code: 'key_missing', deviceId: `dev_${wiki}` } as const];
  expect(quietness(state({ accounts, warnings }))).toEqual({ kind: 'unused' });
  expect(quietness(state({ accounts: [] }))).toEqual({ kind: 'unused' });
});

test('a locked account, or one that its server knows no more, is not in use', () => {
  const refused = (['user_locked', 'proof_invalid'] as const).map((refusal) => account(harbour, { refusal }));
  for (const one of refused) expect(quietness(state({ accounts: [one] }))).toEqual({ kind: 'unused' });
  expect(quietness(state({ accounts: [...refused, account(wiki)] }))).toEqual({ kind: 'quiet' });
  expect([...refused, account(wiki, { state: 'suspended' })].filter(isHeard)).toEqual([]);
  expect([account(wiki, { state: 'pending' }), account(wiki)].filter(isHeard)).toHaveLength(2);
});

test('what one server does is noted of that server', () => {
  const store = createStore();
  noteReached(store, harbour, true);
  noteReached(store, wiki, false);
  const { reached } = store.get();
  expect([...reached]).toEqual([
    [harbour, true],
    [wiki, false],
  ]);
  noteReached(store, wiki, false);
  expect(store.get().reached).toBe(reached);
});
