import { countedIn } from '../../shared/languages/counted.ts';
import type { ServerWords } from './en.ts';

const counted = countedIn('fr');

/**
 * What the server itself says to people: e-mails, and the notification of a device whose worker doesn't run. The sentences of
 * what happened may stand on a locked screen (N7: no names, no places), and are subjects of e-mails.
 */
export const serverWords: ServerWords = {
  /** What happened, without a full stop. */
  happened: {
    'device.added': 'Un appareil a été ajouté à votre compte',
    'device.refused': 'Un nouvel appareil n’a pas été accepté sur votre compte',
    'device.waits': 'Un nouvel appareil demande à être ajouté sans l’accord d’un des vôtres',
    'device.suspended': 'Un de vos appareils a été mis en pause',
    'device.resumed': 'Un de vos appareils peut de nouveau répondre',
    'device.removed': 'Un appareil a été retiré de votre compte',
    'device.moved': 'Votre compte a été transféré vers un autre appareil',
    'device.objected': 'Quelqu’un a indiqué qu’un appareil en pause est à vous',
    'device.renamed': 'Un de vos appareils a changé de nom',
    'device.idle': 'Un de vos appareils n’a pas servi depuis longtemps',
    'offline.added': 'Un de vos appareils génère maintenant des codes sans réseau',
    'verifier.added': 'Un de vos appareils demande maintenant l’empreinte, le visage ou le code PIN',
    'verifier.removed': 'Un de vos appareils ne demande plus l’empreinte, le visage ou le code PIN',
    'email.changed': 'L’adresse e-mail qui reçoit ces messages change',
    'fallback.used': 'Quelqu’un s’est connecté en votre nom sans appareil',
    'fallback.closed': 'Un moyen de se connecter sans appareil a été bloqué après des codes incorrects',
    'totp.added': 'Une autre application peut maintenant vous connecter avec six chiffres',
    'totp.removed': 'L’application qui vous connectait avec six chiffres ne le fait plus',
    'bypass.made': 'Un code pour se connecter sans appareil a été créé pour vous',
    'recovery.used': 'Un de vos codes de secours a servi',
    'recovery.codes_made': 'Des codes de secours ont été créés pour votre compte',
    'account.session_opened': 'La page de votre compte a été ouverte avec un code',
    'login.failed': 'Une connexion a pris fin après des codes incorrects',
    'application.quarantined': 'Les notifications d’un service sont suspendues après un signalement',
    'approval.disowned': 'Une connexion en votre nom a été signalée comme ne venant pas de vous',
    'report.taken_back': 'Le signalement d’un service a été annulé',
    'enrollment.refused': 'Un nouvel appareil n’a pas pu être ajouté',
    'user.locked': 'Votre compte a été bloqué par la personne qui gère le serveur',
    'user.unlocked': 'Votre compte a été débloqué par la personne qui gère le serveur',
  },
  somethingHappened: 'Il s’est passé quelque chose sur votre compte',
  sentence: (happened: string) => `${happened}.`,
  notification: (happened: string) => `${happened}. Ouvrez Nod pour voir ce qui s’est passé.`,

  /** A notification of a device whose worker doesn't run: what shared/authenticator/words says, and shorter. */
  push: {
    signIn: (username: string) => `Connexion au compte ${username}\u00a0?`,
    browserOn: (browser: string, system: string) => `${browser} sur ${system}`,
    facts: (facts: readonly string[]) => facts.join(', '),
    typeCode: 'Ouvrez Nod et saisissez le code.',
    test: {
      title: 'Les notifications fonctionnent',
      body: 'Cet appareil peut maintenant recevoir des demandes. Ouvrez Nod pour terminer.',
    },
    approved: (device: string | undefined) =>
      device === undefined ? 'Demande approuvée sans appareil' : `Demande approuvée sur ${device}`,
    denied: (device: string) => `Demande refusée sur ${device}`,
    reported: (device: string) => `Demande signalée sur ${device}`,
    expired: 'Cette demande a expiré',
    canceled: 'Cette demande a été annulée',
    failed: 'Trop de codes incorrects. Cette demande est terminée',
  },

  /** The e-mail of what happened: what it says, its facts, and what to do for somebody who did not do it. */
  mail: {
    subject: (server: string, happened: string) => `${server}\u00a0: ${happened}`,
    /** In front of the facts, each on its own line. */
    labels: {
      account: 'Compte',
      device: 'Appareil',
      by: 'Par',
      application: 'Pour',
      name: 'Nom',
      when: 'Quand',
      howOften: 'Combien de fois',
      from: 'Depuis',
      why: 'Raison',
      removed: 'Retrait',
      counts: 'Valable dès',
      letIn: 'Acceptation',
    },
    fact: (label: string) => `${label}\u00a0:`,
    howOften: (count: number, last: string) => `${count} fois, la dernière\u00a0: ${last}`,
    deviceOn: (device: string, platform: string) => `${device} (${platform})`,
    by: {
      operator: 'la personne qui gère le serveur',
      application: 'le service',
      email: 'un lien dans un e-mail',
      recovery: 'quelqu’un avec un code de secours',
    },
    place: (address: string, place: string) => `${address}, ${place}`,
    renamed: (from: string, to: string) => `${from}, maintenant ${to}`,
    removedAt: (time: string) => `${time}, sauf s’il est réactivé`,
    letInAt: (time: string) => `${time}, sauf si vous refusez`,
    letInAfter: (hours: number) =>
      `${counted(hours, { one: '# heure', other: '# heures' })} après que quelqu’un l’aura vu, sauf si vous refusez`,

    ifYou: 'Si c’était vous, il n’y a rien à faire.',
    /** Before the link. */
    undo: 'Si ce n’était pas vous, ouvrez cette page et appuyez sur son seul bouton. L’appareil, et tous ceux qu’il a acceptés, ne pourront alors plus répondre à rien\u00a0:',
    undoUntil: (time: string) =>
      `Le lien ne sert qu’une fois. Il expire à ce moment-là\u00a0: ${time}. Il ne peut rien faire d’autre.`,
    waits: {
      asked:
        'Quelqu’un qui s’est connecté en votre nom l’a demandé, sans avoir aucun de vos appareils pour donner son accord.',
      no: 'Si ce n’était pas vous, ouvrez cette page et refusez. L’appareil est refusé définitivement, et personne ne pourra le demander ainsi pendant une semaine. Changez ensuite votre mot de passe sur le site où vous vous connectez\u00a0: quelqu’un le connaît peut-être.',
      begun: 'Si c’était vous, il suffit d’attendre.',
      begins:
        'Si c’était vous, dites-le sur cette page. L’attente commence alors, ou quand Nod affiche cette alerte sur un de vos appareils.',
      until: (time: string) => `Fin de validité du lien\u00a0: ${time}. Il ne permet à personne de se connecter.`,
    },
    emailChanged: (origin: string, server: string): readonly string[] => [
      'La nouvelle adresse sera valable un jour après ce message. Les deux adresses reçoivent ce message\u00a0; d’ici là, l’ancienne reçoit tous les autres.',
      `Si ce n’était pas vous, ouvrez Nod (${origin}) sur un de vos appareils avant la fin de ce délai, remettez votre adresse, et ouvrez «\u00a0Ce qui s’est passé\u00a0». Sans appareil, prévenez la personne qui gère ${server}.`,
    ],
    idle: (origin: string) =>
      `Si vous avez encore cet appareil, ouvrez-y Nod (${origin}) une fois, et rien ne changera. Sinon, il sera mis en pause une semaine après le deuxième message comme celui-ci. Vous pourrez le réactiver depuis un autre de vos appareils.`,
    locked: (server: string) =>
      `Tant qu’il n’est pas débloqué, personne ne peut se connecter avec Nod en votre nom, et vos appareils ne reçoivent pas de demandes. Rien n’a été retiré. Demandez à la personne qui gère ${server} ce qui s’est passé et comment continuer.`,
    recovery: (origin: string, server: string) =>
      `Si ce n’était pas vous, ouvrez tout de suite Nod (${origin}) sur un de vos appareils et créez de nouveaux codes de secours\u00a0: cela annule les anciens et ce qu’ils ont ouvert. Ouvrez ensuite «\u00a0Ce qui s’est passé\u00a0». Sans appareil, prévenez la personne qui gère ${server}.`,
    guess: 'Si ce n’était pas vous, quelqu’un connaît peut-être un de vos mots de passe\u00a0: changez-le.',
    lookHere: (origin: string, server: string) =>
      `Ouvrez Nod (${origin}) sur un de vos appareils et ouvrez «\u00a0Ce qui s’est passé\u00a0»\u00a0: vous y verrez ce que vous pouvez faire. Sans appareil, ouvrez ${origin}/account avec un code de secours, ou prévenez la personne qui gère ${server}.`,
    end: (server: string, origin: string) =>
      `Ce message est envoyé par ${server}, ${origin}. Il ne demande jamais de code ni de mot de passe.`,
  },

  /** The e-mail with a code. Its subject stands on locked screens, so the code isn’t in it. */
  code: {
    subject: (server: string) => `${server}\u00a0: un code pour se connecter`,
    /** `from`: an address and its place; may be empty. */
    asks: (application: string, username: string, from: string) =>
      `Quelqu’un veut se connecter à ${application} avec le compte ${username}${from === '' ? '' : ` (depuis ${from})`}.`,
    notYou: (application: string) =>
      `Si ce n’est pas vous, ne dites ce code à personne, et changez votre mot de passe pour ${application}\u00a0: quelqu’un le connaît.`,
    good: (minutes: number) =>
      `Il ne sert qu’une fois, pour cette connexion, pendant ${counted(minutes, { one: '# minute', other: '# minutes' })}. Ne le saisissez que sur la page où vous vous connectez.`,
    end: (server: string, origin: string) =>
      `Ce message est envoyé par ${server}, ${origin}. Personne n’a besoin de ce code pour vous aider.`,
  },
};
