import type { accountWords as english } from '../account-words.ts';
import type { Here } from '../here.ts';

/** One account's own screen. Apart from `words`, since only screens that are opened now and then say this. */
export const accountWords: typeof english = {
  title: 'Compte',
  /** The row that leads to it, where its name is the title. */
  note: 'Appareils, codes de secours, ce qui s’est passé',
  atHand: (here: Here) =>
    here === 'phone'
      ? 'Si votre téléphone n’est pas à portée de main'
      : 'Si aucun de vos appareils n’est à portée de main',
  codesNone: 'Pas encore créés',
  totp: {
    none: 'Pas installée',
    by: (device: string) => `Installée depuis ${device}`,
    bySome: 'Installée',
    countsFrom: (when: string) => `Valable à partir de\u00a0: ${when}`,
    ended: 'Elle ne compte plus',
  },
  email: {
    title: 'Adresse pour les avis',
    none: 'Aucune. Nod n’écrit à personne',
    countsFrom: (address: string, when: string) => `${address}, à partir de\u00a0: ${when}`,
    unavailable: 'Ce serveur n’envoie pas d’e-mails.',
  },
  more: 'Ce qui a eu lieu, et qui en est averti',
  nothingHappened: 'Rien pour l’instant',
  nothingAsked: 'Aucune pour l’instant',
};
