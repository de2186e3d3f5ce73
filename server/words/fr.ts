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
    'device.waits': 'Un nouvel appareil veut entrer sans le oui d’aucun des vôtres',
    'device.suspended': 'Un de vos appareils a été mis en pause',
    'device.resumed': 'Un de vos appareils peut de nouveau répondre',
    'device.removed': 'Un appareil a été retiré de votre compte',
    'device.moved': 'Votre compte est passé à un autre appareil',
    'device.objected': 'Sur un appareil en pause, quelqu’un dit qu’il est à vous',
    'device.renamed': 'Un de vos appareils a un autre nom',
    'device.idle': 'Un de vos appareils n’a pas servi depuis longtemps',
    'offline.added': 'Un de vos appareils calcule maintenant des codes sans réseau',
    'verifier.added': 'Un de vos appareils demande maintenant le doigt, le visage ou le code PIN',
    'verifier.removed': 'Un de vos appareils ne demande plus le doigt, le visage ou le code PIN',
    'email.changed': 'L’adresse e-mail de ces messages change',
    'fallback.used': 'Quelqu’un s’est connecté en votre nom sans appareil',
    'fallback.closed': 'Un moyen de se connecter sans appareil a été bloqué après des codes incorrects',
    'totp.added': 'Une autre application peut maintenant vous connecter par six chiffres',
    'totp.removed': 'L’application qui vous connectait par six chiffres ne le fait plus',
    'bypass.made': 'Un code pour se connecter sans appareil a été créé pour vous',
    'recovery.used': 'Un de vos codes de secours a servi',
    'recovery.codes_made': 'Des codes de secours ont été créés pour votre compte',
    'account.session_opened': 'La page de votre compte a été ouverte avec un code',
    'login.failed': 'Une connexion a pris fin après des codes incorrects',
    'application.quarantined': 'Un service a été réduit au silence après un signalement',
    'approval.disowned': 'Quelqu’un dit qu’une connexion en votre nom n’était pas vous',
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
    signIn: (username: string) => `Se connecter en tant que ${username}\u00a0?`,
    browserOn: (browser: string, system: string) => `${browser} sur ${system}`,
    facts: (facts: readonly string[]) => facts.join(', '),
    typeCode: 'Ouvrez Nod et saisissez le code.',
    test: {
      title: 'Les notifications marchent',
      body: 'Cet appareil peut maintenant recevoir des demandes. Ouvrez Nod pour terminer.',
    },
    approved: (device: string | undefined) =>
      device === undefined ? 'Approuvée sans appareil' : `Approuvée sur ${device}`,
    denied: (device: string) => `Refusée sur ${device}`,
    reported: (device: string) => `Signalée sur ${device}`,
    expired: 'Cette demande a expiré',
    canceled: 'Cette demande a été retirée',
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
      counts: 'Valable',
      letIn: 'Acceptésion',
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
    letInAt: (time: string) => `${time}, sauf si vous dites non`,
    letInAfter: (hours: number) =>
      `${counted(hours, { one: '# heure', other: '# heures' })} après que quelqu’un l’aura vu, sauf si vous dites non`,

    ifYou: 'Si c’était vous, il n’y a rien à faire.',
    /** Before the link. */
    undo: 'Si ce n’était pas vous, ouvrez cette page et appuyez sur son seul bouton. L’appareil, et tout ce qu’il a accepté, ne peut alors plus répondre à rien\u00a0:',
    undoUntil: (time: string) => `Le lien sert une fois, jusqu’à\u00a0: ${time}. Il ne peut rien faire d’autre.`,
    waits: {
      asked:
        'Quelqu’un qui est connecté en votre nom l’a demandé, sans avoir aucun de vos appareils à portée de main pour dire oui.',
      no: 'Si ce n’était pas vous, ouvrez cette page et dites non. L’appareil est refusé définitivement, et personne ne peut demander ainsi pendant une semaine. Changez ensuite votre mot de passe sur le site où vous vous connectez\u00a0: quelqu’un le connaît peut-être.',
      begun: 'Si c’était vous, il n’y a qu’à attendre.',
      begins:
        'Si c’était vous, dites-le là. L’attente commence alors, ou quand Nod est ouvert sur un de vos appareils et affiche ceci.',
      until: (time: string) => `Le lien est valable jusqu’à\u00a0: ${time}. Il ne connecte personne.`,
    },
    emailChanged: (origin: string, server: string): readonly string[] => [
      'La nouvelle adresse compte un jour après ce message. Jusque-là, les deux reçoivent ce message, et l’ancienne tous les autres.',
      `Si ce n’était pas vous, ouvrez Nod (${origin}) sur un de vos appareils dans la journée, remettez votre adresse, et ouvrez «\u00a0Ce qui s’est passé\u00a0». Sans appareil, prévenez la personne qui gère ${server}.`,
    ],
    idle: (origin: string) =>
      `Si vous avez encore cet appareil, ouvrez-y Nod (${origin}) une fois\u00a0: il ne se passe alors rien. Sinon, il est mis en pause une semaine après le deuxième message comme celui-ci, et peut être réactivé depuis un autre de vos appareils.`,
    locked: (server: string) =>
      `Tant qu’il n’est pas débloqué, personne ne peut se connecter avec Nod en votre nom, et vos appareils ne sont pas interrogés. Rien n’a été retiré. Demandez à la personne qui gère ${server} ce qui s’est passé et comment continuer.`,
    recovery: (origin: string, server: string) =>
      `Si ce n’était pas vous, ouvrez tout de suite Nod (${origin}) sur un de vos appareils et créez de nouveaux codes de secours\u00a0: cela met fin aux anciens et à ce qu’ils ont ouvert. Regardez ensuite sous «\u00a0Ce qui s’est passé\u00a0». Sans appareil, prévenez la personne qui gère ${server}.`,
    guess: 'Si ce n’était pas vous, quelqu’un connaît peut-être un de vos mots de passe\u00a0: changez-le.',
    lookHere: (origin: string, server: string) =>
      `Ouvrez Nod (${origin}) sur un de vos appareils et ouvrez «\u00a0Ce qui s’est passé\u00a0»\u00a0: il y est écrit ce qu’on peut faire. Sans appareil, ouvrez ${origin}/account avec un code de secours, ou prévenez la personne qui gère ${server}.`,
    end: (server: string, origin: string) =>
      `Ce message vient de ${server}, ${origin}. Il ne demande jamais de code ni de mot de passe.`,
  },

  /** The e-mail with a code. Its subject stands on locked screens, so the code isn’t in it. */
  code: {
    subject: (server: string) => `${server}\u00a0: un code pour se connecter`,
    /** `from`: an address and its place; may be empty. */
    asks: (application: string, username: string, from: string) =>
      `Quelqu’un veut se connecter à ${application} en tant que ${username}${from === '' ? '' : ` (depuis ${from})`}.`,
    notYou: (application: string) =>
      `Si ce n’est pas vous, ne dites ce code à personne, et changez votre mot de passe pour ${application}\u00a0: quelqu’un le connaît.`,
    good: (minutes: number) =>
      `Il sert une fois, pour cette connexion, pendant ${counted(minutes, { one: '# minute', other: '# minutes' })}. Ne le saisissez que sur la page où vous vous connectez.`,
    end: (server: string, origin: string) =>
      `Ce message vient de ${server}, ${origin}. Personne qui vous aide n’a besoin de ce code.`,
  },
};
