import { countedIn } from '../../../languages/counted.ts';
import type { FallbackWords } from '../../fallback-words.ts';

const counted = countedIn('fr');

export const fallbackWords: FallbackWords = {
  menu: 'Vous n’avez pas votre téléphone\u00a0?',
  ways: {
    offline: {
      title: 'Chiffres d’un téléphone hors ligne',
      hint: 'Un téléphone sans réseau scanne un code ici et affiche huit chiffres à saisir.',
      sentence: 'Approuvez sur ce téléphone, puis saisissez les huit chiffres qu’il affiche.',
      label: 'Huit chiffres affichés par Nod',
    },
    totp: {
      title: 'Six chiffres d’une autre application',
      hint: 'D’une application d’authentification, si vous en avez configuré une pour ce compte.',
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
      hint: 'Donné par l’équipe qui gère vos accès\u00a0: appelez-la si vous n’en avez pas.',
      sentence: 'Saisissez le code que l’équipe qui gère vos accès vous a donné pour ce site. Il ne sert qu’une fois.',
      label: 'Code à usage unique',
    },
  },
  lost: (address) =>
    `Téléphone perdu\u00a0? Un code de secours s’utilise ${address === undefined ? 'sur la page de Nod' : `sur ${address}`}, jamais ici.`,
  scan: 'Ouvrez Nod sur votre téléphone et scannez',
  qrLabel: 'Code QR pour Nod sur un téléphone sans réseau',
  larger: 'Agrandir',
  close: 'Fermer',
  honest:
    'Vérifiez d’abord l’adresse de cette page. Ce que vous saisissez ici n’est pas mieux protégé qu’un autre code\u00a0: une page qui imite ' +
    'celle-ci pourrait le transmettre et se connecter en votre nom.',
  neverRecovery: 'Ne saisissez pas de code de secours ici. Cette page n’en demande jamais.',
  send: 'M’envoyer un code',
  sent: 'Il est en route, si une adresse est indiquée. Cela peut prendre une minute.',
  answer: 'Se connecter avec ce code',
  busy: 'Un instant…',
  back: 'Choisir un autre moyen',
  empty: 'Saisissez d’abord le code.',
  incomplete: (digits) => `Il a ${digits} chiffres. Regardez de nouveau, puis saisissez-les tous.`,
  refused: {
    wrong_code:
      'Ce n’est pas le bon code. Regardez de nouveau et saisissez-le de nouveau, ou choisissez un autre moyen.',
    fallback_closed:
      'Ce moyen est bloqué après trop de codes incorrects. Choisissez-en un autre. Un de vos appareils, ou l’équipe qui gère vos accès, ' +
      'peut le débloquer.',
    fallback_not_allowed: 'Ce site n’accepte pas ce moyen ici. Choisissez-en un autre.',
    offline_too_long: 'Cette demande est trop longue pour un code à scanner. Choisissez un autre moyen.',
    offline_no_device: 'Aucun de vos appareils ne peut encore le faire. Choisissez un autre moyen.',
    offline_used_up:
      'Trop de chiffres incorrects pour cette demande. Choisissez un autre moyen, ou recommencez la connexion.',
    email_used_up:
      'Trop de codes incorrects pour cette demande. Choisissez un autre moyen, ou recommencez la connexion.',
    challenge_final: 'Cette demande est terminée. Recommencez la connexion.',
    user_locked: 'Ce compte est bloqué. Adressez-vous à l’équipe qui gère vos accès.',
    unreachable: 'Cette page n’arrive pas à joindre son site. Vérifiez votre connexion Internet, puis réessayez.',
    other: 'Cela n’a pas marché. Réessayez dans un instant, ou choisissez un autre moyen.',
  },
  fallbackBackingOff: (when) =>
    `Trop de codes incorrects\u00a0: ce moyen est en pause. Réessayez ${when}, ou choisissez un autre moyen.`,
  userPauses: (when) => `Une demande vient d’être refusée\u00a0: la connexion est en pause. Réessayez ${when}.`,
  inTime: (seconds) => {
    if (seconds === undefined) return 'dans quelques minutes';
    if (seconds <= 90)
      return counted(Math.max(1, Math.ceil(seconds)), { one: 'dans # seconde', other: 'dans # secondes' });
    if (seconds <= 90 * 60) return counted(Math.ceil(seconds / 60), { one: 'dans # minute', other: 'dans # minutes' });
    return counted(Math.ceil(seconds / 3600), { one: 'dans # heure', other: 'dans # heures' });
  },
  approved: 'C’est le bon code. Connexion en cours.',
};
