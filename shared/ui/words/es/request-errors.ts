import { countedIn } from '../../../languages/counted.ts';
import type { Describe } from '../described.ts';
import type { requestErrors as english } from '../request-errors.ts';
import { capital, refused, thisDevice } from './error-words.ts';

const counted = countedIn('es');

const startAgain = 'Si fuiste tú, empieza otra vez donde inicias sesión.';

const wrongCode: Describe = ({ triesLeft }) => ({
  title: 'Ese no es el código',
  body:
    triesLeft === undefined
      ? 'No se aprobó nada.'
      : counted(triesLeft, { one: 'Te queda # intento.', other: 'Te quedan # intentos.' }),
  nextStep: 'Mira la otra pantalla y escribe su código de nuevo.',
});

const ANSWERED: Readonly<Record<string, string>> = {
  approved: 'Aprobada',
  denied: 'Rechazada',
  reported: 'Denunciada',
};

const alreadyFinal: Describe = (params) => {
  const { state, decidedBy } = params;
  if (state === 'expired') return expired(params);
  const verb = state === undefined ? undefined : ANSWERED[state];
  const where = decidedBy === undefined ? '' : ` en ${decidedBy}`;
  return {
    title: verb === undefined ? 'Esta solicitud está cerrada' : `${verb}${where}`,
    body: 'Ya tenía respuesta, así que la tuya no se tuvo en cuenta.',
    nextStep: 'Si la respuesta no fue tuya, revisa tus dispositivos y elimina los que no conozcas.',
  };
};

const expired: Describe = () => ({
  title: 'Demasiado tarde para esta solicitud',
  body: 'Caducó antes de que llegara tu respuesta. No se aprobó nada.',
  nextStep: startAgain,
});

/** What keeps an answer from being counted, and a person from being confirmed. One row per code. */
export const requestErrors: typeof english = {
  code_wrong: wrongCode,
  wrong_code: wrongCode,
  code_malformed: () => ({
    title: 'El código no está completo',
    body: 'Faltan algunos dígitos.',
    nextStep: 'Escribe todos los dígitos de la otra pantalla.',
  }),
  challenge_expired: expired,
  challenge_already_final: alreadyFinal,
  challenge_final: alreadyFinal,
  attachment_changed: () => ({
    title: 'No puedes fiarte de lo adjunto',
    body: 'No es lo que firmó el servidor: por eso Nod no lo muestra, y no se puede aprobar nada.',
    nextStep: 'Elige «Rechazar» y avisa a quien te lo pidió.',
  }),
  attachment_unknown: () => ({
    title: 'Lo adjunto ya no está',
    body: 'El servidor ya no lo tiene, así que no se puede aprobar nada.',
    nextStep: 'Elige «Rechazar», o pide que te lo pregunten de nuevo.',
  }),
  attachments_unseen: () => ({
    title: 'Lee primero lo adjunto',
    body: 'No se aprobó nada.',
    nextStep: 'Míralo todo y después elige.',
  }),
  challenge_unknown: (params) => ({
    title: 'Esta solicitud ya no está',
    body: `Ya terminó, o no es para ${thisDevice(params)}. Aquí no se aprobó nada.`,
    nextStep: startAgain,
  }),
  code_unknown: () => ({
    title: 'No hay nada esperando con este código',
    body: 'Ningún inicio de sesión tuyo muestra ahora estos dígitos.',
    nextStep: 'Mira la otra pantalla de nuevo. Después de tres códigos incorrectos hay que esperar.',
  }),
  code_ambiguous: () => ({
    title: 'Dos inicios de sesión muestran este código',
    body: 'Por eso Nod no sabe cuál es el tuyo.',
    nextStep: 'Empieza otra vez donde inicias sesión. Mostrará otro código.',
  }),
  decision_invalid: refused,
  approval_unsupported: (params) => ({
    title: `Esto no se puede aprobar en ${thisDevice(params)}`,
    body: 'La solicitud exige una comprobación que Nod no puede hacer aquí.',
    nextStep: 'Si la iniciaste tú, apruébala en otro dispositivo. Si no, elige «Rechazar».',
  }),
  approval_needs_app: () => ({
    title: 'Hace falta el código',
    body: 'No se puede aprobar desde la notificación.',
    nextStep: 'Abre Nod y escribe el código de la otra pantalla.',
  }),
  login_not_here: (params) => ({
    title: 'No se inició en este navegador',
    body: `Ninguna pestaña del navegador de ${thisDevice(params)} muestra este inicio de sesión, así que aquí no se puede aprobar.`,
    nextStep: 'Si lo iniciaste en otro lugar, responde allí. Si no lo iniciaste tú, elige «Rechazar».',
  }),
  login_hidden: () => ({
    title: 'Nod no puede mirar ese sitio',
    body: 'Tiene que ver que tu pestaña es el sitio auténtico, y el navegador no le deja.',
    nextStep: 'Abre Nod y elige «Permitir». Después aprueba de nuevo.',
  }),
  confirmation_missing: () => ({
    title: 'No se confirmó que eres tú',
    body: 'Se necesita tu huella, tu cara o tu PIN justo para la respuesta que se envía.',
    nextStep: 'Aprueba de nuevo y confirma.',
  }),
  confirmation_canceled: () => ({
    title: 'No se confirmó que eres tú',
    body: 'No se envió nada: se cerró la pregunta por tu huella, tu cara o tu PIN, o no se te reconoció.',
    nextStep: 'Inténtalo de nuevo. Si ya no se puede preguntar, elimina la cuenta aquí y vincúlala de nuevo.',
  }),
  confirmation_unsupported: (params) => ({
    title: `${capital(thisDevice(params))} no puede confirmar que eres tú`,
    body: 'No tiene lector de huellas, cámara ni PIN que el navegador pueda pedir.',
    nextStep:
      params.runsIn === 'extension'
        ? 'Configura un PIN o una huella en el sistema, o conecta un dispositivo USB de seguridad, e inténtalo de nuevo.'
        : 'Configura un bloqueo de pantalla con PIN, huella o cara en los ajustes del sistema, e inténtalo de nuevo.',
  }),
  offline_key_exists: (params) => ({
    title: `${capital(thisDevice(params))} no puede crear dígitos`,
    body: 'El servidor ya conoce otra forma de crearlos en este dispositivo, y no se puede sustituir.',
    nextStep: 'Elimina la cuenta aquí y vincúlala de nuevo.',
  }),
  verifier_exists: (params) => ({
    title: 'Esto ya está activado',
    body: `En ${thisDevice(params)} ya se confirma a una persona, y nadie más puede ocupar su lugar.`,
    nextStep:
      'Desactívalo primero. Si ya no se puede confirmar que eres tú, elimina la cuenta aquí y vincúlala de nuevo.',
  }),
  verifier_too_new: (params) => ({
    title: 'Eso no vale para esta solicitud',
    body: `La confirmación se configuró en ${thisDevice(params)} después de que llegara la solicitud, o menos de un día antes. No se aprobó nada.`,
    nextStep: 'Si la iniciaste tú, apruébala en otro dispositivo. Si no, elige «Rechazar».',
  }),
  device_too_young: (params) => ({
    title: `${capital(thisDevice(params))} es demasiado nuevo para eso`,
    body: 'Durante los tres días después de añadirlo no puede actuar sobre otros que ya estaban, ni hablar por ellos.',
    nextStep: 'Usa un dispositivo que tengas desde hace más tiempo, o espera.',
  }),
  verifier_invalid: (params) => ({
    title: 'El servidor no aceptó esto',
    body: `Lo que ofreció ${thisDevice(params)} no sirve para confirmar que eres tú.`,
    nextStep: 'Inténtalo de nuevo, y elige otra opción si el navegador ofrece varias.',
  }),
};
