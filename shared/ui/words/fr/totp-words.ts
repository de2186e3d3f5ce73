import type { Here } from '../here.ts';
import type { totpWords as english } from '../totp-words.ts';
import { dated } from './time-words.ts';

/** An app that shows six digits, for when no device of Nod is at hand. Apart from `words`: only its screen says this. */
export const totpWords: typeof english = {
  title: 'Six chiffres d’une autre application',
  lead: 'Sans aucun de vos appareils, vous pouvez vous connecter avec une application qui affiche un nouveau nombre toutes les 30 secondes, si le service l’accepte.',
  linkNote: 'Si vous n’avez aucun de vos appareils',

  none: {
    body: 'Toute application de ce genre convient, de préférence ailleurs que sur cet appareil. Avec ce qui va s’afficher, quelqu’un d’autre pourrait se connecter en votre nom\u00a0: c’est pourquoi cela ne s’affiche qu’une fois.',
    begin: 'La configurer',
    beginning: 'Préparation…',
  },

  begun: {
    scan: 'Scannez ceci avec l’autre application',
    qr: 'Code à scanner avec l’autre application',
    open: (here: Here) =>
      here === 'phone'
        ? 'L’ouvrir dans une application de ce téléphone'
        : 'L’ouvrir dans une application de cet ordinateur',
    byHand: 'Ou saisissez ceci dans l’application',
    byHandHint: 'Basé sur l’heure, six chiffres, toutes les 30 secondes.',
    first: 'Les six chiffres qu’elle affiche maintenant',
    firstHint: 'Ils montrent que tout fonctionne.',
    wrong: 'Il faut six chiffres.',
    misfit: 'Ce n’est pas le bon nombre. Saisissez celui que l’application affiche maintenant.',
    confirm: 'Activer',
    confirming: 'Vérification…',
    until: (when: string) => `À faire avant ${dated(when)}. Ensuite, il faudra recommencer.`,
  },

  on: {
    by: 'Configurée sur',
    someDevice: 'un appareil retiré depuis',
    since: 'Depuis',
    counts: 'Valable',
    countsFrom: (when: string) =>
      `dès ${dated(when)}. Vos appareils plus anciens ont été avertis et peuvent la retirer d’ici là`,
    always: 'dès maintenant',
    endedTitle: 'Elle n’est plus valable',
    endedBody:
      'L’appareil sur lequel elle a été configurée est en pause ou retiré\u00a0: ses chiffres ne sont donc plus acceptés.',
    again: 'En configurer une autre',
    remove: 'La retirer',
    removing: 'Retrait…',
    askTitle: 'La retirer\u00a0?',
    askBody:
      'Les chiffres de cette application ne vous connecteront plus nulle part. Supprimez aussi le compte dans l’application.',
    askConfirm: 'La retirer',
  },
};
