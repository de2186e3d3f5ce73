import type { IconName } from './Icon.tsx';
import { words } from './words/words.ts';

/** How a request can end. */
export type FinalState = 'approved' | 'denied' | 'reported' | 'expired' | 'canceled' | 'failed';

export type Tone = 'leaf' | 'rust' | 'amber' | 'quiet';

/** How each end looks and reads, wherever it is shown. A denial is no alarm: only a report and wrong codes are. */
export const finalStates: Readonly<
  Record<FinalState, { readonly icon: IconName; readonly tone: Tone; readonly word: string }>
> = {
  approved: {
    icon: 'check',
    tone: 'leaf',
    get word() {
      return words.states.approved;
    },
  },
  denied: {
    icon: 'cross',
    tone: 'quiet',
    get word() {
      return words.states.denied;
    },
  },
  reported: {
    icon: 'flag',
    tone: 'rust',
    get word() {
      return words.states.reported;
    },
  },
  expired: {
    icon: 'clock',
    tone: 'quiet',
    get word() {
      return words.states.expired;
    },
  },
  canceled: {
    icon: 'withdrawn',
    tone: 'quiet',
    get word() {
      return words.states.canceled;
    },
  },
  failed: {
    icon: 'warning',
    tone: 'amber',
    get word() {
      return words.states.failed;
    },
  },
};
