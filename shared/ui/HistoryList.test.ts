import { expect, test } from 'vitest';
import { type HistoryItem, historyDays } from './HistoryList.tsx';

test('history is grouped by day in the order it came', () => {
  const nowMs = Date.UTC(2025, 10, 24, 14, 5);
  const item = (id: string, agoHours: number): HistoryItem => ({
    id,
    applicationName: 'Harbour Photos',
    title: null,
    username: 'alice',
    state: 'approved',
    finalAtMs: nowMs - agoHours * 3_600_000,
    place: null,
    decidedBy: null,
  });
  const days = historyDays([item('a', 1), item('b', 2), item('c', 24)], nowMs, 'UTC');
  expect(days.map(([day, items]) => [day, items.map(({ id }) => id)])).toEqual([
    ['Today', ['a', 'b']],
    ['Yesterday', ['c']],
  ]);
});
