import { describe, expect, test } from 'vitest';
import { undoByEmail, undoOn, undoSubject } from './undo-rule.ts';

const added = {
  what: 'device.added',
  user_id: 'alice',
  device_id: 'new',
  by_device_id: 'old',
  undone_at_ms: null,
} as const;
const device = (id: string, activatedAtMs: number | null, more = {}) => ({
  id,
  user_id: 'alice',
  state: 'active' as const,
  activated_at_ms: activatedAtMs,
  ...more,
});
const old = device('old', 10);
const fresh = device('new', 20);

describe('N14: the one step of an announcement', () => {
  test('suspends what was added', () => {
    expect(undoSubject(added)).toBe('new');
    expect(undoOn(old, added, fresh)).toBe('possible');
    expect(undoByEmail(added, fresh)).toBe('possible');
  });

  test('suspends the device that did anything else', () => {
    const renamed = { ...added, what: 'device.renamed', device_id: 'old', by_device_id: 'new' };
    expect(undoSubject(renamed)).toBe('new');
    expect(undoOn(old, renamed, fresh)).toBe('possible');
  });

  test('is not there where no device has come or done anything', () => {
    const failed = { ...added, what: 'login.failed', device_id: 'new', by_device_id: null };
    expect(undoSubject(failed)).toBeNull();
    expect(undoOn(old, failed, undefined)).toBe('impossible');
    expect(undoOn(old, failed, fresh)).toBe('impossible');
  });

  test('never acts on a device older than the one that presses it', () => {
    const suspended = { ...added, what: 'device.suspended', device_id: 'third', by_device_id: 'old' };
    expect(undoOn(fresh, suspended, old)).toBe('impossible');
    expect(undoOn(device('same', 10), suspended, old)).toBe('possible');
  });

  test.each([
    ['the device itself', fresh, fresh],
    ['a device that is no longer active', old, device('new', 20, { state: 'suspended' })],
    ['a removed row', old, undefined],
    ["another person's device", old, device('new', 20, { user_id: 'bob' })],
    ['another device than the one it tells of', old, device('third', 20)],
    ['one that was never active', old, device('new', null)],
    ['a viewer that was never active', device('old', null), fresh],
    ["another person's viewer", device('old', 10, { user_id: 'bob' }), fresh],
  ])('is impossible: %s', (_name, viewer, subject) => {
    expect(undoOn(viewer, added, subject)).toBe('impossible');
  });

  test('is good once', () => {
    const undone = { ...added, undone_at_ms: 30 };
    expect(undoOn(old, undone, fresh)).toBe('done');
    expect(undoByEmail(undone, fresh)).toBe('done');
  });

  test('in an e-mail acts on what was added alone, since a mailbox has no age', () => {
    const suspended = { ...added, what: 'device.suspended', device_id: 'third', by_device_id: 'new' };
    expect(undoByEmail(suspended, fresh)).toBe('impossible');
    expect(undoByEmail(added, device('new', 20, { state: 'revoked' }))).toBe('impossible');
  });
});
