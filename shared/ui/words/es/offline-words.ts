import type { Here } from '../here.ts';
import type { offlineWords as english } from '../offline-words.ts';

/** Signing in by digits of a phone without a network. Apart from `words`, as those of vouching-words.ts. */
export const offlineWords: typeof english = {
  ask: {
    title: (here: Here) => (here === 'phone' ? 'Nada sale de este teléfono' : 'Nada sale de este equipo'),
    body: 'Si apruebas, recibes ocho dígitos para escribirlos donde inicias sesión.',
  },

  code: {
    title: 'Escribe estos dígitos donde inicias sesión',
    lead: (application: string) =>
      `Escríbelos en la página de ${application} cuyo código escaneaste, y no se los digas a nadie.`,
    label: 'Los dígitos que debes escribir',
    left: (left: string) => `${left}, y sirven una sola vez`,
    sent: (here: Here) =>
      `${here === 'phone' ? 'Este teléfono' : 'Este equipo'} no ha enviado nada, así que no puede decirte si pudiste entrar.`,
  },

  denied: {
    title: 'No se aprobó',
    body: (application: string) => `No hay dígitos. Como no se envió nada, ${application} no lo sabe.`,
    next: (application: string) =>
      `Si no lo iniciaste tú, cambia tu contraseña de ${application}: alguien puede saberla.`,
  },
};
