import type { Here } from '../here.ts';
import type { trustWords as english } from '../trust-words.ts';

/**
 * What happened to an account, its devices one by one, and undoing: read by people who are worried. Apart from `words`, since
 * only screens that are loaded when they are opened say this.
 */
export const trustWords: typeof english = {
  happened: {
    lead: (saysSo: boolean) =>
      `Ce qui a changé parmi ceux qui répondent pour vous, et d’où. Si quelque chose n’était pas vous, ${saysSo ? 'dites-le, et ' : ''}changez votre mot de passe sur le site où vous vous connectez.`,
    empty: 'Rien pour l’instant. Quand un appareil est ajouté, mis en pause ou retiré, c’est écrit ici.',
    kept: 'C’est ce que Nod savait la dernière fois qu’il a joint le serveur.',
    more: 'Afficher ce qui précède',
    loadingMore: 'Chargement…',
    times: (count: number) => `${count} fois`,
    reason: (given: string) => `raison\u00a0: «\u00a0${given}\u00a0»`,
    undone: 'Vous avez dit que ce n’était pas vous',
    notMe: 'Ce n’était pas moi',
    undoing: 'Mise en pause…',
    askTitle: (name: string) => `Mettre ${name} en pause\u00a0?`,
    askBody: (name: string) =>
      `${name} cesse aussitôt de répondre pour vous, comme tous les appareils qu’il a accepté. Vous pouvez les réactiver.`,
    askConfirm: 'Mettre en pause',
    that: 'l’appareil qui a fait cela',
    letIn: (when: string) => `accepté\u00a0: ${when}`,
    letInAfter: (delay: string) => `accepté ${delay} après que vous l’aurez vu`,
    waits: {
      no: 'Dire non',
      saying: 'Refus…',
      askTitle: (name: string) => `Refuser ${name}\u00a0?`,
      askBody:
        'Il n’est pas accepté, et pendant une semaine personne ne peut demander à être accepté sans un oui. S’il vient d’être accepté, il est mis en pause.',
      askConfirm: 'Le refuser',
      done: 'Vous avez dit non',
    },
    deniedTitle: 'Refusé',
    deniedBody:
      'Rien n’a été ajouté à votre compte. Changez votre mot de passe sur le site où vous vous connectez\u00a0: quelqu’un le connaît peut-être.',
    pausedTitle: (names: string) => `En pause\u00a0: ${names}`,
    pausedBody:
      'Plus rien n’y répond pour vous. Changez votre mot de passe sur le site où vous vous connectez\u00a0: quelqu’un le connaît peut-être.',
    devices: 'Voir vos appareils',
  },

  device: {
    unknown: 'Cet appareil n’est plus sur votre compte.',
    kinds: { pwa: 'Nod sur un téléphone ou dans un navigateur', extension: 'Nod dans le navigateur d’un ordinateur' },
    facts: 'Ce qu’on en sait',
    added: 'Sur votre compte depuis',
    lastSeen: 'Vu pour la dernière fois',
    letIn: 'Accepté',
    fingerprint: 'Repère',
    fingerprintHint: 'Il distingue deux appareils du même nom.',
    confirms: 'Demande le doigt, le visage ou le code PIN',
    vouched: {
      first: 'C’était le premier',
      operator: 'Par la personne qui gère le serveur',
      recovery: 'Par un code de secours',
      off: 'Sans demander à un autre appareil',
      waited: 'Après une attente où personne n’a dit non',
      device: (name: string) => `Par ${name}`,
      moved: (name: string) => `Il a pris la place de ${name}`,
      someDevice: 'un appareil qui n’est plus là',
    },
    name: 'Nom',
    rename: 'Enregistrer le nom',
    renaming: 'Enregistrement…',
    nameMissing: 'Donnez-lui un nom.',
    pause: 'Mettre en pause',
    pausing: 'Mise en pause…',
    pauseTitle: (name: string) => `Mettre ${name} en pause\u00a0?`,
    pauseBody: 'Il cesse aussitôt de répondre pour vous. Vous pouvez le réactiver d’ici quand vous voulez.',
    pauseConfirm: 'Mettre en pause',
    resume: 'Réactiver',
    resuming: 'Réactivation…',
    resumeTitle: (name: string) => `Réactiver ${name}\u00a0?`,
    resumeBody: 'Il répond de nouveau pour vous, partout. Seulement si vous savez où il est.',
    remove: 'Retirer',
    removing: 'Retrait…',
    removeTitle: (name: string) => `Retirer ${name}\u00a0?`,
    removeBody:
      'Il est mis en pause maintenant, et disparaît définitivement dans un jour. Jusque-là, il peut être réactivé, d’ici ou depuis un autre de vos appareils.',
    removeThisBody: (here: Here) =>
      here === 'phone'
        ? 'C’est le téléphone que vous tenez. Il cesse aussitôt et définitivement de répondre pour vous\u00a0; pour l’utiliser de nouveau, associez-le de nouveau.'
        : 'C’est l’ordinateur devant vous. Il cesse aussitôt et définitivement de répondre pour vous\u00a0; pour l’utiliser de nouveau, associez-le de nouveau.',
    removeConfirm: 'Retirer l’appareil',
    lastTitle: 'C’est votre dernier accès',
    lastBody:
      'Rien d’autre ne répondrait pour vous. Vous ne pourriez plus vous connecter là où Nod est demandé, jusqu’à ce que la personne qui gère le serveur vous aide.',
    lastBodyCodes:
      'Rien d’autre ne répondrait pour vous. Vous ne pourriez plus vous connecter là où Nod est demandé, jusqu’à ce qu’un de vos codes de secours fasse entrer un nouvel appareil.',
    lastConfirm: 'Le faire quand même',
  },

  /** Instead of words.removeOffline, of an account that is locked: the server was told, and refused. */
  removeLocked: (here: Here) => ({
    title: 'Votre compte est bloqué',
    body:
      here === 'phone'
        ? 'Ce téléphone l’oublie maintenant, mais le serveur n’accepte rien de lui tant que vous êtes bloqué, et n’en saura rien plus tard non plus\u00a0: il affiche ce téléphone jusqu’à ce que la personne qui gère le serveur le retire.'
        : 'Cet ordinateur l’oublie maintenant, mais le serveur n’accepte rien de lui tant que vous êtes bloqué, et n’en saura rien plus tard non plus\u00a0: il affiche cet ordinateur jusqu’à ce que la personne qui gère le serveur le retire.',
  }),

  paused: {
    title: (here: Here) => (here === 'phone' ? 'Ce téléphone est en pause' : 'Cet ordinateur est en pause'),
    lead: 'On ne lui demande rien, et ses réponses ne comptent pas.',
    account: 'Compte',
    when: 'Date',
    why: 'Raison',
    removal: 'Disparaît définitivement',
    removalAt: (when: string) => `${when}, sauf si un autre de vos appareils le réactive`,
    someDevice: 'un autre de vos appareils',
    mineTitle: 'S’il est à vous et doit continuer',
    mineBody: (until: string) =>
      `Réactivez-le depuis un autre de vos appareils. Si quelqu’un d’autre a celui-là, dites-le ici avant\u00a0: ${until}.`,
    mine: 'Il est à moi',
    objecting: 'Envoi…',
    askTitle: 'Mettre aussi l’autre en pause\u00a0?',
    askBody:
      'L’appareil qui a mis celui-ci en pause l’est alors aussi. Aucun des deux ne répond plus pour vous jusqu’à ce que la personne qui gère le serveur ait tranché. Ne le dites que si quelqu’un d’autre a l’autre appareil.',
    askConfirm: 'Mettre les deux en pause',
    waitsTitle: 'La personne qui gère le serveur décide',
    waitsBody:
      'Appelez-la ou allez la voir, et dites ce qui s’est passé\u00a0: elle peut réactiver celui qui est à vous.',
    otherBody: 'Réactivez-le depuis un autre de vos appareils, dans «\u00a0Compte\u00a0».',
    backTitle: (here: Here) =>
      here === 'phone' ? 'Ce téléphone répond de nouveau pour vous' : 'Cet ordinateur répond de nouveau pour vous',
    backBody: 'Il a été réactivé. Il n’y a plus rien à faire.',
  },

  takeBack: {
    press: 'Envoyé par erreur\u00a0? Revenir dessus',
    pressing: 'Annulation…',
    doneTitle: 'Votre signalement est annulé',
    done: (application: string) =>
      `${application} peut de nouveau vous avertir. Cette demande garde sa réponse, non\u00a0: si c’était vous, recommencez la connexion.`,
  },

  /** Of a past request that was approved within a day. */
  disown: {
    notMe: 'Ce n’était pas moi',
    telling: 'Le site est prévenu…',
    said: 'Vous avez dit que ce n’était pas vous.',
    askTitle: (application: string) => `Cette connexion à ${application} ne vient pas de vous\u00a0?`,
    askBody: (application: string) =>
      `${application} est prévenu, et peut mettre fin à ce qui a été ouvert ainsi. L’appareil qui a répondu est mis en pause, sauf si c’est celui-ci ou s’il était là avant lui.`,
    askConfirm: 'Ce n’était pas moi',
    toldTitle: (application: string) => `${application} est prévenu`,
    pausedTitle: (application: string, device: string) =>
      `${application} est prévenu, et «\u00a0${device}\u00a0» est en pause`,
    toldBody: 'Changez-y aussi votre mot de passe\u00a0: la personne qui s’est connectée l’a.',
    devices: 'Voir vos appareils',
  },

  /** Why a device is paused: first on the device itself (`by` did it), then in the list of another one. */
  why: {
    undo: (by: string) => `${by} a dit «\u00a0Ce n’était pas moi\u00a0»`,
    list: (by: string) => `${by} l’a mis en pause`,
    removal: (by: string) => `${by} l’a retiré`,
    replaced: () => 'Il a été associé de nouveau, et figure une deuxième fois dans la liste',
    moved: (by: string) => `Le compte est passé à ${by}`,
    objection: () => 'Deux appareils disent chacun que l’autre n’est pas à vous',
    wrong_codes: () => 'Trop de codes incorrects ont été saisis',
    idle: () => 'Il n’a pas été utilisé depuis longtemps',
    operator: () => 'La personne qui gère le serveur l’a mis en pause',
  },
  whyAccountPage: 'Il a été mis en pause sur la page du compte, avec un code de secours',
  until: (when: string) => `Disparaît définitivement\u00a0: ${when}`,

  waitLink: {
    title: 'Un nouvel appareil veut entrer',
    lead: 'Vous venez du lien d’un e-mail au sujet de votre compte.',
    body: 'Quelqu’un, connecté en votre nom, veut ajouter un appareil, et aucun de vos autres appareils n’était à portée de main pour dire oui. Si ce n’était pas vous, dites non\u00a0: il est refusé, et personne ne peut demander ainsi pendant une semaine.',
    press: 'Dire non, le refuser',
    pressing: 'Refus…',
    seenBody:
      'Si c’était vous, dites-le\u00a0: l’attente commence alors, et jusqu’à sa fin vous pouvez encore dire non ici.',
    seen: 'Je l’ai vu, et c’était moi',
    seeing: 'Envoi…',
    seenTitle: 'L’attente a commencé',
    seenDone: (when: string) =>
      `Le nouvel appareil sera accepté, sauf si vous ou un de vos appareils dites non\u00a0: ${when}. Gardez l’e-mail jusque-là.`,
    doneTitle: 'Refusé',
    doneBody:
      'Le nouvel appareil n’a pas été ajouté à votre compte. Changez maintenant votre mot de passe sur le site où vous vous connectez\u00a0: quelqu’un le connaît peut-être.',
  },

  undoLink: {
    title: 'Ce n’était pas vous\u00a0?',
    lead: 'Vous venez du lien d’un e-mail au sujet de votre compte.',
    body: 'Appuyez sur le bouton, et l’appareil dont parle l’e-mail est aussitôt mis en pause, avec tous les appareils qu’il a accepté. Il peut être réactivé. Si c’était vous, fermez cette page\u00a0: rien n’a changé.',
    press: 'Ce n’était pas moi, mettre en pause',
    pressing: 'Mise en pause…',
    doneTitle: (names: string) => `En pause\u00a0: ${names}`,
    doneBody:
      'Plus rien n’y répond pour vous. Changez maintenant votre mot de passe sur le site où vous vous connectez, et vérifiez vos appareils dans Nod sur un appareil à vous.',
    missingTitle: 'Rouvrez le lien',
    missingBody:
      'Ce qu’il portait n’est plus ici. Appuyez encore une fois dessus dans l’e-mail\u00a0; tant que vous n’appuyez pas sur le bouton, il reste valable.',
  },

  email: {
    what: 'Nod écrit quand un appareil est ajouté, mis en pause ou retiré. Chaque e-mail dit comment l’annuler.',
    field: (username: string, place: string) => `Adresse pour ${username} sur ${place}`,
    hint: 'Laissez vide pour ne recevoir aucun e-mail.',
    wrong: 'Ce n’est pas une adresse e-mail.',
    save: 'Enregistrer l’adresse',
    saving: 'Enregistrement…',
    counts: (when: string) =>
      `Valable à partir de\u00a0: ${when}. Jusque-là, les e-mails vont à l’adresse précédente, s’il y en avait une, qui est avertie du changement.`,
  },
};
