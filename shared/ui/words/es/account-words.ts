import type { accountWords as english } from '../account-words.ts';
import type { Here } from '../here.ts';

/** One account's own screen. Apart from `words`, since only screens that are opened now and then say this. */
export const accountWords: typeof english = {
  title: 'Cuenta',
  /** The row that leads to it, where its name is the title. */
  note: 'Dispositivos, códigos de recuperación, qué pasó',
  atHand: (here: Here) =>
    here === 'phone' ? 'Si no tienes el teléfono a mano' : 'Si no tienes ningún dispositivo a mano',
  codesNone: 'Aún no hay ninguno',
  totp: {
    none: 'Sin configurar',
    by: (device: string) => `Configurados en ${device}`,
    bySome: 'Configurados',
    countsFrom: (when: string) => `Valen desde ${when}`,
    ended: 'Ya no valen',
  },
  email: {
    title: 'Correo para avisos',
    none: 'Ninguno. Nod no escribe a nadie',
    countsFrom: (address: string, when: string) => `${address}, desde ${when}`,
    unavailable: 'Este servidor no envía correos.',
  },
  more: 'Historial y avisos',
  nothingHappened: 'Nada por ahora',
  nothingAsked: 'Ninguna por ahora',
};
