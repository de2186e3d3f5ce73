import type { confirmWords as english } from '../confirm-words.ts';
import type { Here } from '../here.ts';

const thisDevice = (here: Here) => (here === 'phone' ? 'este teléfono' : 'este equipo');

/** Setting up that the person is confirmed before an approval. Not part of `words`: only screens that are fetched later have it. */
export const confirmWords: typeof english = {
  title: 'Confirmar que eres tú',
  what: (here: Here) =>
    `Se pide tu huella, tu cara o tu PIN antes de aprobar, para que nadie más pueda aprobar por ti ${here === 'phone' ? 'con este teléfono' : 'en este equipo'}.`,
  isOn: 'Activado',
  isOnFrom: (when: string) => `Activado. Vale desde ${when}, para que nadie pueda configurarlo solo para aprobar algo.`,
  isOff: 'Desactivado',
  turnOn: (username: string) => `Activar para ${username}`,
  turnOff: (username: string) => `Desactivar para ${username}`,
  busy: 'Esperando tu confirmación…',
  waits: (device: string) => `Configurado en ${device}`,
  waitsNote: (when: string) => `Allí vale desde ${when}. Si lo configuraste tú, puede valer ya.`,
  countNow: 'Que valga ya',
  countNowNamed: (device: string) => `Que valga ya en ${device}`,
  countTitle: (device: string) => `¿Configuraste esto en ${device}?`,
  countBody:
    'A partir de entonces, la persona de esa huella, esa cara o ese PIN podrá aprobar allí por ti. Si no fuiste tú, elimina ese dispositivo.',
  countConfirm: 'Fui yo',
  cannotTitle: (here: Here) =>
    here === 'phone' ? 'Este teléfono no puede confirmar que eres tú' : 'Este equipo no puede confirmar que eres tú',
  cannotBody:
    'El navegador no encuentra ninguna huella, cara o PIN que pedir. Configura un bloqueo de pantalla en los ajustes del sistema y abre Nod de nuevo.',
  offerTitle: 'Pedir mi huella o mi cara antes de aprobar',
  offerBody: (here: Here) => `Para que ninguna otra persona que tenga ${thisDevice(here)} pueda aprobar por ti.`,
  offerReasons: (here: Here) => [
    `Basta con lo que desbloquea ${thisDevice(here)}: huella, cara o PIN`,
    `La huella y la cara no salen de ${thisDevice(here)}: Nod solo sabe que eres tú`,
    'Ahora vale al momento; si lo activas más tarde, después de un día',
  ],
  offerTurnOn: 'Activar',
  offerSkip: 'Ahora no',
  offerFailed: 'Inténtalo de nuevo o elige «Ahora no»: también está en «Ajustes».',
};
