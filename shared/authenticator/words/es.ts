import type { NotificationWords } from './en.ts';

/**
 * The sentences of system notifications, but for those of ../happened. They are read on a locked screen (N7): an application, a device,
 * an address and its place; never a code, never the details of an action.
 */
export const notificationWords: NotificationWords = {
  /** For Intl; no sentence. */
  locale: 'es',

  actions: { approve: 'Aprobar', deny: 'Rechazar' },
  /** Sentences that follow one another. */
  together: (sentences: readonly string[]) => sentences.join(' '),
  /** Facts in a row, such as a browser and a place. */
  facts: (facts: readonly string[]) => facts.join(', '),
  browserOn: (browser: string, system: string) => `${browser} en ${system}`,

  request: {
    signIn: (username: string) => `¿Iniciar sesión como ${username}?`,
    /** An application's own words for what is asked, without a mark at their end. */
    other: (title: string, username: string) => `¿${title}? Para ${username}.`,
    where: (facts: string) => `${facts}.`,
    typeCode: 'Abre Nod y escribe el código.',
    openToAnswer: 'Abre Nod para responder.',
  },
  letIn: {
    title: '¿Añadir un dispositivo a tu cuenta?',
    asks: (device: string, username: string) => `${device} quiere responder como ${username}.`,
    moveTitle: '¿Pasar tu cuenta a otro dispositivo?',
    moveAsks: (device: string, username: string) => `${device} quiere hacerse cargo de ${username}.`,
    next: 'Solo si lo tienes en la mano: abre Nod y escribe sus dígitos.',
  },
  /** How a request ended. The device that answered, or null. */
  ended: {
    approved: (device: string | null) => `Solicitud aprobada${device === null ? ' sin dispositivo' : ` en ${device}`}.`,
    denied: (device: string | null) => `Solicitud rechazada${device === null ? '' : ` en ${device}`}.`,
    reported: (device: string | null) => `Solicitud denunciada${device === null ? '' : ` en ${device}`}.`,
    expired: 'Esta solicitud caducó. No se aprobó nada.',
    canceled: 'Esta solicitud se retiró. No se aprobó nada.',
    failed: 'Demasiados códigos incorrectos. No se aprobó nada.',
  },
  answer: {
    wrongCode: 'Ese no era el código. Abre Nod y escríbelo de nuevo.',
    notTaken: 'Tu respuesta no se aceptó. Abre Nod para ver por qué.',
    phishing: (host: string) => `Rechazada y denunciada: ${host} mostró este inicio de sesión, y es una página falsa.`,
    keptOffline: {
      approve: 'Sin conexión. Tu aprobación está guardada y se enviará cuando haya red.',
      deny: 'Sin conexión. Tu rechazo está guardado y se enviará cuando haya red.',
      report: 'Sin conexión. Tu denuncia está guardada y se enviará cuando haya red.',
    },
    keptAway: {
      approve: 'El servidor no responde. Tu aprobación está guardada y se enviará cuando responda.',
      deny: 'El servidor no responde. Tu rechazo está guardado y se enviará cuando responda.',
      report: 'El servidor no responde. Tu denuncia está guardada y se enviará cuando responda.',
    },
    /** After the sentence of `ended`. */
    notCounted: 'Tu respuesta no se tuvo en cuenta.',
    tooLate: 'Demasiado tarde: esta solicitud caducó. No se aprobó nada.',
  },
  test: {
    passed: 'Las notificaciones funcionan.',
    failed: 'La prueba no se pudo terminar. Abre Nod e inténtalo de nuevo.',
  },
  unverified: 'Nod no pudo comprobar una solicitud. Abre Nod para ver qué está esperando.',
  update: 'Una solicitud necesita una versión más nueva de Nod. Abre Nod para actualizarlo y empieza otra vez.',
};
