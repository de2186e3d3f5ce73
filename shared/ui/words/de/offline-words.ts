import type { Here } from '../here.ts';
import type { offlineWords as english } from '../offline-words.ts';

/** Signing in by digits of a phone without a network. Apart from `words`, as those of vouching-words.ts. */
export const offlineWords: typeof english = {
  ask: {
    title: (here: Here) =>
      here === 'phone' ? 'Dieses Handy sendet dabei nichts' : 'Dieser Computer sendet dabei nichts',
    body: 'Wenn Sie freigeben, bekommen Sie acht Ziffern, die Sie dort eintippen, wo Sie sich anmelden.',
  },

  code: {
    title: 'Dort eintippen, wo Sie sich anmelden',
    lead: (application: string) =>
      `Tippen Sie diese Ziffern auf der Seite von ${application} ein, deren Code Sie gescannt haben. Sagen Sie sie niemandem.`,
    label: 'Die Ziffern zum Eintippen',
    left: (left: string) => `${left}, einmal gültig`,
    sent: (here: Here) =>
      `${here === 'phone' ? 'Dieses Handy' : 'Dieser Computer'} hat nichts gesendet und kann deshalb nicht sagen, ob die Anmeldung geklappt hat.`,
  },

  denied: {
    title: 'Nicht freigegeben',
    body: (application: string) =>
      `Dafür gibt es keine Ziffern. ${application} hat davon nichts erfahren, denn es wurde nichts gesendet.`,
    next: (application: string) =>
      `Wenn Sie das nicht selbst begonnen haben, ändern Sie Ihr Passwort für ${application}: Jemand kennt es vielleicht.`,
  },
};
