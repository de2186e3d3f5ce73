import { expect, test } from 'vitest';
import type { Account } from '../../authenticator/account.ts';
import type { Warning } from '../../authenticator/health.ts';
import type { App } from './app-context.ts';
import { createStore } from './store.ts';
import { newsToRead, thingsToDo } from './things-to-do.tsx';

const app = { router: { go: () => {} }, install: null, storage: null, platform: { here: 'phone' } } as unknown as App;
const account = (host: string) =>
  ({ deviceId: `dev_${host}`, issuer: `https://${host}`, serverName: host, user: { username: 'alice' } }) as Account;
const [harbour, wiki] = [account('nod.harbour.example'), account('nod.wiki.example')];

function toDo(warnings: readonly Warning[], accounts = [harbour]) {
  const state = { ...createStore().get(), accounts, warnings };
  return thingsToDo(app, state, 'phone').map(({ title, children }) => ({ title, text: [children].flat().join('') }));
}

test('a device that is the only one is told where a second one is paired', () => {
  const [thing] = toDo([{ code: 'only_device', deviceId: harbour.deviceId }]);
  expect(thing?.title).toBe('This phone is your only one');
  expect(thing?.text).toContain('open nod.harbour.example on it');
});

test('of an only device it isn’t said that nobody gets in again while recovery codes are left', () => {
  const warning = { code: 'only_device', deviceId: harbour.deviceId } as const;
  const text = (recoveryCodesLeft?: number | null) =>
    toDo([warning], [{ ...harbour, ...(recoveryCodesLeft === undefined ? {} : { recoveryCodesLeft }) }])[0]?.text;
  expect(text(10)).toContain('If you lose it, your recovery codes let a new one in.');
  for (const none of [0, null, undefined]) expect(text(none)).toContain('you can’t sign in');
});

test('with several accounts the title names realm and server of the one that it is about', () => {
  const other = { ...harbour, deviceId: 'dev_other', realmName: 'Forum' };
  const [thing] = toDo([{ code: 'key_missing', deviceId: 'dev_other' }], [harbour, other]);
  expect(JSON.stringify(thing?.title)).toContain('alice on Forum · nod.harbour.example');
});

test('a key that the browser has deleted isn’t put down to the server', () => {
  const [thing] = toDo([{ code: 'key_missing', deviceId: harbour.deviceId }]);
  expect(thing).toMatchObject({ title: 'This phone has to be paired again' });
  expect(thing?.text).toMatch(/^The browser has deleted/);
});

test('of a locked account the reason is said where it was told', () => {
  const told = { id: 'ann_1', what: 'user.locked', detail: { reason: 'phone stolen' } };
  const locked = { ...harbour, happened: [told] } as unknown as Account;
  const warning = { code: 'user_locked', deviceId: harbour.deviceId } as const;
  expect(toDo([warning], [locked])[0]?.text).toContain('has locked it: “phone stolen”. Until');
  expect(toDo([warning])[0]?.text).toContain('has locked it. Until');
});

test('one clock is one thing to do, however many servers notice it', () => {
  const off = ({ deviceId }: Account) => ({ code: 'clock_off', deviceId, clockOffsetMs: 120_000 }) as const;
  expect(toDo([off(harbour), off(wiki)], [harbour, wiki])).toHaveLength(1);
});

test('what the row of notifications says is no second thing to do', () => {
  const codes = ['push_gone', 'push_failing', 'not_shown', 'push_unchecked', 'pull_only'] as const;
  const off = [{ code: 'notifications_denied' }, { code: 'notifications_not_asked' }] as const;
  expect(toDo([...codes.map((code) => ({ code, deviceId: harbour.deviceId })), ...off])).toEqual([]);
});

test('of two accounts of one name on one server, the title says the realm too', () => {
  const inRealm = (realmName: string) => ({
    ...account('nod.harbour.example'),
    deviceId: `dev_${realmName}`,
    realmName,
  });
  const [bank, forum] = [inRealm('Bank'), inRealm('Forum')];
  const [thing] = toDo([{ code: 'device_revoked', deviceId: forum.deviceId }], [bank, forum]);
  expect(JSON.stringify(thing?.title)).toContain('Forum · nod.harbour.example');
});

test.each([
  [3, '3 recovery codes are left'],
  [1, 'One recovery code is left'],
  [0, 'All your recovery codes were used'],
])('N15: with %s unused recovery codes the first screen says so, and leads to them', (recoveryCodesLeft, title) => {
  const went: unknown[] = [];
  const going = { ...app, router: { go: (to: unknown) => went.push(to) } } as unknown as App;
  const { deviceId } = harbour;
  const state = {
    ...createStore().get(),
    accounts: [{ ...harbour, recoveryCodesLeft }],
    warnings: [{ code: 'codes_few', deviceId } as const],
  };
  const [thing] = thingsToDo(going, state, 'phone');
  expect(thing?.title).toBe(title);
  thing?.actions?.[0]?.onAction();
  expect(went).toEqual([{ name: 'codes', deviceId }]);
});

test('what happened is a line for each account where nobody has looked, and leads there', () => {
  const went: unknown[] = [];
  const router = { go: (to: unknown) => went.push(to) } as unknown as App['router'];
  const told = [1, 2].map((number) => ({ id: `ann_${number}`, what: 'device.added', atMs: number, by: {} }));
  const changed = { ...wiki, addedAtMs: 0, happened: told } as unknown as Account;
  const things = newsToRead({ router }, { accounts: [{ ...harbour, addedAtMs: 0 }, changed] });
  expect(things).toHaveLength(1);
  expect(JSON.stringify(things[0]?.title)).toContain('alice on nod.wiki.example');
  things[0]?.actions?.[0]?.onAction();
  expect(went).toEqual([{ name: 'happened', deviceId: wiki.deviceId }]);
});
