import { expect, test } from 'vitest';
import { hashOf, parseRoute, type Route } from './route.ts';

const challengeId = `chl_${'a'.repeat(22)}`;
const deviceId = `dev_${'b'.repeat(22)}`;
const otherId = `dev_${'c'.repeat(22)}`;

test.each<[string, Route]>([
  ['', { name: 'home' }],
  ['#/', { name: 'home' }],
  [`#/request/${challengeId}`, { name: 'request', challengeId }],
  ['#/pair', { name: 'pair', token: null }],
  [`#/pair/${'t'.repeat(22)}`, { name: 'pair', token: 't'.repeat(22) }],
  [`#/move/${'t'.repeat(22)}`, { name: 'move', tokens: ['t'.repeat(22)] }],
  [`#/move/${'t'.repeat(22)}.${'u'.repeat(22)}`, { name: 'move', tokens: ['t'.repeat(22), 'u'.repeat(22)] }],
  [`#/register/app_${'a'.repeat(22)}`, { name: 'register', applicationId: `app_${'a'.repeat(22)}` }],
  ['#/leave', { name: 'leave' }],
  [`#/letin/${deviceId}`, { name: 'letin', deviceId }],
  ['#/signin', { name: 'signin' }],
  ['#/accounts', { name: 'accounts' }],
  [`#/accounts/${deviceId}`, { name: 'account', deviceId }],
  [`#/accounts/${deviceId}/${otherId}`, { name: 'device', deviceId, of: otherId }],
  [`#/accounts/${deviceId}/paused`, { name: 'paused', deviceId }],
  [`#/accounts/${deviceId}/email`, { name: 'email', deviceId }],
  [`#/accounts/${deviceId}/history`, { name: 'history', deviceId }],
  [`#/accounts/${deviceId}/happened`, { name: 'happened', deviceId }],
  ['#/history', { name: 'history', deviceId: null }],
  ['#/happened', { name: 'happened', deviceId: null }],
  ['#/undo', { name: 'undo', token: null }],
  [`#/undo/${'u'.repeat(22)}`, { name: 'undo', token: 'u'.repeat(22) }],
  ['#/settings', { name: 'settings' }],
  ['#/install', { name: 'install' }],
])('%s leads to its place', (hash, route) => {
  expect(parseRoute(hash)).toEqual(route);
});

test.each([
  '#/move/',
  '#/move/short',
  `#/move/${'t'.repeat(22)}.`,
  '#/letin/',
  '#/register/',
  '#/register/app_x/1234',
  `#/accounts/${deviceId}/settings`,
  '#/request/',
  '#/request/../accounts',
  '#/request/chl_short',
  '#/pair/<script>',
  '#//evil.example',
  '#/x',
])('%s leads home', (hash) => {
  expect(parseRoute(hash)).toEqual({ name: 'home' });
});

test('N1: the digits of a matching link are not taken over from outside the app', () => {
  const route = parseRoute(`#/match/${challengeId}/482913`);
  expect(route).toEqual({ name: 'request', challengeId });
  expect(JSON.stringify(route)).not.toContain('482913');
});

test('digits that were scanned or typed are not in the address', () => {
  expect(hashOf({ name: 'request', challengeId, code: '482913' })).toBe(`#/request/${challengeId}`);
});

test.each<Route>([
  { name: 'device', deviceId, of: otherId },
  { name: 'paused', deviceId },
  { name: 'totp', deviceId },
  { name: 'account', deviceId },
  { name: 'email', deviceId },
  { name: 'happened', deviceId },
  { name: 'happened', deviceId: null },
  { name: 'history', deviceId },
])('the address of $name leads back to it', (route) => {
  expect(parseRoute(hashOf(route))).toEqual(route);
});

test('the token of an undo link is not in the address that stays', () => {
  expect(hashOf({ name: 'undo', token: 'u'.repeat(22) })).toBe('#/undo');
});

test('the tokens of a move are not in the address that stays', () => {
  expect(hashOf({ name: 'move', tokens: ['t'.repeat(22)] })).toBe('#/move');
});

test('a pairing token is not in the address that stays', () => {
  expect(hashOf({ name: 'pair', token: 't'.repeat(22) })).toBe('#/pair');
});
