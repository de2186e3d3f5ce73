import { countedIn } from '../../../languages/counted.ts';
import type { Here } from '../here.ts';
import type { pairingWords as english } from '../pairing-words.ts';

const counted = countedIn('fr');

/** Getting Nod onto a device and the device onto an account: pairing, permissions, installing. Part of `words` (words.ts). */
export const pairingWords: typeof english = {
  pairing: {
    steps: ['Saisir le code', 'Autoriser les notifications', 'Vérifier'],
    stepOf: (step: number, count: number) => `Étape ${step} sur ${count}`,
    startTitle: (here: Here) => (here === 'phone' ? 'Associer ce téléphone' : 'Associer cet ordinateur'),
    startBody:
      'Ouvrez votre compte sur le site où vous vous connectez et choisissez d’ajouter un appareil. Vous y obtenez un code.',
    scan: 'Scanner le code',
    or: 'ou le saisir',
    typedLabel: 'Code d’association',
    typedHint: '12 lettres et chiffres, en majuscules ou en minuscules.',
    typedHintLink:
      '12 lettres et chiffres, en majuscules ou en minuscules. Vous pouvez aussi coller ici un lien d’association.',
    typedShort: (missing: number) =>
      `Le code a 12 lettres et chiffres\u00a0: ${counted(missing, { one: 'il en manque #', other: 'il en manque #' })}.`,
    nameMissing: (here: Here) =>
      here === 'phone' ? 'Donnez d’abord un nom à ce téléphone.' : 'Donnez d’abord un nom à cet ordinateur.',
    next: 'Continuer',
    checking: 'Recherche…',
    confirmTitle: 'Est-ce votre compte\u00a0?',
    account: 'Compte',
    realm: 'Groupe',
    server: 'Serveur',
    askedBy: 'Donné par',
    deviceName: (here: Here) => (here === 'phone' ? 'Nom de ce téléphone' : 'Nom de cet ordinateur'),
    deviceNameHint: 'Pour distinguer vos appareils.',
    pair: (here: Here) => (here === 'phone' ? 'Associer ce téléphone' : 'Associer cet ordinateur'),
    notMine: 'Pas mon compte',
    otherServer: (host: string, origin: string) => ({
      title: 'Ce code vient d’un autre serveur',
      body: `Il appartient à ${host}.`,
      nextStep: `Ouvrez ${origin} sur cet appareil et faites-y l’association.`,
    }),
    testTitle: 'Une dernière vérification',
    testBody: (here: Here) =>
      here === 'phone'
        ? 'Nod envoie une notification de test à ce téléphone.'
        : 'Nod envoie une notification de test à cet ordinateur.',
    testWaiting: 'La notification est en route…',
    testSlow: 'C’est plus long que d’habitude.',
    testAgain: 'Renvoyer la notification',
    testPull: 'Continuer sans notifications',
    readyTitle: 'C’est prêt.',
    readyBody: (here: Here) =>
      `${here === 'phone' ? 'Ce téléphone' : 'Cet ordinateur'} répond maintenant pour votre compte. Essayez à votre prochaine connexion.`,
  },

  settingUp: {
    title: (here: Here) => (here === 'phone' ? 'Préparation de ce téléphone' : 'Préparation de cet ordinateur'),
    subscribing: 'Activation des notifications…',
    binding: 'Association…',
    body: (here: Here) =>
      `Cela peut prendre jusqu’à 20 secondes. Laissez ${here === 'phone' ? 'ce téléphone' : 'cet ordinateur'} allumé.`,
  },

  notifications: {
    title: 'Autoriser les notifications',
    body: 'Pour savoir tout de suite si quelqu’un se connecte en votre nom.',
    reasons: [
      'Quand une connexion attend votre réponse',
      'Sans son, quand quelque chose a changé sur votre compte',
      'Jamais de publicité',
      'Le code n’est jamais dans la notification',
    ],
    next: (here: Here) =>
      here === 'phone'
        ? 'Votre téléphone va vous poser la question. Choisissez «\u00a0Autoriser\u00a0».'
        : 'Votre ordinateur va vous poser la question. Choisissez «\u00a0Autoriser\u00a0».',
    allow: 'Autoriser les notifications',
    asking: 'En attente de votre choix…',
    skip: 'Continuer sans',
    sampleTitle: 'Boutique Exemple',
    sampleBody: 'Connexion au compte alice\u00a0? Chrome sur macOS, Lisbonne',
    sampleName: 'À quoi ressemble une notification',
  },

  pull: {
    title: (here: Here) =>
      here === 'phone'
        ? 'Ce téléphone ne reçoit pas de notifications'
        : 'Cet ordinateur ne reçoit pas de notifications',
    hung: 'Le réseau n’a pas répondu quand Nod a demandé des notifications.',
    unavailable: 'Ce navigateur n’en propose pas, ou n’arrive pas à joindre le service qui les achemine.',
    unsupported: 'Le serveur ne peut pas réveiller ce navigateur.',
    declined: 'Elles sont désactivées pour Nod.',
    facts: (here: Here) => [
      'Les demandes ne s’affichent que quand Nod est ouvert',
      here === 'phone'
        ? 'Quand Nod est fermé, ce téléphone reste silencieux'
        : 'Quand Nod est fermé, cet ordinateur reste silencieux',
    ],
    canTurnOn: 'Vous pouvez activer les notifications à tout moment',
    go: 'Continuer sans notifications',
    retry: 'Réessayer avec les notifications',
  },

  /** Instead of those of `pull`, where the app asks by itself with no page open: in a browser's extension. */
  rounds: {
    title: (here: Here) =>
      here === 'phone'
        ? 'Les demandes arrivent en retard sur ce téléphone'
        : 'Les demandes arrivent en retard sur cet ordinateur',
    facts: [
      'Tant que le navigateur est ouvert, Nod vérifie toutes les 30 secondes',
      'Une demande peut donc s’afficher en retard, et une demande de courte durée peut être manquée',
    ],
    go: 'Continuer ainsi',
    quiet: 'Nod vérifie toutes les 30 secondes',
    quietNext: 'Une demande peut donc s’afficher un peu en retard.',
    account: 'Vérifié toutes les 30 secondes',
  },

  scan: {
    title: 'Scanner le code',
    hint: 'Placez le code de l’autre écran dans le cadre.',
    typeInstead: 'Saisir le code',
    starting: 'Démarrage de l’appareil photo…',
  },

  install: {
    title: (here: Here) => (here === 'phone' ? 'Installer Nod sur ce téléphone' : 'Installer Nod sur cet ordinateur'),
    iosBody:
      'Sur iPhone et iPad, seules les applications de l’écran d’accueil peuvent envoyer des notifications. Trois gestes suffisent.',
    androidBody:
      'Installé comme une application, Nod s’ouvre tout de suite et ses notifications ne se perdent pas parmi les onglets.',
    desktopBody:
      'Installé comme une application, Nod démarre tout seul et ses notifications ne se perdent pas parmi les onglets.',
    ios: [
      'Touchez «\u00a0Partager\u00a0» en bas de Safari',
      'Choisissez «\u00a0Sur l’écran d’accueil\u00a0», puis «\u00a0Ajouter\u00a0»',
      'Ouvrez Nod depuis l’écran d’accueil et faites-y l’association',
    ],
    iosOther: [
      'Ouvrez cette page dans Safari',
      'Touchez «\u00a0Partager\u00a0», puis «\u00a0Sur l’écran d’accueil\u00a0»',
      'Ouvrez Nod depuis l’écran d’accueil et faites-y l’association',
    ],
    android: [
      'Touchez le menu en haut de Chrome',
      'Choisissez «\u00a0Ajouter à l’écran d’accueil\u00a0», puis «\u00a0Installer\u00a0»',
      'Ouvrez Nod depuis l’écran d’accueil',
    ],
    desktop: [
      'Ouvrez le menu du navigateur',
      'Choisissez «\u00a0Installer Nod\u00a0»',
      'Ouvrez Nod depuis vos applications',
    ],
    install: 'Installer Nod',
    skip: 'Continuer dans le navigateur',
    insideTitle: 'Faites l’association dans l’application',
    insideBody:
      'Safari et l’application de l’écran d’accueil ne partagent rien\u00a0: ouvrez d’abord Nod depuis l’écran d’accueil.',
  },
};
