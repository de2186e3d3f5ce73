import { expect, test } from 'vitest';
import type { Account } from '../../authenticator/account.ts';
import type { Warning } from '../../authenticator/health.ts';
import type { App } from './app-context.ts';
import { createStore } from './store.ts';
import { thingsToDo } from './things-to-do.tsx';

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
