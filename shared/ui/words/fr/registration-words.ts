import type { registrationWords as english } from '../registration-words.ts';

/** An application's own pairing link: its site shows a text. Apart from `words`, since only a lazy screen says this. */
export const registrationWords: typeof english = {
  title: (application: string) => `Associer avec ${application}`,
  lead: (application: string, site: string) =>
    `Pour cela, ${application} affiche un court texte sur ${site}. Saisissez-le ici avec votre nom d’utilisateur.`,
  leadAnywhere: (application: string) =>
    `Pour cela, ${application} affiche un court texte. Saisissez-le ici avec votre nom d’utilisateur.`,
  username: 'Nom d’utilisateur',
  usernameHint: (application: string) => `Celui sous lequel ${application} vous connaît.`,
  usernameMissing: 'Saisissez le nom d’utilisateur que vous avez sur ce site.',
  text: 'Texte ou nombre',
  textHint: 'Il ne sert qu’une fois, et seulement avec votre nom d’utilisateur.',
  textMissing: 'Saisissez ce que la page affiche.',
  go: 'Continuer',
  step: 'Saisir le texte',
  busy: 'Vérification…',
  hasDevice: {
    title: 'Vous avez déjà un appareil',
    body: 'Ce moyen ne sert que pour le premier, et le texte n’est plus valable.',
    nextStep:
      'Demandez un code d’association sur ce site, ou à la personne qui gère le serveur. Votre premier appareil devra ensuite accepter celui-ci.',
  },
  toPairing: 'Associer avec un code',
  again: 'Réessayer',
};
