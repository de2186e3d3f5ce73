import { countedIn } from '../../../languages/counted.ts';
import type { FallbackWords } from '../../fallback-words.ts';

const counted = countedIn('fr');

export const fallbackWords: FallbackWords = {
  menu: 'Téléphone pas à portée de main\u00a0?',
  ways: {
    offline: {
      title: 'Chiffres d’un téléphone hors ligne',
      hint: 'Un téléphone sans réseau scanne un code ici et affiche huit chiffres à saisir.',
      sentence: 'Approuvez dessus, puis saisissez les huit chiffres qu’il affiche.',
      label: 'Huit chiffres affichés par Nod',
    },
    totp: {
      title: 'Six chiffres d’une autre application',
      hint: 'D’une application d’authentification, si vous en avez installé une pour ce compte.',
      sentence:
        'Ouvrez votre application d’authentification et saisissez les six chiffres qu’elle affiche pour ce compte.',
      label: 'Six chiffres de l’application',
    },
    email: {
      title: 'Un code reçu par e-mail',
      hint: 'À l’adresse que vous avez indiquée dans Nod.',
      sentence: 'Le code part à l’adresse que vous avez indiquée dans Nod.',
      label: 'Code de l’e-mail',
    },
    bypass: {
      title: 'Un code à usage unique',
      hint: 'De ceux qui gèrent votre connexion\u00a0: appelez-les si vous n’en avez pas.',
      sentence: 'Saisissez le code que ceux qui gèrent votre connexion vous ont donné pour ce site. Il sert une fois.',
      label: 'Code à usage unique',
    },
  },
  lost: (address) =>
    `Téléphone perdu\u00a0? Un code de secours sert ${address === undefined ? 'sur la page de Nod' : `sur ${address}`}, jamais ici.`,
  scan: 'Ouvrez Nod sur votre téléphone et scannez',
  qrLabel: 'Code QR pour Nod sur un téléphone sans réseau',
  larger: 'L’agrandir',
  close: 'Fermer',
  honest:
    'Regardez d’abord l’adresse de cette page. Ce que vous saisissez ici ne vaut pas mieux qu’un autre code saisi\u00a0: une page qui ressemble ' +
    'seulement à celle-ci pourrait le transmettre et se connecter en votre nom.',
  neverRecovery: 'Un code de secours n’a rien à faire ici. Cette page n’en demande jamais.',
  send: 'M’envoyer un code',
  sent: 'Il est en route, si une adresse est indiquée. Cela peut prendre une minute.',
  answer: 'Se connecter avec ce code',
  busy: 'Un instant…',
  back: 'Choisir un autre moyen',
  empty: 'Saisissez d’abord le code.',
  incomplete: (digits) => `Il a ${digits} chiffres. Regardez encore, puis saisissez-les tous.`,
  refused: {
    wrong_code: 'Ce n’est pas le bon code. Regardez encore et saisissez-le de nouveau, ou choisissez un autre moyen.',
    fallback_closed:
      'Ce moyen est fermé après trop de codes erronés. Choisissez-en un autre\u00a0; un de vos appareils, ou ceux qui gèrent votre connexion, ' +
      'peuvent le rouvrir.',
    fallback_not_allowed: 'Ce site ne l’accepte pas ici. Choisissez un autre moyen.',
    offline_too_long: 'Cette demande est trop longue pour un code à scanner. Choisissez un autre moyen.',
    offline_no_device: 'Aucun de vos appareils ne le peut encore. Choisissez un autre moyen.',
    offline_used_up:
      'Trop de chiffres erronés pour cette demande. Choisissez un autre moyen, ou recommencez la connexion.',
    email_used_up: 'Trop de codes erronés pour cette demande. Choisissez un autre moyen, ou recommencez la connexion.',
    challenge_final: 'Cette demande est terminée. Recommencez la connexion.',
    user_locked: 'Ce compte est bloqué. Adressez-vous à ceux qui gèrent votre connexion.',
    unreachable: 'Cette page ne joint pas son site. Vérifiez votre connexion, puis réessayez.',
    other: 'Cela n’a pas marché. Réessayez dans un instant, ou choisissez un autre moyen.',
  },
  fallbackBackingOff: (when) =>
    `Trop de codes erronés\u00a0: ce moyen fait une pause. Réessayez ${when}, ou choisissez un autre moyen.`,
  userPauses: (when) => `Une demande vient d’être refusée, la connexion fait donc une pause. Réessayez ${when}.`,
  inTime: (seconds) => {
    if (seconds === undefined) return 'dans quelques minutes';
    if (seconds <= 90)
      return counted(Math.max(1, Math.ceil(seconds)), { one: 'dans # seconde', other: 'dans # secondes' });
    if (seconds <= 90 * 60) return counted(Math.ceil(seconds / 60), { one: 'dans # minute', other: 'dans # minutes' });
    return counted(Math.ceil(seconds / 3600), { one: 'dans # heure', other: 'dans # heures' });
  },
  approved: 'Votre code était juste. Connexion en cours.',
};
