import { countedIn } from '../../../languages/counted.ts';
import type { LoginWords } from '../../login-words.ts';
import { fallbackWords } from './fallback-words.ts';

const counted = countedIn('fr');

const on = (name: string | undefined) => (name ? ` sur ${name}` : '');

export const loginWords: LoginWords = {
  typeCode: 'Saisissez ce code dans Nod',
  answerThere: 'Répondez dans Nod',
  approveHere: 'Approuvez dans ce navigateur',
  approveHereOr: 'Approuvez dans ce navigateur, ou saisissez ce code dans Nod',
  extensionOnly:
    'Ouvrez l’extension Nod dans ce navigateur et choisissez «\u00a0Approuver\u00a0». Aucun autre appareil ne le peut.',
  asks: (names) => `Envoyé à ${new Intl.ListFormat('fr').format(names)}. Ouvrez-y Nod.`,
  asksNobody: 'Ouvrez Nod sur un appareil que vous avez associé.',
  nobodyRung:
    'Aucun appareil n’a été averti\u00a0: ouvrez Nod et scannez ceci, ou saisissez ces chiffres sous «\u00a0Je me connecte\u00a0».',
  nobodyRungHere:
    'Aucun appareil n’a été averti\u00a0: ouvrez l’extension Nod quand cette page est au premier plan, et choisissez «\u00a0Chercher la demande de cette page\u00a0».',
  openApp: 'Ouvrir Nod sur ce téléphone',
  openFromHome:
    'Nod est sur ce téléphone\u00a0? Copiez le code, ouvrez Nod depuis l’écran d’accueil, et collez-le sous «\u00a0Je me connecte\u00a0».',
  copyCode: 'Copier le code',
  copied: 'Copié. Collez-le dans Nod.',
  copyRefused: 'Pas copié\u00a0: appuyez longuement sur le code',
  orScan: 'Ou scannez-le avec Nod',
  orScanElsewhere: 'Ou scannez-le avec Nod sur un autre appareil',
  qrLabel: 'Code QR\u00a0: à scanner avec Nod au lieu de saisir',
  devicesLabel: 'Interrogés',
  weakCode: (digits) => `Ce code a ${digits} chiffres. Le NIST en accepte 6 ou plus, car moins se devine facilement.`,
  timeLeft: 'Temps pour répondre',
  secondsLeft: (seconds) => counted(seconds, { one: 'encore # seconde', other: 'encore # secondes' }),
  reconnecting: 'Reconnexion. Vous pouvez quand même répondre.',
  delivery: {
    queued: 'Est interrogé',
    sent: 'Interrogé',
    pull: 'Ouvrez-y Nod pour la voir',
    gone: 'Injoignable\u00a0: ouvrez-y Nod',
    failed: 'Pas encore joint\u00a0: ouvrez-y Nod',
    received: 'L’a reçue',
    displayed: 'L’affiche maintenant',
  },
  outcome: {
    approved: {
      heading: 'Approuvée',
      sentence: (name) => `Vous avez dit oui${on(name)}. Connexion en cours.`,
    },
    denied: {
      heading: 'Refusée',
      sentence: (name) =>
        `La demande a été refusée${on(name)}, et personne n’a été connecté. Si c’était une erreur, réessayez.`,
    },
    reported: {
      heading: 'Signalée',
      sentence: (name) =>
        `Quelqu’un a répondu «\u00a0Ce n’était pas moi\u00a0»${on(name)}. Personne n’a été connecté, et aucun appareil n’est averti pendant un moment. ` +
        'Si ce n’est pas vous qui avez essayé, changez votre mot de passe maintenant.',
    },
    expired: {
      heading: 'Temps écoulé',
      sentence: () => 'Personne n’a répondu à temps. Gardez Nod à portée de main, puis réessayez.',
    },
    canceled: {
      heading: 'Annulée',
      sentence: () =>
        'Elle a pris fin sans réponse, par exemple parce qu’une plus récente a pris sa place. Continuez dans la fenêtre plus récente, ou réessayez.',
    },
    failed: {
      heading: 'Code erroné',
      sentence: () =>
        'Le code a été mal saisi trois fois, cette demande est donc terminée. Réessayez pour obtenir un nouveau code.',
    },
    lost: {
      heading: 'Cette page a perdu le contact',
      sentence: () => 'Elle ne peut plus recevoir la réponse. Vérifiez votre connexion, puis rechargez la page.',
    },
  },
  fallback: fallbackWords,
};
