import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { handOverOrShow } from './waiting-notification.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start() {
  const shown: string[] = [];
  const registration = {
    showNotification: async (_title: string, options: NotificationOptions = {}) => void shown.push(options.body ?? ''),
    getNotifications: async () => shown.map(() => ({ close: () => shown.pop() }) as unknown as Notification),
  };
  const taken = Promise.withResolvers<void>();
  const done = handOverOrShow(() => taken.promise, registration, 'sealed');
  return { shown, taken, done };
}

test('a push that is taken in time shows nothing', async () => {
  const { shown, taken, done } = start();
  await vi.advanceTimersByTimeAsync(1_900);
  taken.resolve();
  await done;
  expect(shown).toEqual([]);
});

test('a push that nothing takes shows a notification without its content', async () => {
  const { shown, done } = start();
  await vi.advanceTimersByTimeAsync(40_000);
  await done;
  expect(shown).toEqual(['A request waits. Open Nod to see it.']);
});

test('the notification goes away again when the push is taken late', async () => {
  const { shown, taken, done } = start();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(shown).toHaveLength(1);
  taken.resolve();
  await done;
  expect(shown).toEqual([]);
});
