import type { accountWords as english } from '../account-words.ts';
import type { Here } from '../here.ts';
import { dated } from './time-words.ts';

/** One account's own screen. Apart from `words`, since only screens that are opened now and then say this. */
export const accountWords: typeof english = {
  title: 'Compte',
  /** The row that leads to it, where its name is the title. */
  note: 'Appareils, codes de secours, ce qui s’est passé',
  atHand: (here: Here) =>
    here === 'phone' ? 'Si vous n’avez pas votre téléphone' : 'Si vous n’avez aucun de vos appareils',
  codesNone: 'Pas encore créés',
  totp: {
    none: 'Pas configurée',
    by: (device: string) => `Configurée sur ${device}`,
    bySome: 'Configurée',
    countsFrom: (when: string) => `Valable dès ${dated(when)}`,
    ended: 'Elle n’est plus valable',
  },
  email: {
    title: 'Adresse e-mail pour les alertes',
    none: 'Aucune. Nod n’envoie pas d’e-mails',
    countsFrom: (address: string, when: string) => `${address}, dès ${dated(when)}`,
    unavailable: 'Ce serveur n’envoie pas d’e-mails.',
  },
  more: 'Historique et alertes',
  nothingHappened: 'Rien pour l’instant',
  nothingAsked: 'Aucune pour l’instant',
};
