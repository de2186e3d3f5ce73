import { countedIn } from '../../../languages/counted.ts';
import type { Describe, ErrorParams } from '../described.ts';
import type { generalErrors as english } from '../error-words.ts';

const counted = countedIn('fr');

/** "this phone", in the middle of a sentence. */
export const thisDevice = ({ here = 'phone' }: ErrorParams) => (here === 'phone' ? 'ce téléphone' : 'cet ordinateur');

const server = (params: ErrorParams) => params.server ?? 'Le serveur de Nod';

export const refused: Describe = () => ({
  title: 'Nod n’a pas pu le faire',
  body: 'Le serveur n’a pas accepté ce qui a été envoyé. Rien n’a changé.',
  nextStep: 'Fermez Nod, rouvrez-le et réessayez. Si cela se reproduit, prévenez la personne qui gère le serveur.',
});

const outOfStep: Describe = () => ({
  title: 'Nod et son serveur ne vont pas ensemble',
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
  body: 'Nod ralentit pour que personne ne puisse deviner.',
  nextStep:
    retryAfterSeconds === undefined
      ? 'Attendez une minute, puis réessayez.'
      : `Réessayez dans ${duration(retryAfterSeconds)}.`,
});

const clock: Describe = (params) => ({
  title: 'L’heure n’est pas juste',
  body: `L’heure de ${thisDevice(params)} ${clockWords(params.clockOffsetMs)}, ses réponses ne peuvent donc pas être vérifiées.`,
  nextStep: 'Réglez la date et l’heure sur automatique, puis réessayez.',
});

const clockNoticed: Describe = (params) => ({
  title: 'L’heure n’est pas juste',
  body: `L’heure de ${thisDevice(params)} ${clockWords(params.clockOffsetMs)}. Nod se fie à celle du serveur\u00a0: vous pouvez quand même répondre.`,
  nextStep: 'Réglez la date et l’heure sur automatique.',
});

const unreadable: Describe = (params) => ({
  title: 'Nod ne peut pas s’y fier',
  body: `Ce qui est arrivé n’a pas été signé par le serveur auquel ${thisDevice(params)} est associé. Nod ne l’affiche donc pas.`,
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
    title: 'Quelque chose d’autre a répondu',
    body: 'Ce qui a répondu n’était pas le serveur Nod. Sur un réseau invité, c’est peut-être sa page de connexion.',
    nextStep: 'Connectez-vous à ce réseau ou utilisez-en un autre, puis réessayez.',
  }),
  user_locked: ({ reason }) => ({
    title: 'Votre compte est bloqué',
    body: `La personne qui gère le serveur l’a bloqué${reason ? ` : «\u00a0${reason}\u00a0»` : ''}. Tant qu’il n’est pas débloqué, personne ne se connecte avec Nod en votre nom.`,
    nextStep: 'Demandez-lui ce qui s’est passé, et de le débloquer.',
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
    body: 'Le navigateur l’a arrêté avant qu’il puisse dire comment cela s’est terminé. Cela a peut-être marché quand même.',
    nextStep:
      'Regardez si la demande attend encore, ou si elle est parmi les demandes passées de votre compte, puis réessayez.',
  }),
  signature_invalid: unreadable,
  update_needed: () => ({
    title: 'Mettez Nod à jour',
    body: 'Une demande contient quelque chose que cette version de Nod ne connaît pas. Nod ne l’affiche donc pas.',
    nextStep: 'Fermez Nod, rouvrez-le et prenez la nouvelle version. Puis recommencez la connexion.',
  }),
  clock_skew: clock,
  clock_off: clockNoticed,
  storage_refused: (params) => ({
    title: 'Nod ne peut rien garder ici',
    body: `Ce navigateur ne garde pas ce qui associe ${thisDevice(params)}. C’est le cas des fenêtres privées et du mode Isolement.`,
    nextStep:
      'Ouvrez Nod dans une fenêtre normale et autorisez-le à garder des données, ou utilisez un autre navigateur.',
  }),
  camera_denied: ({ here, runsIn }) => ({
    title: 'L’appareil photo est désactivé pour Nod',
    body: 'Sans lui, rien ne peut être scanné.',
    nextStep:
      runsIn === 'tab'
        ? `${here === 'computer' ? 'Cliquez sur' : 'Touchez'} le symbole à côté de l’adresse et autorisez l’appareil photo, ou saisissez le code.`
        : 'Autorisez l’appareil photo pour Nod dans les réglages, ou saisissez le code.',
  }),
  camera_unavailable: () => ({
    title: 'Pas d’appareil photo pour scanner',
    body: 'Il n’y en a pas ici, ou une autre application l’utilise.',
    nextStep: 'Fermez les autres applications qui l’utilisent, ou saisissez le code.',
  }),
  qr_not_for_this: () => ({
    title: 'Ce code n’est pas fait pour cela',
    body: 'Il sert à autre chose, ou à une demande terminée.',
    nextStep: 'Scannez le code de l’écran où vous vous connectez ou associez.',
  }),
  offline_unready: ({ here = 'phone' }) => ({
    title: here === 'phone' ? 'Ce téléphone ne peut pas encore le faire' : 'Cet ordinateur ne peut pas encore le faire',
    body: 'Il calcule ces chiffres pour les comptes utilisés, après avoir été une fois en contact avec votre serveur.',
    nextStep:
      'Ouvrez Nod quand il y a du réseau, puis réessayez. Pour l’instant, choisissez un autre moyen sur le site où vous vous connectez.',
  }),
  unknown: () => ({
    title: 'Quelque chose n’a pas marché',
    body: 'Nod ne sait pas quoi. Rien n’a été approuvé.',
    nextStep: 'Réessayez. Si cela se reproduit, prévenez la personne qui gère le serveur.',
  }),
};

/** As the first word of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function clockWords(offsetMs: number | undefined): string {
  if (offsetMs === undefined) return 'est fausse de plus d’une minute';
  return `${offsetMs > 0 ? 'avance' : 'retarde'} de ${duration(Math.abs(offsetMs) / 1000)}`;
}

function duration(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 90) return counted(whole, { one: '# seconde', other: '# secondes' });
  const minutes = Math.round(whole / 60);
  if (minutes < 90) return counted(minutes, { one: '# minute', other: '# minutes' });
  return counted(Math.round(minutes / 60), { one: '# heure', other: '# heures' });
}
