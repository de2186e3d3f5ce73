import type { Here } from '../here.ts';
import type { offlineWords as english } from '../offline-words.ts';

/** Signing in by digits of a phone without a network. Apart from `words`, as those of vouching-words.ts. */
export const offlineWords: typeof english = {
  ask: {
    title: (here: Here) => `Nothing leaves this ${here}`,
    body: 'If you approve, you get eight digits to type where you sign in.',
  },

  code: {
    title: 'Type these where you sign in',
    lead: (application: string) =>
      `Type them on the page of ${application} whose code you scanned, and tell them to nobody.`,
    label: 'The digits to type',
    left: (left: string) => `${left}, and good once`,
    sent: (here: Here) => `This ${here} has sent nothing, so it can’t tell you whether you got in.`,
  },

  denied: {
    title: 'Not approved',
    body: (application: string) => `There are no digits for it. ${application} wasn’t told, since nothing was sent.`,
    next: (application: string) =>
      `If you didn’t start it, change your password for ${application}: somebody may know it.`,
  },
};
