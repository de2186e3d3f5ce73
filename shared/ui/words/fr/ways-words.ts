import { countedIn } from '../../../languages/counted.ts';
import type { waysWords as english } from '../ways-words.ts';

const counted = countedIn('fr');

/** What can be typed at a login page in place of a device's answer, on the account's screen; named as that page names it. */
export const waysWords: typeof english = {
  lead: 'Sur une page de connexion, choisissez «\u00a0Vous n’avez pas votre téléphone\u00a0?\u00a0» pour les saisir, si le service le permet.',
  names: {
    offline: 'Chiffres d’un téléphone hors ligne',
    totp: 'Six chiffres d’une autre application',
    email: 'Un code reçu par e-mail',
    bypass: 'Un code à usage unique',
  },
  /** What each is, where nobody has typed a wrong code. */
  what: {
    offline: 'Votre téléphone les affiche à partir du code QR de la page de connexion, même en mode avion',
    totp: 'Dans l’application que vous avez configurée',
    email: 'Envoyé à votre adresse e-mail pour les alertes',
    bypass: 'La personne qui gère le serveur vous en a donné un',
  },
  wrong: (count: number) => counted(count, { one: '# code incorrect', other: '# codes incorrects de suite' }),
  paused: (minutes: number) =>
    counted(minutes, { one: 'En pause pendant # minute', other: 'En pause pendant # minutes' }),
  closed: (when: string) => `Blocage\u00a0: ${when}`,
  open: 'Débloquer',
  opening: 'Déblocage…',
  openNext:
    'Quelqu’un a saisi des codes incorrects sur une page de connexion. Si ce n’était pas vous, cette personne a peut-être votre mot de passe\u00a0: changez-le, puis débloquez ce moyen.',

  /** Behind "Approved". */
  by: {
    offline: 'avec les chiffres d’un téléphone hors ligne',
    totp: 'avec six chiffres d’une autre application',
    email: 'avec un code reçu par e-mail',
    bypass: 'avec un code à usage unique',
  },
  bySome: 'sans appareil',

  /** A request that no device answered, on the screen of its end. */
  approved: {
    title: 'Demande approuvée sans appareil',
    body: (application: string, by: string) =>
      `La demande envoyée par ${application} a été approuvée ${by}. Vous n’avez plus rien à faire ici.`,
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
