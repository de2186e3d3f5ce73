import type { Here } from '../here.ts';
import type { totpWords as english } from '../totp-words.ts';
import { dated } from './time-words.ts';

/** An app that shows six digits, for when no device of Nod is at hand. Apart from `words`: only its screen says this. */
export const totpWords: typeof english = {
  title: 'Six chiffres d’une autre application',
  lead: 'Une application qui affiche un nouveau nombre toutes les trente secondes peut vous connecter quand aucun de vos appareils n’est à portée de main, là où un service l’accepte.',
  linkNote: 'Pour quand aucun de vos appareils n’est à portée de main',

  none: {
    body: 'N’importe quelle application de ce genre convient, de préférence ailleurs que sur cet appareil. Qui possède ce qu’on lui donne peut s’y connecter en votre nom\u00a0: ce n’est donc montré qu’une fois.',
    begin: 'L’installer',
    beginning: 'Préparation…',
  },

  begun: {
    scan: 'Scannez ceci avec l’autre application',
    qr: 'Code à scanner avec l’autre application',
    open: (here: Here) =>
      here === 'phone'
        ? 'L’ouvrir dans une application de ce téléphone'
        : 'L’ouvrir dans une application de cet ordinateur',
    byHand: 'Ou saisissez-y ceci',
    byHandHint: 'Basé sur l’heure, six chiffres, toutes les 30 secondes.',
    first: 'Les six chiffres qu’elle affiche maintenant',
    firstHint: 'Ils montrent que cela marche.',
    wrong: 'Ce ne sont pas six chiffres.',
    misfit: 'Ce nombre ne convient pas. Saisissez celui que l’application affiche maintenant.',
    confirm: 'Activer',
    confirming: 'Vérification…',
    until: (when: string) => `Valable jusqu’à ${when}. Ensuite, recommencez.`,
  },

  on: {
    by: 'Installée depuis',
    someDevice: 'un appareil qui n’est plus là',
    since: 'Date',
    counts: 'Valable',
    countsFrom: (when: string) =>
      `à partir de\u00a0: ${when}. Vos appareils plus anciens ont été avertis, et peuvent la retirer jusque-là`,
    always: 'maintenant',
    endedTitle: 'Elle ne compte plus',
    endedBody:
      'L’appareil sur lequel elle a été installée est en pause ou retiré, et ses chiffres ont pris fin avec lui.',
    again: 'En installer une autre',
    remove: 'La retirer',
    removing: 'Retrait…',
    askTitle: 'La retirer\u00a0?',
    askBody:
      'Les chiffres de cette application ne vous connectent plus nulle part. Supprimez aussi l’entrée dans l’application.',
    askConfirm: 'La retirer',
  },
};
