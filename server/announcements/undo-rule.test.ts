import { describe, expect, it } from 'vitest';
import { undoSubjectOf, undoTarget } from './undo-rule.ts';

const open = { what: 'device.added', undone_at_ms: null };
const presser = { id: 'dev_presser', activated_at_ms: 100 };
const subject = { id: 'dev_subject', state: 'active', activated_at_ms: 100 } as const;

describe('what "This wasn’t me" acts on', () => {
  it('N14: on what was added; otherwise on the device that did it', () => {
    const of = (what: string) => undoSubjectOf({ what, device_id: 'about', by_device_id: 'by' });
    expect(of('device.resumed')).toBe('about');
    expect(['device.added', 'device.moved', 'device.renamed', 'verifier.added', 'device.suspended'].map(of)).toEqual([
      'about',
      'about',
      'by',
      'by',
      'by',
    ]);
  });

  it('N16: never on an older one, on itself, on one that isn’t active, or twice', () => {
    expect(undoTarget(open, presser, subject)).toBe(subject.id);
    expect(undoTarget(open, presser, { ...subject, activated_at_ms: 99 })).toBeUndefined();
    expect(undoTarget(open, presser, { ...subject, activated_at_ms: null })).toBeUndefined();
    expect(undoTarget(open, presser, { ...subject, id: presser.id })).toBeUndefined();
    expect(undoTarget(open, presser, { ...subject, state: 'suspended' })).toBeUndefined();
    expect(undoTarget({ ...open, undone_at_ms: 1 }, presser, subject)).toBeUndefined();
    expect(undoTarget(open, presser, undefined)).toBeUndefined();
    expect(undoTarget(open, 'email', { ...subject, activated_at_ms: 1 })).toBe(subject.id);
  });

  it('N14: a device that waits to be let in is turned away by any device, however new, and by the link', () => {
    const waits = { ...subject, state: 'unvouched', activated_at_ms: null } as const;
    const young = { id: 'dev_young', activated_at_ms: 10_000 };
    expect(undoSubjectOf({ what: 'device.waits', device_id: 'about', by_device_id: 'by' })).toBe('about');
    for (const by of [presser, young, 'email'] as const) {
      expect(undoTarget({ ...open, what: 'device.waits' }, by, waits)).toBe(subject.id);
      expect(undoTarget({ ...open, what: 'device.refused' }, by, waits)).toBeUndefined();
      expect(undoTarget({ what: 'device.waits', undone_at_ms: 1 }, by, waits)).toBeUndefined();
    }
  });

  it('N14: by a link in an e-mail on what was added alone, since a mailbox has no age', () => {
    expect(undoTarget({ ...open, what: 'device.suspended' }, presser, subject)).toBe(subject.id);
    for (const what of ['device.suspended', 'device.renamed', 'verifier.added', 'email.changed', 'login.failed']) {
      expect(undoTarget({ ...open, what }, 'email', subject)).toBeUndefined();
    }
    expect(undoTarget({ ...open, undone_at_ms: 1 }, 'email', subject)).toBeUndefined();
  });
});
