import type { registrationWords as english } from '../registration-words.ts';

/** An application's own pairing link: its site shows a text. Apart from `words`, since only a lazy screen says this. */
export const registrationWords: typeof english = {
  title: (application: string) => `Associer avec ${application}`,
  lead: (application: string, site: string) =>
    `${application} vous montre pour cela un petit texte sur ${site}. Saisissez-le ici avec votre nom d’utilisateur.`,
  leadAnywhere: (application: string) =>
    `${application} vous montre pour cela un petit texte. Saisissez-le ici avec votre nom d’utilisateur.`,
  username: 'Nom d’utilisateur',
  usernameHint: (application: string) => `Celui que ${application} connaît.`,
  usernameMissing: 'Saisissez le nom d’utilisateur que vous avez là-bas.',
  text: 'Texte ou nombre',
  textHint: 'Il sert une fois, et seulement pour votre nom d’utilisateur.',
  textMissing: 'Saisissez ce que la page vous montre.',
  go: 'Continuer',
  step: 'Saisir le texte',
  busy: 'Vérification…',
  hasDevice: {
    title: 'Vous avez déjà un appareil',
    body: 'Ce moyen n’est que pour le premier, et le texte est épuisé.',
    nextStep:
      'Demandez-y un code d’association, ou adressez-vous à la personne qui gère le serveur. Votre premier appareil dira alors oui à celui-ci.',
  },
  toPairing: 'Associer avec un code',
  again: 'Réessayer',
};
