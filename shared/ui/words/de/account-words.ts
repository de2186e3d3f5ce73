import type { accountWords as english } from '../account-words.ts';
import type { Here } from '../here.ts';

/** One account's own screen. Apart from `words`, since only screens that are opened now and then say this. */
export const accountWords: typeof english = {
  title: 'Konto',
  /** The row that leads to it, where its name is the title. */
  note: 'Geräte, Notfallcodes, was passiert ist',
  atHand: (here: Here) =>
    here === 'phone' ? 'Wenn Ihr Handy nicht zur Hand ist' : 'Wenn keines Ihrer Geräte zur Hand ist',
  codesNone: 'Noch keine erstellt',
  totp: {
    none: 'Nicht eingerichtet',
    by: (device: string) => `Eingerichtet auf ${device}`,
    bySome: 'Eingerichtet',
    countsFrom: (when: string) => `Gilt ab ${when}`,
    ended: 'Gilt nicht mehr',
  },
  email: {
    title: 'E-Mail-Adresse für Hinweise',
    none: 'Keine. Nod schreibt niemandem',
    countsFrom: (address: string, when: string) => `${address}, ab ${when}`,
    unavailable: 'Dieser Server verschickt keine E-Mails.',
  },
  more: 'Verlauf und Hinweise',
  nothingHappened: 'Noch nichts',
  nothingAsked: 'Noch keine',
};
