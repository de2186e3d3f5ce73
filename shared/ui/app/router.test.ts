import { beforeEach, expect, test, vi } from 'vitest';
import { createRouter, type Router } from './router.ts';

const challengeId = `chl_${'a'.repeat(22)}`;
const deviceId = `dev_${'b'.repeat(22)}`;
const account = { name: 'account', deviceId } as const;

/** A window's history, with what the router asks of it. `arrive` plays what `back()` has begun. */
function fakeWindow(hash = '') {
  const entries: { state: unknown; hash: string }[] = [{ state: null, hash }];
  let at = 0;
  let goesBack = 0;
  const listeners = new Map<string, () => void>();
  const timers: (() => void)[] = [];
  const here = () => entries[at] ?? { state: null, hash: '' };
  const window = {
    location: {
      get hash() {
        return here().hash;
      },
    },
    history: {
      get state() {
        return here().state;
      },
      pushState: (state: unknown, _title: string, hash: string) => {
        entries.splice(++at, Infinity, { state, hash });
      },
      replaceState: (state: unknown, _title: string, hash: string) => {
        entries[at] = { state, hash };
      },
      back: () => {
        goesBack++;
      },
    },
    addEventListener: (type: string, listener: () => void) => listeners.set(type, listener),
    setTimeout: (run: () => void) => timers.push(run),
  };
  return {
    window: window as unknown as Window,
    entries,
    asked: () => goesBack,
    arrive: () => {
      at -= goesBack;
      goesBack = 0;
      listeners.get('popstate')?.();
      listeners.get('hashchange')?.();
    },
    waitLong: () => timers.splice(0).forEach((run) => void run()),
  };
}

let fake: ReturnType<typeof fakeWindow>;
let router: Router;
beforeEach(() => {
  fake = fakeWindow('#/');
  router = createRouter(fake.window);
});

test('back leads to where one came from, whatever that is', () => {
  router.go({ name: 'settings' });
  router.go(account);
  router.back({ name: 'home' });
  fake.arrive();
  expect(router.current()).toEqual({ name: 'settings' });
  router.back({ name: 'accounts' });
  fake.arrive();
  expect(router.current()).toEqual({ name: 'home' });
});

test('where nothing in the app has led here, back leads to the place above, and to no other site', () => {
  fake = fakeWindow(`#/accounts/${deviceId}/happened`);
  router = createRouter(fake.window);
  router.back(account);
  expect(fake.asked()).toBe(0);
  expect(router.current()).toEqual(account);
  expect(fake.entries).toHaveLength(1);
});

test('what has taken the place of another is not left by that one’s way', () => {
  router.go(account);
  router.go({ name: 'device', deviceId, of: deviceId });
  router.go({ name: 'accounts' }, 'replace');
  router.back({ name: 'home' });
  expect(fake.asked()).toBe(0);
  expect(router.current()).toEqual({ name: 'home' });
});

test('a second press while the first one is under way goes no further', () => {
  router.go({ name: 'settings' });
  router.go(account);
  router.back({ name: 'home' });
  router.back({ name: 'home' });
  expect(fake.asked()).toBe(1);
  fake.arrive();
  fake.waitLong();
  expect(router.current()).toEqual({ name: 'settings' });
  router.back({ name: 'home' });
  expect(fake.asked()).toBe(1);
});

test('a browser that has forgotten the place before keeps nobody on a screen', () => {
  const drawn = vi.fn();
  router.listen(drawn);
  router.go(account);
  router.back({ name: 'accounts' });
  fake.waitLong();
  expect(router.current()).toEqual({ name: 'accounts' });
  expect(drawn).toHaveBeenCalledTimes(2);
});

test('N1: the digits of a link are not in the history', () => {
  fake = fakeWindow(`#/match/${challengeId}/482913`);
  router = createRouter(fake.window);
  expect(fake.entries).toEqual([{ state: null, hash: `#/request/${challengeId}` }]);
});
