import { countedIn } from '../../languages/counted.ts';
import type { HappenedWords } from './en.ts';

const counted = countedIn('fr');

/** What may count in place of a device's answer. */
const ways: Readonly<Record<string, string>> = {
  offline: 'avec les chiffres d’un téléphone hors ligne',
  totp: 'avec les chiffres d’une autre application',
  email: 'avec un code reçu par e-mail',
  bypass: 'avec un code à usage unique',
};
const byWay = (way: string) => ways[way] ?? 'sans appareil';

/**
 * What happened to an account: on a notification, and in the app under "What happened". It may be read on a locked screen (N7): a
 * device, an application, an address and its place; never the e-mail address, never anything that opens anything. A name comes in its
 * quotation marks (`quoted`), or is null where it isn't known.
 */
export const happenedWords: HappenedWords = {
  quoted: (name: string) => `«\u00a0${name}\u00a0»`,
  /** Facts in a row, such as an address and a place. */
  facts: (facts: readonly string[]) => facts.join(', '),

  /** What happened to an account, without a full stop. */
  sentences: {
    'device.added': (device: string | null) => `${device ?? 'Un appareil'} a été ajouté à votre compte`,
    'device.refused': (device: string | null) => `${device ?? 'Un appareil'} n’a pas été accepté`,
    'device.waits': (device: string | null) =>
      `${device ?? 'Un appareil'} sera accepté sans votre accord, sauf si vous refusez`,
    'device.suspended': (device: string | null) => `${device ?? 'Un appareil'} a été mis en pause`,
    /** Paused, and removed a day later. */
    'device.suspended_removal': (device: string | null) =>
      `${device ?? 'Un appareil'} a été mis en pause, et sera retiré dans un jour`,
    'device.resumed': (device: string | null) => `${device ?? 'Un appareil'} répond de nouveau pour vous`,
    'device.removed': (device: string | null) => `${device ?? 'Un appareil'} a été retiré`,
    'device.moved': (device: string | null) => `Votre compte a été transféré vers ${device ?? 'un autre appareil'}`,
    'device.objected': (device: string | null) =>
      `Quelqu’un a indiqué sur ${device ?? 'un appareil'} que cet appareil est à vous`,
    'device.renamed': (from: string | null, to: string | null) =>
      `${from ?? 'Un appareil'} s’appelle maintenant ${to ?? 'autrement'}`,
    'device.idle': (device: string | null) =>
      `Ouvrez Nod sur ${device ?? 'votre appareil'}, sinon il sera mis en pause\u00a0: il n’a pas servi depuis longtemps`,
    'offline.added': (device: string | null) =>
      `${device ?? 'Un appareil'} peut maintenant vous connecter sans réseau, avec des chiffres`,
    'verifier.added': (device: string | null) =>
      `${device ?? 'Un appareil'} demande maintenant l’empreinte, le visage ou le code PIN`,
    'verifier.removed': (device: string | null) =>
      `${device ?? 'Un appareil'} ne demande plus l’empreinte, le visage ou le code PIN`,
    'email.changed': 'L’adresse e-mail de votre compte a été modifiée',
    /** @param way offline, totp, email, bypass, or one that this version doesn't know */
    'fallback.used': (application: string | null, way: string) =>
      `Quelqu’un s’est connecté à ${application ?? 'un service'} en votre nom, ${byWay(way)}`,
    'fallback.closed': (way: string) => `La connexion ${byWay(way)} a été bloquée après des codes incorrects`,
    'totp.added': 'Une autre application peut maintenant vous connecter avec six chiffres',
    'totp.removed': 'L’application qui vous connectait avec six chiffres ne le fait plus',
    'bypass.made': (application: string | null) =>
      `Un code à usage unique a été créé pour ${application ?? 'la page de votre compte'}`,
    /** How many are left, where that is known. */
    'recovery.used': (left: number | null) =>
      `Un de vos codes de secours a servi${left === null ? '' : `, ${counted(left, { one: 'il en reste #', other: 'il en reste #' })}`}`,
    'recovery.codes_made': 'De nouveaux codes de secours ont été créés\u00a0: les précédents ne sont plus valables',
    /** There were none before. */
    'recovery.codes_made_first': 'Des codes de secours ont été créés',
    'account.session_opened': 'Quelqu’un a ouvert la page de votre compte avec un code de secours',
    'account.session_opened_bypass': 'Quelqu’un a ouvert la page de votre compte avec un code à usage unique',
    'login.failed': (application: string | null) =>
      `Des codes incorrects ont mis fin à une connexion${application === null ? '' : ` à ${application}`}`,
    'application.quarantined': (application: string | null) =>
      `${application ?? 'Un service'} ne peut plus vous envoyer de notifications pour l’instant`,
    'approval.disowned': (application: string | null) =>
      `${application ?? 'Un service'} sait maintenant qu’une connexion en votre nom ne venait pas de vous`,
    'report.taken_back': (application: string | null) =>
      `${application ?? 'Un service'} peut de nouveau vous envoyer des notifications\u00a0: le signalement a été annulé`,
    'enrollment.refused': 'Quelqu’un a essayé d’ajouter un appareil, sans succès',
    'user.locked': 'Votre compte a été bloqué',
    'user.unlocked': 'Votre compte a été débloqué',
    /** What this version doesn't know. */
    other: 'Quelque chose a changé sur votre compte',
  },
  /** Who did it, as one of several facts. */
  by: {
    application: (name: string | null) => `par ${name ?? 'un service'}`,
    device: (name: string | null) => `sur ${name ?? 'un autre appareil'}`,
    thisDevice: 'sur cet appareil',
    operator: 'par la personne qui gère le serveur',
    email: 'par le lien d’un e-mail',
    recovery: 'avec un code de secours',
  },
  /** An address and its place. */
  from: (facts: string) => `depuis ${facts}`,
  body: (username: string, facts: string | null) =>
    `Compte ${username}${facts === null ? '' : `, ${facts}`}. Touchez ici si ce n’était pas vous.`,
};
