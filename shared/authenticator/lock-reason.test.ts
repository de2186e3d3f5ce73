import { expect, test } from 'vitest';
import type { AnnouncementView } from '../protocol/trust-api.ts';
import { happenedNotification } from './announcement-words.ts';
import { lockReason } from './lock-reason.ts';

const told = (what: string, detail: AnnouncementView['detail'] = {}) =>
  ({
    id: 'ann_1',
    what,
    detail,
    device: null,
    by: { whom: 'operator', name: null, deviceId: null },
  }) as AnnouncementView;
const locked = told('user.locked', { reason: 'phone stolen' });

test('the reason of a lock is that of the newest one, and none once it was lifted', () => {
  expect(lockReason({ happened: [told('device.added'), locked, told('user.locked', { reason: 'before' })] })).toBe(
    'phone stolen',
  );
  expect(lockReason({ happened: [told('user.unlocked'), locked] })).toBeNull();
  expect(lockReason({ happened: [told('user.locked'), locked] })).toBeNull();
  expect(lockReason({ happened: [told('device.removed', { reason: 'not of a lock' })] })).toBeNull();
  expect(lockReason({})).toBeNull();
});

test('N7: a notification doesn’t say why an account was locked', () => {
  const account = { deviceId: 'dev_1', user: { id: 'usr_1', username: 'carol', displayName: 'Carol' } };
  expect(JSON.stringify(happenedNotification(locked, account))).not.toContain('stolen');
});
