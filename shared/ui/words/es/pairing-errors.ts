import type { pairingErrors as english } from '../pairing-errors.ts';
import { allowNotifications } from './common-words.ts';
import { capital, refused, thisDevice } from './error-words.ts';

const newCode = 'Pide un código nuevo donde te dieron este.';

/** What stands in the way of getting a device onto an account, and of its staying there. One row per code. */
export const pairingErrors: typeof english = {
  enrollment_invalid: () => ({
    title: 'Este código no funciona',
    body: 'Con él no hay nada que vincular ahora.',
    nextStep: 'Compáralo letra por letra, o pide uno nuevo.',
  }),
  enrollment_expired: () => ({
    title: 'Este código caducó',
    body: 'Un código de vinculación funciona durante diez minutos.',
    nextStep: newCode,
  }),
  enrollment_used: () => ({
    title: 'Este código ya se usó',
    body: 'Un código de vinculación funciona una sola vez.',
    nextStep: `${newCode} Si no lo usaste tú, revisa tus dispositivos.`,
  }),
  enrollment_refused: () => ({
    title: 'La vinculación se rechazó',
    body: 'El sitio no confirmó este código, o tu cuenta ya no admite más dispositivos, o no tiene ninguno que pueda decir que sí.',
    nextStep: 'Pide allí un código nuevo, o pídelo a quien gestiona el servidor.',
  }),
  enrollment_proof_invalid: refused,
  /** The address of a server that was never reached from here: nobody can say whether it is mistyped or out of service. */
  server_not_found: ({ server = 'esta dirección' }) => ({
    title: `Nadie responde en ${server}`,
    body: 'Nod nunca ha encontrado un servidor ahí.',
    nextStep:
      'Compara la dirección letra por letra. Si es correcta, el servidor no funciona o la red no llega hasta él.',
  }),
  server_not_nod: ({ server = 'esta dirección' }) => ({
    title: `No hay un servidor de Nod en ${server}`,
    body: 'Ahí responde otra cosa.',
    nextStep: 'Compara la dirección letra por letra. En una red de invitados, inicia sesión primero en la red.',
  }),
  wrong_server: () => ({
    title: 'Este servidor usa otra dirección',
    body: 'No se le envió nada.',
    nextStep: 'Abre Nod en la dirección de la que viene tu código.',
  }),
  permission_denied: (params) => ({
    title: 'Las notificaciones de Nod están desactivadas',
    body: `${capital(thisDevice(params))} no las muestra, porque así está configurado.`,
    nextStep: `${allowNotifications(params.here ?? 'phone', params.runsIn)}, e inténtalo de nuevo.`,
  }),
  permission_dismissed: () => ({
    title: 'No elegiste nada',
    body: 'La pregunta se cerró antes de que respondieras.',
    nextStep: 'Inténtalo de nuevo y elige «Permitir».',
  }),
  subscribe_timeout: () => ({
    title: 'Aquí no se pueden activar las notificaciones',
    body: 'La red no respondió cuando Nod pidió las notificaciones.',
    nextStep: 'Prueba otra red o sigue sin ellas: las solicitudes aparecerán mientras Nod esté abierto.',
  }),
  subscribe_failed: () => ({
    title: 'Aquí no se pueden activar las notificaciones',
    body: 'Este navegador no lo permitió, o no puede conectar con el servicio que las entrega.',
    nextStep: 'Comprueba que las notificaciones no estén bloqueadas en los ajustes del navegador, o sigue sin ellas.',
  }),
  endpoint_not_allowed: () => ({
    title: 'Aquí no se pueden activar las notificaciones',
    body: 'El servidor no envía al servicio que usa este navegador.',
    nextStep: 'Avisa a quien gestiona el servidor, o sigue sin notificaciones.',
  }),
  pull_not_allowed: () => ({
    title: 'Aquí hacen falta las notificaciones',
    body: 'Este servidor solo vincula dispositivos que reciben notificaciones.',
    nextStep: 'Permite las notificaciones, o vincula otro dispositivo.',
  }),
  activation_invalid: () => ({
    title: 'Esa prueba era antigua',
    body: 'Hay una notificación de prueba más reciente en camino, o ya se respondió.',
    nextStep: 'Envía la prueba de nuevo.',
  }),
  device_pending: () => ({
    title: 'La vinculación no ha terminado',
    body: 'La notificación de prueba aún no se ha respondido.',
    nextStep: 'Envía la prueba de nuevo, o vuelve a vincular.',
  }),
  device_unvouched: (params) => ({
    title: `${capital(thisDevice(params))} aún no se ha aceptado`,
    body: 'Ninguno de tus otros dispositivos ha dicho que sí.',
    nextStep: 'Abre Nod en uno de ellos y escribe allí los dígitos que se muestran aquí.',
  }),
  vouching_unavailable: (params) => ({
    title: 'No se puede preguntar a tus otros dispositivos',
    body: `Ya no están en uso, o aún no pueden aceptar ${thisDevice(params)}.`,
    nextStep:
      'Abre Nod en uno de ellos para que se actualice y pregunta otra vez. O pide un código a quien gestiona el servidor.',
  }),
  device_kept_out: (params) => ({
    title: `${capital(thisDevice(params))} no se aceptó`,
    body: 'Uno de tus otros dispositivos dijo que no, o nadie respondió a tiempo.',
    nextStep: 'Si aún lo quieres en tu cuenta, elimina la cuenta aquí y vincúlala con un código nuevo.',
  }),
  device_unknown: (params) => ({
    title: `${capital(thisDevice(params))} no está vinculado`,
    body: 'El servidor no lo conoce.',
    nextStep: 'Vincúlalo de nuevo para usarlo.',
  }),
  device_suspended: (params) => ({
    title: `${capital(thisDevice(params))} está pausado`,
    body: 'No recibe solicitudes y sus respuestas no valen.',
    nextStep: 'En «Cuentas» se explica por qué y qué puedes hacer.',
  }),
  replaces_refused: () => ({
    title: 'Ya es tarde para decirlo',
    body: 'Se puede decir una vez, en la primera hora, de un dispositivo del mismo tipo.',
    nextStep: 'Elimina el anterior en la lista de tus dispositivos.',
  }),
  device_revoked: (params) => ({
    title: `${capital(thisDevice(params))} se eliminó`,
    body: 'Ya no responde por esta cuenta.',
    nextStep: 'Si aún quieres que lo haga, vincúlalo de nuevo.',
  }),
  /** A request's screen finds no account at all any more. */
  unpaired: (params) => ({
    title: `${capital(thisDevice(params))} ya no está vinculado`,
    body: 'Lo que Nod guardaba aquí ya no está: alguien eliminó la cuenta, o el navegador lo borró. Aquí no se aprobó nada.',
    nextStep: 'Vincúlalo de nuevo para usarlo.',
  }),
  account_unknown: (params) => ({
    title: 'La cuenta ya no está',
    body: `Ya no está en ${thisDevice(params)}.`,
    nextStep: 'Vincúlala de nuevo para usarla.',
  }),
  key_missing: (params) => ({
    title: `Hay que vincular ${thisDevice(params)} de nuevo`,
    body: 'El navegador borró lo que Nod guardaba para esta cuenta.',
    nextStep: 'Elimina la cuenta aquí y vincula de nuevo.',
  }),
};
