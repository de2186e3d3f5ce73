import { expect, test } from 'vitest';
import type { OpenMessage } from '../open-message.ts';
import { createWindows } from './windows.ts';

interface Page {
  url: string;
  focused: boolean;
  visibilityState: 'visible' | 'hidden';
  brought: boolean;
}

function browser(pages: Page[], mayFocus = true) {
  const opened: string[] = [];
  const told: OpenMessage[] = [];
  const clients = {
    matchAll: async () =>
      pages.map((page) => ({
        ...page,
        postMessage: (message: OpenMessage) => {
          told.push(message);
        },
        focus: async () => {
          if (!mayFocus) throw new Error('not allowed to focus');
          page.brought = true;
          return page;
        },
      })),
    openWindow: async (url: string) => {
      opened.push(url);
      return null;
    },
  };
  return { windows: createWindows(clients, 'https://nod.example'), opened, told };
}

const page = (changes: Partial<Page> = {}): Page => ({
  url: 'https://nod.example/#/',
  focused: false,
  visibilityState: 'hidden',
  brought: false,
  ...changes,
});

test('an open page comes to the front and is told where to go', async () => {
  const [hidden, visible] = [page(), page({ visibilityState: 'visible' })];
  const { windows, opened, told } = browser([hidden, visible]);
  await windows.open('#/request/x');
  expect([hidden.brought, visible.brought]).toEqual([false, true]);
  expect(told).toEqual([{ type: 'open', hash: '#/request/x' }]);
  expect(opened).toEqual([]);
});

test('with no page, one is opened at the request', async () => {
  const { windows, opened } = browser([page({ url: 'https://other.example/' })]);
  await windows.open('#/request/x');
  expect(opened).toEqual(['/#/request/x']);
});

test.each(['https://nod.example/openapi.json', 'https://nod.example/no-such-page#/'])(
  '%s is a page of the server and not the app: the app is opened beside it',
  async (url) => {
    const { windows, opened, told } = browser([page({ url, focused: true, visibilityState: 'visible' })]);
    await windows.open('#/request/x');
    expect([told, opened]).toEqual([[], ['/#/request/x']]);
  },
);

test('the app in the background comes before another page in front', async () => {
  const [other, app] = [page({ url: 'https://nod.example/openapi.json', focused: true }), page()];
  const { windows, opened, told } = browser([other, app]);
  await windows.open('#/');
  expect([other.brought, app.brought, told.length, opened]).toEqual([false, true, 1, []]);
});

test('a page that can’t be brought to the front is no dead end', async () => {
  const { windows, opened } = browser([page()], false);
  await windows.open('#/');
  expect(opened).toEqual(['/#/']);
});
