import { countedIn } from '../../../languages/counted.ts';
import type { Describe, ErrorParams } from '../described.ts';
import type { generalErrors as english } from '../error-words.ts';

const counted = countedIn('fr');

/** "this phone", in the middle of a sentence. */
export const thisDevice = ({ here = 'phone' }: ErrorParams) => (here === 'phone' ? 'ce téléphone' : 'cet ordinateur');

const server = (params: ErrorParams) => params.server ?? 'Le serveur de Nod';

export const refused: Describe = () => ({
  title: 'Nod n’a pas pu faire cela',
  body: 'Le serveur n’a pas accepté ce qui a été envoyé. Rien n’a changé.',
  nextStep: 'Fermez Nod, rouvrez-le et réessayez. Si cela se reproduit, prévenez la personne qui gère le serveur.',
});

const outOfStep: Describe = () => ({
  title: 'Nod et son serveur n’ont pas la même version',
  body: 'L’un des deux est plus ancien que l’autre.',
  nextStep: 'Fermez Nod et rouvrez-le. Si cela se reproduit, prévenez la personne qui gère le serveur.',
});

const unreachable: Describe = (params) => ({
  title: 'Le serveur ne répond pas',
  body: `${server(params)} est injoignable pour l’instant.`,
  nextStep: 'Attendez un instant, puis réessayez.',
});

const tooMany: Describe = ({ retryAfterSeconds }) => ({
  title: 'Trop d’essais',
  body: 'Nod impose une attente pour que personne ne puisse deviner.',
  nextStep:
    retryAfterSeconds === undefined
      ? 'Attendez une minute, puis réessayez.'
      : `Réessayez dans ${duration(retryAfterSeconds)}.`,
});

const clock: Describe = (params) => ({
  title: 'L’horloge n’est pas à l’heure',
  body: `L’horloge de ${thisDevice(params)} ${clockWords(params.clockOffsetMs)}, et ses réponses ne peuvent pas être vérifiées.`,
  nextStep: 'Choisissez la date et l’heure automatiques dans les réglages, puis réessayez.',
});

const clockNoticed: Describe = (params) => ({
  title: 'L’horloge n’est pas à l’heure',
  body: `L’horloge de ${thisDevice(params)} ${clockWords(params.clockOffsetMs)}. Nod se fie à celle du serveur\u00a0: vous pouvez quand même répondre.`,
  nextStep: 'Choisissez la date et l’heure automatiques dans les réglages.',
});

const unreadable: Describe = (params) => ({
  title: 'Nod ne peut pas se fier à ce message',
  body: `Il n’a pas été signé par le serveur auquel ${thisDevice(params)} est associé. Nod ne l’affiche donc pas.`,
  nextStep: 'Rien n’a été approuvé. Si cela se reproduit, prévenez la personne qui gère le serveur.',
});

/** What any screen can meet: the network, the server, the browser, the camera. One row per code. */
export const generalErrors: typeof english = {
  offline: (params) => ({
    title: 'Pas de réseau',
    body: `${capital(thisDevice(params))} est hors ligne.`,
    nextStep: 'Connectez-vous à un réseau, puis réessayez.',
  }),
  server_unreachable: unreachable,
  unavailable: unreachable,
  internal: unreachable,
  answer_malformed: () => ({
    title: 'Ce n’est pas le serveur Nod qui a répondu',
    body: 'Sur un réseau invité, c’est peut-être la page de connexion de ce réseau.',
    nextStep: 'Connectez-vous à ce réseau ou utilisez-en un autre, puis réessayez.',
  }),
  user_locked: ({ reason }) => ({
    title: 'Votre compte est bloqué',
    body: `La personne qui gère le serveur l’a bloqué${reason ? `\u00a0: «\u00a0${reason}\u00a0»` : ''}. Tant qu’il n’est pas débloqué, personne ne peut se connecter avec Nod en votre nom.`,
    nextStep: 'Contactez-la pour savoir ce qui s’est passé et faire débloquer votre compte.',
  }),
  not_found: outOfStep,
  unauthorized: outOfStep,
  request_malformed: refused,
  request_too_large: refused,
  proof_invalid: refused,
  proof_replayed: refused,
  rate_limited: tooMany,
  user_backing_off: tooMany,
  user_quarantined: tooMany,
  push_limit: tooMany,
  interrupted: () => ({
    title: 'Nod a été interrompu',
    body: 'Le navigateur l’a arrêté avant la fin. Votre action a peut-être abouti quand même.',
    nextStep:
      'Regardez si la demande attend encore, ou si elle figure dans les «\u00a0Demandes passées\u00a0» de votre compte, puis réessayez.',
  }),
  signature_invalid: unreadable,
  update_needed: () => ({
    title: 'Mettez Nod à jour',
    body: 'Une demande contient quelque chose que cette version de Nod ne connaît pas. Nod ne l’affiche donc pas.',
    nextStep: 'Fermez Nod, rouvrez-le et mettez-le à jour. Recommencez ensuite la connexion.',
  }),
  clock_skew: clock,
  clock_off: clockNoticed,
  storage_refused: (params) => ({
    title: 'Nod ne peut rien garder ici',
    body: `Ce navigateur ne garde pas les données qui associent ${thisDevice(params)}. C’est le cas en navigation privée et en mode Isolement.`,
    nextStep:
      'Ouvrez Nod dans une fenêtre normale et autorisez-le à garder des données, ou utilisez un autre navigateur.',
  }),
  camera_denied: ({ here, runsIn }) => ({
    title: 'L’appareil photo est désactivé pour Nod',
    body: 'Sans lui, vous ne pouvez rien scanner.',
    nextStep:
      runsIn === 'tab'
        ? `${here === 'computer' ? 'Cliquez sur' : 'Touchez'} l’icône à côté de l’adresse et autorisez l’appareil photo, ou saisissez le code.`
        : 'Autorisez l’appareil photo pour Nod dans les réglages, ou saisissez le code.',
  }),
  camera_unavailable: () => ({
    title: 'Pas d’appareil photo pour scanner',
    body: 'Il n’y en a pas ici, ou une autre application l’utilise.',
    nextStep: 'Fermez les autres applications qui l’utilisent, ou saisissez le code.',
  }),
  qr_not_for_this: () => ({
    title: 'Ce code ne convient pas ici',
    body: 'Il sert à autre chose, ou à une demande déjà terminée.',
    nextStep: 'Scannez le code affiché à l’écran pour vous connecter ou associer un appareil.',
  }),
  offline_unready: ({ here = 'phone' }) => ({
    title: here === 'phone' ? 'Ce téléphone ne peut pas encore le faire' : 'Cet ordinateur ne peut pas encore le faire',
    body: 'Il affiche ces chiffres pour les comptes en service, après un premier contact avec votre serveur.',
    nextStep:
      'Ouvrez Nod quand il y a du réseau, puis réessayez. En attendant, choisissez un autre moyen sur la page de connexion.',
  }),
  unknown: () => ({
    title: 'Une erreur s’est produite',
    body: 'Nod n’en connaît pas la cause. Rien n’a été approuvé.',
    nextStep: 'Réessayez. Si cela se reproduit, prévenez la personne qui gère le serveur.',
  }),
};

/** As the first word of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function clockWords(offsetMs: number | undefined): string {
  if (offsetMs === undefined) return 'est décalée de plus d’une minute';
  return `${offsetMs > 0 ? 'avance' : 'retarde'} de ${duration(Math.abs(offsetMs) / 1000)}`;
}

function duration(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 90) return counted(whole, { one: '# seconde', other: '# secondes' });
  const minutes = Math.round(whole / 60);
  if (minutes < 90) return counted(minutes, { one: '# minute', other: '# minutes' });
  return counted(Math.round(minutes / 60), { one: '# heure', other: '# heures' });
}
