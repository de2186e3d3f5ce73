import { afterEach, expect, test, vi } from 'vitest';
import type { NotificationContent } from '../../shared/authenticator/ports.ts';
import { createNotifier, readPress } from './notifier.ts';

const REQUEST = { deviceId: 'dev_1', challengeId: 'chl_1' };
const content: NotificationContent = {
  tag: 'nod:chl_1',
  kind: 'request',
  title: 'Harbour Notes',
  body: 'Sign in as alice?',
  quiet: false,
  atMs: 1_000,
  request: REQUEST,
  actions: ['deny', 'approve'],
};

/** The browser's notifications, by id. */
function install(baseUrl: string): Map<string, chrome.notifications.NotificationCreateOptions> {
  const shown = new Map<string, chrome.notifications.NotificationCreateOptions>();
  vi.stubGlobal('chrome', {
    runtime: { getURL: (path: string) => `${baseUrl}${path}` },
    notifications: {
      getAll: async () => Object.fromEntries([...shown.keys()].map((id) => [id, true])),
      clear: async (id: string) => shown.delete(id),
      create: async (id: string, options: chrome.notifications.NotificationCreateOptions) => shown.set(id, options),
    },
  });
  return shown;
}

afterEach(() => vi.unstubAllGlobals());

test('a request stays, has its buttons, and its id says what a press means', async () => {
  const shown = install('chrome-extension://nod/');
  await createNotifier().show(content);
  const [[id, options] = ['', {}]] = shown;
  expect(options).toMatchObject({ requireInteraction: true, silent: false });
  expect(options).toMatchObject({ buttons: [{ title: 'Deny' }, { title: 'Approve' }] });
  expect(readPress(id, 1)).toMatchObject({ action: 'approve', data: { kind: 'request', request: REQUEST } });
  expect(readPress(id, 7)).toMatchObject({ action: '' });
  expect(readPress(id)).toMatchObject({ action: '' });
});

test('a notification takes the place of one with the same tag, and closing takes away whatever has the tag', async () => {
  const shown = install('chrome-extension://nod/');
  const notifier = createNotifier();
  await notifier.show(content);
  await notifier.show({ ...content, kind: 'ended', quiet: true, actions: [] });
  expect(shown.size).toBe(1);
  await notifier.close(content.tag);
  expect(shown.size).toBe(0);
});

test('Firefox gets none of the options that it throws at', async () => {
  const shown = install('moz-extension://nod/');
  await createNotifier().show(content);
  const [[, options] = ['', {}]] = shown;
  expect(Object.keys(options).sort()).toEqual(['eventTime', 'iconUrl', 'message', 'title', 'type']);
});

test('an id that isn’t ours means nothing', () => {
  for (const id of ['', 'x', '{}', '{"tag":1,"kind":"request","request":null,"actions":[]}']) {
    expect(readPress(id), id).toBeUndefined();
  }
});
