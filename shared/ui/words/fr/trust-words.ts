import type { Here } from '../here.ts';
import type { trustWords as english } from '../trust-words.ts';
import { dated } from './time-words.ts';

/**
 * What happened to an account, its devices one by one, and undoing: read by people who are worried. Apart from `words`, since
 * only screens that are loaded when they are opened say this.
 */
export const trustWords: typeof english = {
  happened: {
    lead: (saysSo: boolean) =>
      `Ce qui a changé pour la sécurité de votre compte. Si quelque chose ne vient pas de vous, ${saysSo ? 'dites-le et ' : ''}changez votre mot de passe sur le site où vous vous connectez.`,
    empty: 'Rien pour l’instant. Quand un appareil est ajouté, mis en pause ou retiré, c’est écrit ici.',
    kept: 'C’est ce que Nod savait la dernière fois qu’il a joint le serveur.',
    more: 'Afficher ce qui est plus ancien',
    loadingMore: 'Chargement…',
    times: (count: number) => `${count} fois`,
    reason: (given: string) => `raison\u00a0: «\u00a0${given}\u00a0»`,
    undone: 'Vous avez dit que ce n’était pas vous',
    notMe: 'Ce n’était pas moi',
    undoing: 'Mise en pause…',
    askTitle: (name: string) => `Mettre ${name} en pause\u00a0?`,
    askBody: (name: string) =>
      `${name} cesse aussitôt de répondre pour vous, comme tous les appareils qu’il a acceptés. Vous pourrez les réactiver.`,
    askConfirm: 'Mettre en pause',
    that: 'l’appareil qui a fait cela',
    letIn: (when: string) => `sera accepté ${dated(when)}`,
    letInAfter: (delay: string) => `sera accepté ${delay} après que vous aurez vu ceci`,
    waits: {
      no: 'Refuser',
      saying: 'Refus…',
      askTitle: (name: string) => `Refuser ${name}\u00a0?`,
      askBody:
        'Il n’est pas accepté. Pendant une semaine, aucun appareil ne peut plus demander à l’être sans l’accord d’un autre. S’il vient d’être accepté, il est mis en pause.',
      askConfirm: 'Le refuser',
      done: 'Vous avez refusé',
    },
    deniedTitle: 'Appareil refusé',
    deniedBody:
      'Rien n’a été ajouté à votre compte. Changez votre mot de passe sur le site où vous vous connectez\u00a0: quelqu’un le connaît peut-être.',
    pausedTitle: (names: string) => `En pause\u00a0: ${names}`,
    pausedBody:
      'Plus personne ne peut y répondre en votre nom. Changez votre mot de passe sur le site où vous vous connectez\u00a0: quelqu’un le connaît peut-être.',
    devices: 'Voir vos appareils',
  },

  device: {
    unknown: 'Cet appareil n’est plus sur votre compte.',
    kinds: { pwa: 'Nod sur un téléphone ou dans un navigateur', extension: 'Nod dans le navigateur d’un ordinateur' },
    facts: 'Ce que Nod en sait',
    added: 'Ajouté',
    lastSeen: 'Dernière activité',
    letIn: 'Accepté',
    fingerprint: 'Référence',
    fingerprintHint: 'Elle distingue deux appareils du même nom.',
    confirms: 'Demande l’empreinte, le visage ou le code PIN',
    vouched: {
      first: 'C’était le premier',
      operator: 'Par la personne qui gère le serveur',
      recovery: 'Avec un code de secours',
      off: 'Sans l’accord d’un autre appareil',
      waited: 'Après une attente, sans aucun refus',
      device: (name: string) => `Par ${name}`,
      moved: (name: string) => `Il a remplacé ${name}`,
      someDevice: 'un appareil retiré depuis',
    },
    name: 'Nom',
    rename: 'Enregistrer le nom',
    renaming: 'Enregistrement…',
    nameMissing: 'Donnez-lui un nom.',
    pause: 'Mettre en pause',
    pausing: 'Mise en pause…',
    pauseTitle: (name: string) => `Mettre ${name} en pause\u00a0?`,
    pauseBody: 'Il cesse aussitôt de répondre pour vous. Vous pourrez le réactiver ici quand vous voudrez.',
    pauseConfirm: 'Mettre en pause',
    resume: 'Réactiver',
    resuming: 'Réactivation…',
    resumeTitle: (name: string) => `Réactiver ${name}\u00a0?`,
    resumeBody: 'Il répondra de nouveau pour vous, partout. Ne le réactivez que si vous savez où il est.',
    remove: 'Retirer',
    removing: 'Retrait…',
    removeTitle: (name: string) => `Retirer ${name}\u00a0?`,
    removeBody:
      'Il est mis en pause maintenant, et sera retiré définitivement dans un jour. Jusque-là, vous pouvez le réactiver, ici ou sur un autre de vos appareils.',
    removeThisBody: (here: Here) =>
      here === 'phone'
        ? 'C’est le téléphone que vous tenez. Il cessera aussitôt et définitivement de répondre pour vous. Pour le réutiliser, il faudra l’associer de nouveau.'
        : 'C’est l’ordinateur devant vous. Il cessera aussitôt et définitivement de répondre pour vous. Pour le réutiliser, il faudra l’associer de nouveau.',
    removeConfirm: 'Retirer l’appareil',
    lastTitle: 'C’est votre dernier accès',
    lastBody:
      'Plus rien ne répondrait pour vous. Là où Nod est demandé, vous ne pourriez plus vous connecter sans l’aide de la personne qui gère le serveur.',
    lastBodyCodes:
      'Plus rien ne répondrait pour vous. Là où Nod est demandé, vous ne pourriez plus vous connecter avant d’avoir ajouté un appareil avec un code de secours.',
    lastConfirm: 'Le faire quand même',
  },

  /** Instead of words.removeOffline, of an account that is locked: the server was told, and refused. */
  removeLocked: (here: Here) => ({
    title: 'Votre compte est bloqué',
    body:
      here === 'phone'
        ? 'Vous pouvez l’effacer de ce téléphone. Mais tant que votre compte est bloqué, le serveur n’en tient pas compte, et il ne l’apprendra pas plus tard. Il affichera ce téléphone jusqu’à ce que la personne qui gère le serveur le retire.'
        : 'Vous pouvez l’effacer de cet ordinateur. Mais tant que votre compte est bloqué, le serveur n’en tient pas compte, et il ne l’apprendra pas plus tard. Il affichera cet ordinateur jusqu’à ce que la personne qui gère le serveur le retire.',
  }),

  paused: {
    title: (here: Here) => (here === 'phone' ? 'Ce téléphone est en pause' : 'Cet ordinateur est en pause'),
    lead: 'Il ne reçoit aucune demande, et ses réponses ne comptent pas.',
    account: 'Compte',
    when: 'Depuis',
    why: 'Raison',
    removal: 'Retrait définitif',
    removalAt: (when: string) => `${when}, sauf si un autre de vos appareils le réactive`,
    someDevice: 'un autre de vos appareils',
    mineTitle: 'S’il est à vous et que vous voulez le garder',
    mineBody: (until: string) =>
      `Réactivez-le depuis un autre de vos appareils. Si quelqu’un d’autre a cet autre appareil, choisissez ici «\u00a0Il est à moi\u00a0» avant ${dated(until)}.`,
    mine: 'Il est à moi',
    objecting: 'Envoi…',
    askTitle: 'Mettre aussi l’autre en pause\u00a0?',
    askBody:
      'L’appareil qui a mis celui-ci en pause le sera aussi. Aucun des deux ne répondra plus pour vous avant la décision de la personne qui gère le serveur. Ne le faites que si quelqu’un d’autre a l’autre appareil.',
    askConfirm: 'Mettre les deux en pause',
    waitsTitle: 'La personne qui gère le serveur décide',
    waitsBody:
      'Appelez-la ou allez la voir, et expliquez ce qui s’est passé\u00a0: elle peut réactiver celui qui est à vous.',
    otherBody: 'Réactivez-le depuis un autre de vos appareils, dans «\u00a0Compte\u00a0».',
    backTitle: (here: Here) =>
      here === 'phone' ? 'Ce téléphone répond de nouveau pour vous' : 'Cet ordinateur répond de nouveau pour vous',
    backBody: 'Il a été réactivé. Il n’y a plus rien à faire.',
  },

  takeBack: {
    press: 'Envoyé par erreur\u00a0? Annuler le signalement',
    pressing: 'Annulation…',
    doneTitle: 'Votre signalement est annulé',
    done: (application: string) =>
      `${application} peut de nouveau vous envoyer des notifications. Cette demande reste refusée\u00a0: si c’était vous, recommencez la connexion.`,
  },

  /** Of a past request that was approved within a day. */
  disown: {
    notMe: 'Ce n’était pas moi',
    telling: 'Nod prévient le site…',
    said: 'Vous avez dit que ce n’était pas vous.',
    askTitle: (application: string) => `Cette connexion à ${application} ne vient pas de vous\u00a0?`,
    askBody: (application: string) =>
      `Nod prévient ${application}, qui peut mettre fin à cette connexion. L’appareil qui a répondu est mis en pause, sauf si c’est celui-ci ou s’il a été ajouté avant celui-ci.`,
    askConfirm: 'Ce n’était pas moi',
    toldTitle: (application: string) => `Nod a prévenu ${application}`,
    pausedTitle: (application: string, device: string) =>
      `Nod a prévenu ${application}, et «\u00a0${device}\u00a0» est en pause`,
    toldBody: 'Changez aussi votre mot de passe sur ce site\u00a0: la personne qui s’est connectée le connaît.',
    devices: 'Voir vos appareils',
  },

  /** Why a device is paused: first on the device itself (`by` did it), then in the list of another one. */
  why: {
    undo: (by: string) => `${by} a répondu «\u00a0Ce n’était pas moi\u00a0»`,
    list: (by: string) => `${by} l’a mis en pause`,
    removal: (by: string) => `${by} a demandé son retrait`,
    replaced: () => 'Il a été associé de nouveau et figure deux fois dans la liste',
    moved: (by: string) => `${by} a repris le compte`,
    objection: () => 'Deux appareils disent chacun que l’autre n’est pas à vous',
    wrong_codes: () => 'Trop de codes incorrects ont été saisis',
    idle: () => 'Il n’a pas servi depuis longtemps',
    operator: () => 'La personne qui gère le serveur l’a mis en pause',
  },
  whyAccountPage: 'Il a été mis en pause sur la page du compte, avec un code de secours',
  until: (when: string) => `Il sera retiré définitivement ${dated(when)}`,

  waitLink: {
    title: 'Un nouvel appareil demande à être ajouté',
    lead: 'Vous avez suivi le lien d’un e-mail au sujet de votre compte.',
    body: 'Quelqu’un s’est connecté en votre nom et veut ajouter un appareil, sans avoir un de vos autres appareils pour donner son accord. Si ce n’était pas vous, refusez\u00a0: plus personne ne pourra le demander ainsi pendant une semaine.',
    press: 'Refuser cet appareil',
    pressing: 'Refus…',
    seenBody:
      'Si c’était vous, dites-le\u00a0: l’attente commence alors. Jusqu’à la fin, vous pourrez encore refuser ici.',
    seen: 'Je l’ai vu, et c’était moi',
    seeing: 'Envoi…',
    seenTitle: 'L’attente a commencé',
    seenDone: (when: string) =>
      `Le nouvel appareil sera accepté ${dated(when)}, sauf refus de votre part ou d’un de vos appareils. Gardez l’e-mail jusque-là.`,
    doneTitle: 'Appareil refusé',
    doneBody:
      'Le nouvel appareil n’a pas été ajouté à votre compte. Changez maintenant votre mot de passe sur le site où vous vous connectez\u00a0: quelqu’un le connaît peut-être.',
  },

  undoLink: {
    title: 'Ce n’était pas vous\u00a0?',
    lead: 'Vous avez suivi le lien d’un e-mail au sujet de votre compte.',
    body: 'Si vous appuyez sur le bouton, l’appareil dont parle l’e-mail est aussitôt mis en pause, avec tous ceux qu’il a acceptés. Vous pourrez le réactiver. Si c’était vous, fermez cette page\u00a0: rien n’a changé.',
    press: 'Ce n’était pas moi, mettre en pause',
    pressing: 'Mise en pause…',
    doneTitle: (names: string) => `En pause\u00a0: ${names}`,
    doneBody:
      'Plus personne ne peut y répondre en votre nom. Changez maintenant votre mot de passe sur le site où vous vous connectez, et vérifiez vos appareils dans Nod sur un appareil à vous.',
    missingTitle: 'Rouvrez le lien',
    missingBody:
      'Cette page n’en a plus le contenu. Appuyez de nouveau sur le lien dans l’e-mail\u00a0: il reste valable tant que vous n’avez pas appuyé sur le bouton.',
  },

  email: {
    what: 'Nod vous écrit quand un appareil est ajouté, mis en pause ou retiré. Chaque e-mail explique comment l’annuler.',
    field: (username: string, place: string) => `Adresse pour ${username} sur ${place}`,
    hint: 'Laissez vide pour ne recevoir aucun e-mail.',
    wrong: 'Ce n’est pas une adresse e-mail.',
    save: 'Enregistrer l’adresse',
    saving: 'Enregistrement…',
    counts: (when: string) =>
      `Valable dès ${dated(when)}. Jusque-là, les e-mails vont à l’adresse précédente, s’il y en a une. Elle est avertie du changement.`,
  },
};
