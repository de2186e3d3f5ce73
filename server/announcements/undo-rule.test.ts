import { describe, expect, it } from 'vitest';
import { undoSubjectOf, undoTargets } from './undo-rule.ts';

const open = { what: 'device.added', at_ms: 100, undone_at_ms: null };
const presser = { id: 'dev_presser', activated_at_ms: 100 };
const subject = { id: 'dev_subject', state: 'active', activated_at_ms: 100 } as const;
/** What was let in by the subject. */
const below = { id: 'dev_below', state: 'active', activated_at_ms: 200 } as const;

type By = Parameters<typeof undoTargets>[1];
type Subject = Parameters<typeof undoTargets>[2];
/** Of a subject that has vouched for nobody. */
const undoTarget = (
  announcement: { what: string; undone_at_ms: number | null },
  by: By,
  of: Subject,
): string | undefined => undoTargets({ at_ms: 100, ...announcement }, by, of, of ? [of] : [])[0];

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

  it('N14: on what the subject has let in as well, also when the subject itself is gone or paused by now', () => {
    expect(undoTargets(open, presser, subject, [subject, below])).toEqual([subject.id, below.id]);
    for (const state of ['revoked', 'suspended'] as const) {
      const gone = { ...subject, state };
      expect(undoTargets(open, presser, gone, [gone, below])).toEqual([below.id]);
      expect(undoTargets(open, 'email', gone, [gone, below])).toEqual([below.id]);
    }
  });

  it('N16: below the subject too, never on the device that presses, or on one that was there before it', () => {
    const gone = { ...subject, state: 'revoked' } as const;
    const older = { ...below, activated_at_ms: 99 };
    const unknown = { ...below, activated_at_ms: null };
    const itself = { ...below, ...presser };
    expect(undoTargets(open, presser, gone, [gone, older, unknown, itself])).toEqual([]);
    expect(undoTargets(open, presser, { ...gone, activated_at_ms: 99 }, [gone, below])).toEqual([]);
    expect(undoTargets(open, 'email', gone, [gone, older])).toEqual([]);
    expect(undoTargets({ ...open, what: 'device.renamed' }, 'email', gone, [gone, below])).toEqual([]);
  });
});
