import type { commonWords as english } from '../common-words.ts';
import type { Here, RunsIn } from '../here.ts';

/** What every screen may say. Part of `words` (words.ts). */
export const commonWords: typeof english = {
  common: {
    back: 'Zurück',
    cancel: 'Zurück',
    done: 'Fertig',
    tryAgain: 'Erneut versuchen',
  },
};

/** How notifications are allowed again, as the beginning of a sentence. */
export function allowNotifications(here: Here, runsIn: RunsIn | undefined): string {
  if (runsIn === 'extension')
    return 'Erlauben Sie diesem Browser in den Systemeinstellungen, Benachrichtigungen zu zeigen';
  if (runsIn === 'tab')
    return `${here === 'phone' ? 'Tippen' : 'Klicken'} Sie auf das Symbol neben der Adresse und erlauben Sie Benachrichtigungen`;
  if (runsIn === 'app' && here === 'phone')
    return 'Schalten Sie sie in den Einstellungen des Handys unter „Mitteilungen“ oder „Benachrichtigungen“ für Nod ein';
  if (runsIn === 'app')
    return 'Öffnen Sie das Menü in der Titelleiste von Nod, wählen Sie „App-Informationen“ und erlauben Sie Benachrichtigungen';
  return 'Erlauben Sie Nod in den Einstellungen, Benachrichtigungen zu zeigen';
}
