import type { commonWords as english } from '../common-words.ts';
import type { Here, RunsIn } from '../here.ts';

/** What every screen may say. Part of `words` (words.ts). */
export const commonWords: typeof english = {
  common: {
    back: 'Retour',
    cancel: 'Revenir',
    done: 'Terminé',
    tryAgain: 'Réessayer',
  },
};

export function allowNotifications(here: Here, runsIn: RunsIn | undefined): string {
  if (runsIn === 'extension') return 'Autorisez les notifications de ce navigateur dans les réglages du système';
  if (runsIn === 'tab')
    return `${here === 'phone' ? 'Touchez' : 'Cliquez sur'} l’icône à côté de l’adresse et autorisez les notifications`;
  if (runsIn === 'app' && here === 'phone') return 'Activez-les dans Réglages → Notifications → Nod';
  if (runsIn === 'app')
    return 'Ouvrez le menu dans la barre de titre de Nod, choisissez «\u00a0Informations sur l’application\u00a0» et autorisez les notifications';
  return 'Autorisez les notifications de Nod dans les réglages';
}
