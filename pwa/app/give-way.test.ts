import { expect, test } from 'vitest';
import type { Route } from '../../shared/ui/app/route.ts';
import { createGivingWay } from './give-way.ts';

const request = (challengeId: string, deviceId = 'dev_a') => ({ deviceId, challengeId });

/** A page that shows a screen, and where it went. */
function page(name: Route['name'] = 'leave') {
  const went: unknown[] = [];
  const state = { route: { name } as Route, visible: true };
  const router = {
    current: () => state.route,
    go: (route: Route) => {
      state.route = route;
      went.push('challengeId' in route ? route.challengeId : route.name);
    },
  };
  return { ...createGivingWay(router, () => state.visible), went, state };
}

test('a request comes up by itself, also where the worker took it in before the page could', () => {
  const byStream = page();
  byStream.waiting([]);
  expect(byStream.came(request('chl_1'))).toBe(true);
  expect(byStream.went).toEqual(['chl_1']);

  const byPush = page();
  byPush.waiting([]);
  byPush.waiting([request('chl_1')]);
  expect(byPush.went).toEqual(['chl_1']);
});

test('of two that come at once the first is shown, and the other waits its turn', () => {
  const { waiting, went } = page();
  waiting([]);
  waiting([request('chl_1'), request('chl_2')]);
  expect(went).toEqual(['chl_1']);
});

test('it comes up once: whoever leaves it for another screen stays there', () => {
  const { waiting, came, went, state } = page();
  waiting([]);
  came(request('chl_1'));
  state.route = { name: 'settings' };
  waiting([request('chl_1')]);
  // A reading that began before it came, and the one after that.
  waiting([]);
  waiting([request('chl_1')]);
  expect(went).toEqual(['chl_1']);
  // The same id on another account is another request.
  waiting([request('chl_1', 'dev_b')]);
  expect(went).toEqual(['chl_1', 'chl_1']);
});

test('what waited when the app was opened leaves the screen as it is', () => {
  const { waiting, went } = page('settings');
  waiting([request('chl_1')]);
  waiting([request('chl_1')]);
  expect(went).toEqual([]);
});

test.each(['pair', 'request', 'letin', 'codes', 'totp'] as const)('%s is not interrupted', (name) => {
  const { waiting, came, went } = page(name);
  waiting([]);
  waiting([request('chl_1')]);
  expect(came(request('chl_2'))).toBe(true);
  expect(went).toEqual([]);
});

test('a page that is not in front goes nowhere, and says so', () => {
  const { waiting, came, went, state } = page();
  waiting([]);
  state.visible = false;
  expect(came(request('chl_1'))).toBe(false);
  waiting([request('chl_1'), request('chl_2')]);
  state.visible = true;
  // A notification has said it; pressing that leads there.
  waiting([request('chl_1'), request('chl_2')]);
  expect(went).toEqual([]);
});
