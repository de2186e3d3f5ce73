import type { Here } from '../here.ts';
import type { offlineWords as english } from '../offline-words.ts';

/** Signing in by digits of a phone without a network. Apart from `words`, as those of vouching-words.ts. */
export const offlineWords: typeof english = {
  ask: {
    title: (here: Here) => (here === 'phone' ? 'Rien ne sort de ce téléphone' : 'Rien ne sort de cet ordinateur'),
    body: 'Si vous approuvez, vous obtenez huit chiffres à saisir sur le site où vous vous connectez.',
  },

  code: {
    title: 'Saisissez-les sur le site où vous vous connectez',
    lead: (application: string) =>
      `Saisissez-les sur la page de ${application} dont vous avez scanné le code, et ne les dites à personne.`,
    label: 'Les chiffres à saisir',
    left: (left: string) => `${left}, et valables une fois`,
    sent: (here: Here) =>
      `${here === 'phone' ? 'Ce téléphone' : 'Cet ordinateur'} n’a rien envoyé\u00a0: il ne peut donc pas vous dire si la connexion a réussi.`,
  },

  denied: {
    title: 'Pas approuvé',
    body: (application: string) =>
      `Il n’y a pas de chiffres pour cette demande. ${application} n’en sait rien, puisque rien n’a été envoyé.`,
    next: (application: string) =>
      `Si ce n’est pas vous qui l’avez commencée, changez votre mot de passe pour ${application}\u00a0: quelqu’un le connaît peut-être.`,
  },
};
