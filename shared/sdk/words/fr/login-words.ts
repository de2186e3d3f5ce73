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
    'Ouvrez l’extension Nod dans ce navigateur et choisissez «\u00a0Approuver\u00a0». Aucun autre appareil ne peut le faire.',
  asks: (names) => `Demande envoyée à ${new Intl.ListFormat('fr').format(names)}. Ouvrez-y Nod.`,
  asksNobody: 'Ouvrez Nod sur un appareil que vous avez associé.',
  nobodyRung:
    'Aucune notification n’a été envoyée\u00a0: ouvrez Nod et scannez ceci, ou saisissez ces chiffres dans «\u00a0Je me connecte\u00a0».',
  nobodyRungHere:
    'Aucune notification n’a été envoyée\u00a0: ouvrez l’extension Nod quand cette page est au premier plan, et choisissez «\u00a0Récupérer la demande de cette page\u00a0».',
  openApp: 'Ouvrir Nod sur ce téléphone',
  openFromHome:
    'Nod est sur ce téléphone\u00a0? Copiez le code, ouvrez Nod depuis l’écran d’accueil, et collez-le dans «\u00a0Je me connecte\u00a0».',
  copyCode: 'Copier le code',
  copied: 'Copié. Collez-le dans Nod.',
  copyRefused: 'Non copié\u00a0: appuyez longuement sur le code',
  orScan: 'Ou scannez-le avec Nod',
  orScanElsewhere: 'Ou scannez-le avec Nod sur un autre appareil',
  qrLabel: 'Code QR\u00a0: à scanner avec Nod au lieu de saisir le code',
  devicesLabel: 'Appareils',
  weakCode: (digits) =>
    `Ce code a ${digits} chiffres. Le NIST en demande au moins 6, car un code plus court se devine facilement.`,
  timeLeft: 'Temps pour répondre',
  secondsLeft: (seconds) => counted(seconds, { one: 'encore # seconde', other: 'encore # secondes' }),
  reconnecting: 'Reconnexion. Vous pouvez quand même répondre.',
  delivery: {
    queued: 'Envoi en cours',
    sent: 'Demande envoyée',
    pull: 'Ouvrez-y Nod pour voir la demande',
    gone: 'Injoignable\u00a0: ouvrez-y Nod',
    failed: 'Pas encore joint\u00a0: ouvrez-y Nod',
    received: 'Demande reçue',
    displayed: 'Demande affichée',
  },
  outcome: {
    approved: {
      heading: 'Demande approuvée',
      sentence: (name) => `Vous avez donné votre accord${on(name)}. Connexion en cours.`,
    },
    denied: {
      heading: 'Demande refusée',
      sentence: (name) =>
        `La demande a été refusée${on(name)}, et personne ne s’est connecté. Si c’était une erreur, réessayez.`,
    },
    reported: {
      heading: 'Demande signalée',
      sentence: (name) =>
        `Quelqu’un a répondu «\u00a0Ce n’était pas moi\u00a0»${on(name)}. Personne ne s’est connecté, et aucune notification ne sera envoyée pendant un moment. ` +
        'Si ce n’est pas vous qui avez essayé de vous connecter, changez votre mot de passe maintenant.',
    },
    expired: {
      heading: 'Temps écoulé',
      sentence: () => 'Personne n’a répondu à temps. Gardez Nod sous la main et réessayez.',
    },
    canceled: {
      heading: 'Demande annulée',
      sentence: () =>
        'Elle a pris fin sans réponse, par exemple parce qu’une autre l’a remplacée. Continuez dans la fenêtre la plus récente, ou réessayez.',
    },
    failed: {
      heading: 'Code incorrect',
      sentence: () =>
        'Le code a été mal saisi trois fois\u00a0: cette demande est terminée. Réessayez pour obtenir un nouveau code.',
    },
    lost: {
      heading: 'Cette page n’est plus reliée à Nod',
      sentence: () =>
        'Elle ne peut plus recevoir la réponse. Vérifiez votre connexion Internet, puis rechargez la page.',
    },
  },
  fallback: fallbackWords,
};
