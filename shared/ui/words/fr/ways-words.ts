import { countedIn } from '../../../languages/counted.ts';
import type { waysWords as english } from '../ways-words.ts';

const counted = countedIn('fr');

/** What can be typed at a login page in place of a device's answer, on the account's screen; named as that page names it. */
export const waysWords: typeof english = {
  lead: 'Une page de connexion les accepte sous «\u00a0Téléphone pas à portée de main\u00a0?\u00a0», là où son service le permet.',
  names: {
    offline: 'Chiffres d’un téléphone hors ligne',
    totp: 'Six chiffres d’une autre application',
    email: 'Un code reçu par e-mail',
    bypass: 'Un code à usage unique',
  },
  /** What each is, where nobody has typed a wrong code. */
  what: {
    offline: 'Votre téléphone les calcule à partir du QR de la page de connexion, même en mode avion',
    totp: 'De l’application que vous avez installée',
    email: 'Envoyé à votre adresse pour les avis',
    bypass: 'La personne qui gère le serveur vous en a donné un',
  },
  wrong: (count: number) => counted(count, { one: '# code incorrect', other: '# codes incorrects de suite' }),
  paused: (minutes: number) =>
    counted(minutes, { one: 'N’en accepte aucun pendant # minute', other: 'N’en accepte aucun pendant # minutes' }),
  closed: (when: string) => `Fermé\u00a0: ${when}`,
  open: 'Rouvrir',
  opening: 'Ouverture…',
  openNext:
    'Quelqu’un a saisi des codes incorrects sur une page de connexion. Si ce n’était pas vous, il a peut-être votre mot de passe\u00a0: changez-le, puis rouvrez ce moyen.',

  /** Behind "Approved". */
  by: {
    offline: 'par les chiffres d’un téléphone hors ligne',
    totp: 'par six chiffres d’une autre application',
    email: 'par un code reçu par e-mail',
    bypass: 'par un code à usage unique',
  },
  bySome: 'sans appareil',

  /** A request that no device answered, on the screen of its end. */
  approved: {
    title: 'Approuvée sans appareil',
    body: (application: string, by: string) =>
      `La demande de ${application} a été approuvée ${by}. Il n’y a plus rien à faire ici.`,
    next: {
      offline:
        'Ce n’était pas vous\u00a0? Quelqu’un a ce téléphone\u00a0: mettez-le en pause tout de suite, et changez votre mot de passe.',
      totp: 'Ce n’était pas vous\u00a0? Quelqu’un a ces chiffres et votre mot de passe\u00a0: retirez cette application, et changez votre mot de passe.',
      email:
        'Ce n’était pas vous\u00a0? Quelqu’un lit vos e-mails\u00a0: changez leur mot de passe et le vôtre, et dites-le dans «\u00a0Demandes passées\u00a0».',
      bypass:
        'Ce n’était pas vous\u00a0? Prévenez la personne qui gère le serveur, changez votre mot de passe, et dites-le dans «\u00a0Demandes passées\u00a0».',
    },
    nextSome: 'Ce n’était pas vous\u00a0? Changez votre mot de passe, et dites-le dans «\u00a0Demandes passées\u00a0».',
  },
};
