import { describe, expect, it } from 'vitest';
import type { ApplicationRow, FallbackWay, Match, UserVerification } from '../store/schema.ts';
import { fallbacksOf } from './policy.ts';

const named = (fallbacks: FallbackWay[] | null, builtin = 0): Pick<ApplicationRow, 'fallbacks' | 'builtin'> => ({
  fallbacks: fallbacks && JSON.stringify(fallbacks),
  builtin,
});
const asked = (match: Match, userVerification: UserVerification = 'discouraged', hasAttachments = false) => ({
  match,
  userVerification,
  hasAttachments,
});

describe('A6.6: what counts in place of a device’s answer', () => {
  it('is the offline code where a code is asked for, unless the operator says otherwise', () => {
    expect(fallbacksOf(named(null), asked('code'))).toEqual(['offline']);
    expect(fallbacksOf(named(null), asked('code', 'preferred'))).toEqual(['offline']);
    expect(fallbacksOf(named([]), asked('code'))).toEqual([]);
    expect(fallbacksOf(named(['totp', 'bypass']), asked('code'))).toEqual(['totp', 'bypass']);
  });

  it('is nothing where the origin or the person is asked for, unless it is named', () => {
    expect(fallbacksOf(named(null), asked('origin'))).toEqual([]);
    expect(fallbacksOf(named(null), asked('code', 'required'))).toEqual([]);
    expect(fallbacksOf(named(['offline']), asked('origin', 'required'))).toEqual(['offline']);
  });

  it('is nothing for what is asked on phones alone', () => {
    const onPhones = { ...asked('code'), answerBy: 'phone' as const };
    expect(fallbacksOf(named(['offline', 'totp', 'email', 'bypass']), onPhones)).toEqual([]);
  });

  it('is nothing where a tap is enough, with attachments, and for letting a device in, whatever is named', () => {
    expect(fallbacksOf(named(['offline', 'totp', 'email', 'bypass']), asked('code', 'discouraged', true))).toEqual([]);
    expect(fallbacksOf(named(['offline', 'totp', 'email', 'bypass']), asked('none'))).toEqual([]);
    expect(fallbacksOf(named(['offline', 'bypass'], 1), asked('code'))).toEqual([]);
    expect(fallbacksOf(named(null, 1), asked('code'))).toEqual([]);
  });
});
