import { expect, test } from 'vitest';
import { parseFurtherRequest } from '../push/serve-further.ts';
import { parseHandedOver } from './handed-over.ts';

const own = { id: 'nod', baseUrl: 'chrome-extension://nod/' };
const offscreen = { id: 'nod', url: 'chrome-extension://nod/offscreen.html' };
const worker = { id: 'nod', url: 'chrome-extension://nod/service-worker-loader.js' };
const pushed = { type: 'handed_over', what: { event: 'push', text: 'sealed' } };
const request = { type: 'further', ask: 'current', vapidPublicKey: 'BAAA' };

test('events that the offscreen document hands over are taken', () => {
  expect(parseHandedOver(pushed, offscreen, own)).toEqual(pushed.what);
  const empty = { type: 'handed_over', what: { event: 'push', text: null } };
  expect(parseHandedOver(empty, offscreen, own)).toEqual(empty.what);
  const change = { type: 'handed_over', what: { event: 'subscription_change' } };
  expect(parseHandedOver(change, offscreen, own)).toEqual(change.what);
});

test.each([
  [pushed, { id: 'other', url: offscreen.url }],
  [pushed, { id: 'nod', url: 'https://evil.example/chrome-extension://nod/offscreen.html' }],
  [pushed, { id: 'nod', url: 'chrome-extension://nod/popup.html' }],
  [pushed, { id: 'nod' }],
  [{ type: 'handed_over' }, offscreen],
  [{ type: 'handed_over', what: { event: 'push', text: 1 } }, offscreen],
  [{ type: 'handed_over', what: { event: 'else' } }, offscreen],
  [{ type: 'action', what: pushed.what }, offscreen],
  [null, offscreen],
])('%j from %j is not taken', (message, sender) => {
  expect(parseHandedOver(message, sender, own)).toBeUndefined();
});

test('the offscreen document serves only its own extension, and only the requests it knows', () => {
  expect(parseFurtherRequest(request, worker, own)).toEqual(request);
  expect(parseFurtherRequest(request, { id: 'other', url: worker.url }, own)).toBeUndefined();
  expect(parseFurtherRequest(request, { id: 'nod', url: 'https://evil.example/' }, own)).toBeUndefined();
  for (const message of [null, 'further', { ...request, ask: 'else' }, { ...request, type: 'action' }]) {
    expect(parseFurtherRequest(message, worker, own)).toBeUndefined();
  }
});
