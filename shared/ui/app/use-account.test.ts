import { expect, test } from 'vitest';
import type { Account } from '../../authenticator/account.ts';
import type { HistoryItem } from '../../authenticator/inbox-item.ts';
import type { AnnouncementView } from '../../protocol/trust-api.ts';
import { newestId } from './use-account.ts';

const account = (deviceId: string, atMs: number, seenMs: number) =>
  ({
    deviceId,
    addedAtMs: 0,
    happenedSeenMs: seenMs,
    happened: [{ id: 'ann_1', what: 'device.added', atMs, by: {} } as unknown as AnnouncementView],
  }) as unknown as Account;
const none = { deviceId: 'dev_none', addedAtMs: 0 } as Account;

test('a notification leads to what nobody has looked at yet, the newest first; otherwise to what happened last', () => {
  const [old, fresh, read] = [account('dev_old', 10, 0), account('dev_fresh', 20, 0), account('dev_read', 30, 30)];
  expect(newestId('happened', { accounts: [none, old, fresh, read], lastAnswer: null })).toBe('dev_fresh');
  expect(newestId('happened', { accounts: [none, account('dev_a', 10, 10), read], lastAnswer: null })).toBe('dev_read');
  expect(newestId('happened', { accounts: [none], lastAnswer: null })).toBe('dev_none');
  expect(newestId('happened', { accounts: [], lastAnswer: null })).toBeUndefined();
});

test('past requests open at the account of the newest', () => {
  const lastAnswer = { deviceId: 'dev_read' } as HistoryItem;
  expect(newestId('history', { accounts: [none], lastAnswer })).toBe('dev_read');
  expect(newestId('history', { accounts: [none], lastAnswer: null })).toBe('dev_none');
});
