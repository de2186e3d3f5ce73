import { expect, test } from 'vitest';
import type { Account } from '../../authenticator/account.ts';
import { inSeveralPlaces, requestView } from './request-view.ts';
import type { Waiting } from './store.ts';

const account = (realmName?: string) =>
  ({ issuer: 'https://nod.example', serverName: 'Example', realmName, user: { username: 'alice' } }) as Account;

function placeShown(app: { name: string; realm?: string }, of: Account, severalPlaces = false) {
  const claims = {
    app: { id: 'app_1', ...app },
    action: { title: 'Sign in', details: [] },
    context: {},
    match: 'none',
  };
  const item = { challengeId: 'chl_1', arrivedBy: 'push', expiresAtMs: 1, claims };
  return requestView({ item, account: of, strange: [] } as unknown as Waiting, severalPlaces).place;
}

test('the card names the realm, and the server’s name where the realm has none of its own', () => {
  expect(placeShown({ name: 'Wiki' }, account('Home'))).toBe('Home');
  expect(placeShown({ name: 'Wiki' }, account('Example'))).toBe('Example');
  expect(placeShown({ name: 'Wiki' }, account())).toBe('Example');
});

test('what the request’s server has signed goes before what was said at pairing', () => {
  expect(placeShown({ name: 'Wiki', realm: 'Harbour' }, account('Home'))).toBe('Harbour');
});

test('a realm that has its only application’s name isn’t said twice, unless it tells accounts apart', () => {
  expect(placeShown({ name: 'Bank' }, account('Bank'))).toBeUndefined();
  expect(placeShown({ name: 'Bank' }, account('Bank'), true)).toBe('Bank · Example');
});

test('a request to be let in is told by its own words, whatever title its server gave it', () => {
  const vouch = { device: 'dev_2', name: 'iPhone\u202e', kind: 'pwa', platform: '', thumbprint: 'x' };
  const claims = { app: { name: 'Nod' }, action: { title: 'Sign in', details: [] }, context: {}, match: 'code', vouch };
  const item = { challengeId: 'chl_1', arrivedBy: 'push', expiresAtMs: 1, claims };
  const view = requestView({ item, account: account(), strange: [] } as unknown as Waiting, false);
  expect(view.title).toBe('Add “iPhone” to your account?');
  expect(view.vouch).toMatchObject({ name: vouch.name, moves: false });
});

test('two realms of one server are two places, and two accounts of one realm are one', () => {
  expect(inSeveralPlaces([account('Bank'), account('Forum')])).toBe(true);
  expect(inSeveralPlaces([account('Bank'), account('Bank')])).toBe(false);
});
