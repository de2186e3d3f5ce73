import type { commonWords as english } from '../common-words.ts';
import type { Here, RunsIn } from '../here.ts';

/** What every screen may say. Part of `words` (words.ts). */
export const commonWords: typeof english = {
  common: {
    back: 'Atrás',
    cancel: 'Volver',
    done: 'Listo',
    tryAgain: 'Reintentar',
  },
};

/** How notifications are allowed again, as the beginning of a sentence. */
export function allowNotifications(here: Here, runsIn: RunsIn | undefined): string {
  if (runsIn === 'extension') return 'Permite las notificaciones de este navegador en los ajustes del sistema';
  if (runsIn === 'tab')
    return `${here === 'phone' ? 'Toca' : 'Haz clic en'} el icono junto a la dirección y permite las notificaciones`;
  if (runsIn === 'app' && here === 'phone') return 'Actívalas en Ajustes → Notificaciones → Nod';
  if (runsIn === 'app')
    return 'Abre el menú en la barra de título de Nod, elige la información de la aplicación y permite las notificaciones';
  return 'Permite las notificaciones de Nod en los ajustes';
}
