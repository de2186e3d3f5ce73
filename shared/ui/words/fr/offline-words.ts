import type { Here } from '../here.ts';
import type { offlineWords as english } from '../offline-words.ts';

/** Signing in by digits of a phone without a network. Apart from `words`, as those of vouching-words.ts. */
export const offlineWords: typeof english = {
  ask: {
    title: (here: Here) => (here === 'phone' ? 'Rien ne sort de ce téléphone' : 'Rien ne sort de cet ordinateur'),
    body: 'Si vous approuvez, vous obtenez huit chiffres à saisir sur la page de connexion.',
  },

  code: {
    title: 'Saisissez-les sur la page de connexion',
    lead: (application: string) =>
      `Uniquement sur la page ${application} dont vous avez scanné le code. Ne les donnez à personne.`,
    label: 'Les chiffres à saisir',
    left: (left: string) => `${left}, à utiliser une seule fois`,
    sent: (here: Here) =>
      `${here === 'phone' ? 'Ce téléphone' : 'Cet ordinateur'} n’a rien envoyé\u00a0: il ne peut donc pas vous dire si la connexion a réussi.`,
  },

  denied: {
    title: 'Demande non approuvée',
    body: (application: string) =>
      `Il n’y a pas de chiffres pour cette demande. ${application} n’en sait rien, puisque rien n’a été envoyé.`,
    next: (application: string) =>
      `Si cette demande ne vient pas de vous, changez votre mot de passe pour ${application}\u00a0: quelqu’un le connaît peut-être.`,
  },
};
