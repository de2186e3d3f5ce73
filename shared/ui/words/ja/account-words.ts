import type { accountWords as english } from '../account-words.ts';
import type { Here } from '../here.ts';

/** One account's own screen. Apart from `words`, since only screens that are opened now and then say this. */
export const accountWords: typeof english = {
  title: 'Account',
  /** The row that leads to it, where its name is the title. */
  note: 'Devices, recovery codes, what happened',
  atHand: (here: Here) => (here === 'phone' ? 'If your phone is not at hand' : 'If none of your devices is at hand'),
  codesNone: 'None made yet',
  totp: {
    none: 'Not set up',
    by: (device: string) => `Set up on ${device}`,
    bySome: 'Set up',
    countsFrom: (when: string) => `Counts from ${when}`,
    ended: 'It counts no more',
  },
  email: {
    title: 'Address for notices',
    none: 'None. Nod writes to nobody',
    countsFrom: (address: string, when: string) => `${address}, from ${when}`,
    unavailable: 'This server sends no e-mail.',
  },
  more: 'What was, and who is told',
  nothingHappened: 'Nothing yet',
  nothingAsked: 'None yet',
};
