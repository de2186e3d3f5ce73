import { countedIn } from '../../shared/languages/counted.ts';
import type { DemoWords } from './en.ts';

const counted = countedIn('fr');

/** What the site says: a harbour for notes, calm and a little playful. Its name stays as it is. */
export const demoWords: DemoWords = {
  /** For dates by Intl; no sentence. */
  locale: 'fr',

  site: {
    footer: 'Un petit site qui montre comment on se connecte avec Nod.',
    pages: 'Pages',
    notes: 'Notes',
    devices: 'Appareils',
    signOut: 'Se déconnecter',
    optional: 'facultatif',
  },
  landing: {
    title: 'Des notes qui restent au port',
    heading: 'Des notes qui restent au port.',
    lead: 'Notez ce que vous voulez, revenez plus tard. Pour se connecter, il faut votre mot de passe et un oui de votre téléphone\u00a0: un mot de passe qui fuit n’ouvre donc rien.',
    goOn: 'Poursuivre la connexion',
    /** The first words of each step stand out. */
    steps: [
      { first: 'Créez', rest: ' un compte avec un mot de passe.' },
      { first: 'Associez', rest: ' votre téléphone, une seule fois.' },
      { first: 'Connectez-vous\u00a0:', rest: ' votre téléphone demande, vous y reportez six chiffres.' },
    ],
  },
  signUp: {
    title: 'Créer un compte',
    lead: 'Ensuite, vous associez votre téléphone. Cela prend environ une minute.',
    username: 'Nom pour se connecter',
    usernameHint: '3 à 32 lettres, chiffres, points ou tirets.',
    displayName: 'Nom que les autres voient',
    go: 'Créer le compte',
    haveOne: 'Vous en avez un\u00a0?',
    usernameWrong: 'Choisissez 3 à 32 lettres, chiffres, points ou tirets.',
    usernameTaken: 'Ce nom est pris. Choisissez-en un autre.',
    tooMany: 'Trop de comptes ont été créés d’ici. Attendez dix minutes, puis continuez.',
    displayNameLong: 'Choisissez 60 caractères au plus.',
    displayNameWrong: 'Utilisez seulement des lettres, des chiffres et des espaces.',
  },
  password: {
    label: 'Mot de passe',
    hint: (least: number) => `Au moins ${least} caractères. Quelques mots à la suite conviennent bien.`,
    tooShort: (least: number) => `Choisissez au moins ${least} caractères.`,
    tooLong: (most: number) => `Choisissez ${most} caractères au plus.`,
    holdsName: 'Choisissez un mot de passe sans votre nom.',
    title: 'Votre mot de passe',
    change: 'Changer votre mot de passe',
    lead: 'Quelqu’un d’autre le connaît peut-être\u00a0? Changez-le maintenant\u00a0: toutes les sessions ouvertes avec lui seront fermées.',
    current: 'Mot de passe actuel',
    new: 'Nouveau mot de passe',
    go: 'Changer le mot de passe',
    wrong: 'Ce n’est pas votre mot de passe. Vérifiez-le, puis réessayez.',
    same: 'C’est l’ancien. Choisissez-en un autre.',
    changed: 'Votre mot de passe a été changé',
    changedBody: 'Vos autres sessions sont fermées, et celles de toute personne qui connaissait l’ancien.',
    toNotes: 'Continuer vers vos notes',
    toDevices: 'Voir vos appareils',
  },
  signIn: {
    title: 'Se connecter',
    lead: 'Ensuite, votre téléphone demande si c’est vous.',
    username: 'Nom',
    go: 'Continuer',
    newHere: 'Première visite\u00a0?',
    wrong: 'Ce nom et ce mot de passe ne vont pas ensemble. Vérifiez les deux, puis réessayez.',
    tooMany: (time: string) => `Trop d’essais. Vous pourrez réessayer ${time}.`,
  },
  waiting: {
    title: 'Répondez sur votre téléphone',
    heading: (username: string) => `Connexion au compte ${username}`,
    cancel: 'Annuler',
    noNotification: 'Pas de notification\u00a0? Ouvrez Nod vous-même\u00a0: la demande y attend.',
    changePassword: 'Changer votre mot de passe maintenant',
    again: 'Réessayer',
    back: 'Retour à la connexion',
    /** Without scripts. */
    typeCode: 'Ouvrez Nod sur votre téléphone et saisissez ce code. Ensuite, continuez.',
    answer: 'Ouvrez Nod et répondez-y. Ensuite, continuez.',
    answered: 'J’ai répondu',
  },
  pairing: {
    title: 'Associer votre téléphone',
    first: 'Associez maintenant votre téléphone',
    firstHere: 'Associez maintenant Nod',
    another: 'Associer un autre appareil',
    /** Before and after the name of the account. */
    lead: ['Désormais, il dit oui ou non quand quelqu’un se connecte au compte ', '.'],
    back: 'Retour à vos appareils',
    code: 'Code d’association',
    qr: 'Code QR avec le lien d’association',
    /** Before and after an address. */
    open: ['Sur votre téléphone, ouvrez ', '.'],
    scan: 'Scannez-y cette image, ou saisissez le code.',
    allow: 'Autorisez les notifications quand Nod le demande.',
    openHere: 'Ouvrez Nod dans une autre fenêtre. Elle remplace votre téléphone.',
    confirmHere: 'Confirmez-y que c’est votre compte, et autorisez les notifications.',
    letIn: 'Il affiche six chiffres\u00a0: saisissez-les dans Nod sur un appareil que vous avez déjà.',
    instead: 'Ouvrir plutôt Nod sur cet appareil',
    openWindow: 'Ouvrir Nod dans une autre fenêtre',
    orType: 'Ou saisissez-y ce code\u00a0:',
    localhost:
      'Un téléphone ne peut pas ouvrir localhost\u00a0: c’est toujours l’appareil lui-même. «\u00a0On your phone\u00a0» dans README.md dit quoi faire à la place.',
    /** Before the time, such as 9:05. */
    left: 'Ne sert qu’une fois. Temps restant\u00a0: ',
    newCode: 'Créer un nouveau code',
    none: 'Le dernier code a expiré, ou aucun n’a encore été créé.',
    make: 'Créer un code d’association',
    done: 'Il est associé',
    waiting: 'En attente de votre téléphone.',
    waitingHere: 'En attente de Nod.',
    checking: 'Trouvé. Il vérifie que les notifications arrivent.',
    asking: 'Trouvé. Quand il affiche six chiffres, saisissez-les dans Nod sur un appareil que vous avez déjà.',
    refused: 'Il n’a pas été accepté. Si c’était une erreur, créez un nouveau code.',
    paired: 'Associé. Utilisez-le maintenant pour vous connecter.',
    over: 'Ce code a expiré. Créez-en un nouveau.',
  },
  devices: {
    title: 'Vos appareils',
    lead: (username: string) => `Ils reçoivent une demande quand quelqu’un se connecte au compte ${username}.`,
    only: 'C’est votre seul appareil\u00a0: sans lui, vous ne pouvez pas vous connecter. Associez-en un deuxième tant que vous l’avez.',
    active: 'Prêt',
    activePull: 'Prêt tant que Nod y est ouvert',
    pending: 'Association non terminée',
    pendingLetIn: 'Attend que vous l’acceptiez sur un autre appareil',
    suspended: 'En pause\u00a0: regardez dans Nod',
    revoked: 'Retiré',
    paired: (time: string) => `Associé\u00a0: ${time}`,
    remove: 'Retirer',
    removeNamed: (device: string) => `Retirer ${device}`,
    removePaired: (device: string, time: string) => `Retirer ${device}, associé\u00a0: ${time}`,
  },
  notes: {
    title: 'Vos notes',
    hello: (name: string) => `Ohé, ${name}.`,
    new: 'Nouvelle note',
    placeholder: 'Que faut-il garder\u00a0?',
    keep: 'Garder',
    emptyTitle: 'Rien n’est encore amarré ici.',
    empty: 'Votre première note accostera à ce quai.',
    throwAway: 'Jeter',
    throwAwayNamed: (note: string) => `Jeter\u00a0: ${note}`,
    /** How this session was signed in, as its receipt says. */
    fallback: (how: string) => `Connexion sans appareil, ${how}`,
    approved: (how: string) => `Connexion approuvée, ${how}`,
    approvedOn: (device: string, how: string) => `Connexion approuvée sur ${device}, ${how}`,
    typed: {
      offline: 'avec huit chiffres d’un téléphone sans réseau',
      totp: 'avec un code d’une application d’authentification',
      email: 'avec un code reçu par e-mail',
      bypass: 'avec un code à usage unique donné par la personne qui gère le serveur',
    },
    matched: { code: 'avec le code reporté', origin: 'dans ce même navigateur', none: 'en un geste' },
    receipt:
      'C’est ce que dit le reçu signé. Avant de vous laisser entrer, le site a vérifié sa signature, et qu’il est bien pour ce site, cette connexion et cette personne.',
    none: 'aucun',
  },
  trouble: {
    again: 'Réessayer',
    changePassword: 'Changer votre mot de passe',
    back: 'Retour à la connexion',
    start: 'Ouvrir la page d’accueil',
    limit: {
      title: 'Vos appareils se reposent',
      text: (time: string) =>
        `Plusieurs demandes sont parties et aucune n’a été approuvée. Si elles ne venaient pas de vous, changez votre mot de passe maintenant. Sinon, réessayez ${time}.`,
    },
    backingOff: {
      title: 'Une courte pause',
      text: (time: string) => `Après des codes incorrects, la connexion fait une pause. Réessayez ${time}.`,
    },
    quarantined: {
      title: 'La connexion est en pause',
      text: (time: string) =>
        `Une demande a reçu la réponse «\u00a0Ce n’était pas moi\u00a0». Si ce n’est pas vous qui avez essayé, quelqu’un connaît votre mot de passe. Changez-le maintenant si une session est encore ouverte, ou dès que vous pourrez vous reconnecter, ${time}.`,
    },
    noDevice: {
      title: 'Aucun appareil ne peut répondre',
      text: 'Aucun de vos appareils ne peut y répondre\u00a0: ils ne sont plus utilisés, ou ce site n’accepte une approbation que depuis l’extension du navigateur. La personne qui le gère peut en associer un autre avec vous.',
    },
    unreachable: {
      title: 'Nod est injoignable',
      text: 'Votre mot de passe était juste, mais vos appareils ne peuvent pas recevoir la demande pour l’instant. Attendez un peu, puis réessayez.',
    },
    untrusted: {
      title: 'Cette réponse n’est pas fiable',
      text: 'Elle dit «\u00a0approuvée\u00a0», mais la preuve qui l’accompagne ne correspond pas. Personne ne s’est connecté.',
    },
    notNow:
      'Vous avez approuvé, mais votre réponse ne peut pas être vérifiée pour l’instant. Attendez un peu, puis continuez.',
    goOn: 'Continuer',
    noCode: 'Votre compte est prêt, mais aucun code d’association n’a pu être créé. Attendez un peu, puis continuez.',
    noList: 'Vos appareils ne peuvent pas être affichés pour l’instant. Attendez un peu, puis rechargez la page.',
    toNotes: 'Retour à vos notes',
    outOfDate: {
      title: 'Ce formulaire n’est plus à jour',
      text: 'Il a été ouvert avant que vous ne vous connectiez ou déconnectiez, ou il venait d’un autre site. Rien n’a changé.',
    },
    noPage: {
      title: 'Cette page n’existe pas',
      text: 'L’adresse contient peut-être une faute, ou la page a été déplacée.',
    },
    failed: {
      title: 'Une erreur s’est produite ici',
      text: 'C’est notre faute, pas la vôtre. Rien n’a changé\u00a0; réessayez dans un instant.',
    },
  },
  /** For "try again …". */
  inTime: {
    minutesSoon: 'dans quelques minutes',
    seconds: (count: number) => counted(count, { one: 'dans # seconde', other: 'dans # secondes' }),
    minutes: (count: number) => counted(count, { one: 'dans # minute', other: 'dans # minutes' }),
    hours: (count: number) => counted(count, { one: 'dans # heure', other: 'dans # heures' }),
  },
};
