import { countedIn } from '../../../languages/counted.ts';
import type { Describe, ErrorParams } from '../described.ts';
import type { generalErrors as english } from '../error-words.ts';

const counted = countedIn('es');

/** "this phone", in the middle of a sentence. */
export const thisDevice = ({ here = 'phone' }: ErrorParams) => (here === 'phone' ? 'este teléfono' : 'este equipo');

/** In front of a sentence about it. */
const server = (params: ErrorParams) => params.server ?? 'El servidor de Nod';

/** Nothing that a person could put right but by trying again or telling the operator. */
export const refused: Describe = () => ({
  title: 'Nod no pudo hacerlo',
  body: 'El servidor no aceptó lo que se envió. No se cambió nada.',
  nextStep: 'Cierra Nod, ábrelo e inténtalo de nuevo. Si vuelve a pasar, avisa a quien gestiona el servidor.',
});

/** The server doesn't know a call that this app makes, or misses something in it: one of them is older. */
const outOfStep: Describe = () => ({
  title: 'Nod y su servidor no son compatibles',
  body: 'Uno de los dos es más antiguo que el otro.',
  nextStep: 'Cierra Nod y ábrelo de nuevo. Si vuelve a pasar, avisa a quien gestiona el servidor.',
});

const unreachable: Describe = (params) => ({
  title: 'El servidor no responde',
  body: `${server(params)} no está disponible en este momento.`,
  nextStep: 'Espera un momento e inténtalo de nuevo.',
});

const tooMany: Describe = ({ retryAfterSeconds }) => ({
  title: 'Demasiados intentos',
  body: 'Nod va más despacio para que nadie pueda adivinar.',
  nextStep:
    retryAfterSeconds === undefined
      ? 'Espera un minuto e inténtalo de nuevo.'
      : `Inténtalo de nuevo dentro de ${duration(retryAfterSeconds)}.`,
});

const clock: Describe = (params) => ({
  title: 'El reloj no va bien',
  body: `El reloj de ${thisDevice(params)} ${clockWords(params.clockOffsetMs)}, así que sus respuestas no se pueden comprobar.`,
  nextStep: 'Pon la fecha y la hora en automático en los ajustes e inténtalo de nuevo.',
});

/** Only noticed, since everything works: the app goes by the server's clock. */
const clockNoticed: Describe = (params) => ({
  title: 'El reloj no va bien',
  body: `El reloj de ${thisDevice(params)} ${clockWords(params.clockOffsetMs)}. Nod se guía por el del servidor, así que puedes responder igualmente.`,
  nextStep: 'Pon la fecha y la hora en automático en los ajustes.',
});

const unreadable: Describe = (params) => ({
  title: 'Nod no puede fiarse de esto',
  body: `Lo que llegó no viene firmado por el servidor con el que se vinculó ${thisDevice(params)}, así que no se muestra.`,
  nextStep: 'No se aprobó nada. Si vuelve a pasar, avisa a quien gestiona el servidor.',
});

/** What any screen can meet: the network, the server, the browser, the camera. One row per code. */
export const generalErrors: typeof english = {
  offline: (params) => ({
    title: 'Sin conexión',
    body: `${capital(thisDevice(params))} no tiene red.`,
    nextStep: 'Conéctate a una red e inténtalo de nuevo.',
  }),
  server_unreachable: unreachable,
  unavailable: unreachable,
  internal: unreachable,
  answer_malformed: () => ({
    title: 'Respondió otra cosa',
    body: 'Lo que respondió no era el servidor de Nod. En una red de invitados puede ser la página de acceso a esa red.',
    nextStep: 'Inicia sesión en la red o usa otra, e inténtalo de nuevo.',
  }),
  user_locked: ({ reason }) => ({
    title: 'Tu cuenta está bloqueada',
    body: `La bloqueó quien gestiona el servidor${reason ? `: «${reason}»` : ''}. Hasta que se desbloquee, nadie puede iniciar sesión con tu cuenta mediante Nod.`,
    nextStep: 'Pregunta a quien gestiona el servidor qué pasó y pide que la desbloquee.',
  }),
  not_found: outOfStep,
  unauthorized: outOfStep,
  request_malformed: refused,
  request_too_large: refused,
  proof_invalid: refused,
  proof_replayed: refused,
  rate_limited: tooMany,
  user_backing_off: tooMany,
  user_quarantined: tooMany,
  push_limit: tooMany,
  interrupted: () => ({
    title: 'Nod se interrumpió',
    body: 'El navegador lo detuvo antes de que pudiera decir cómo terminó. Puede que se haya hecho de todos modos.',
    nextStep:
      'Mira si la solicitud sigue esperando o si está en «Solicitudes anteriores» de tu cuenta, e inténtalo de nuevo.',
  }),
  signature_invalid: unreadable,
  update_needed: () => ({
    title: 'Actualiza Nod',
    body: 'Una solicitud contiene algo que esta versión de Nod no conoce, así que no se muestra.',
    nextStep: 'Cierra Nod, ábrelo de nuevo y acepta la versión nueva. Después empieza otra vez donde inicias sesión.',
  }),
  clock_skew: clock,
  clock_off: clockNoticed,
  storage_refused: (params) => ({
    title: 'Nod no puede guardar nada aquí',
    body: `Este navegador no guarda lo que Nod necesita para vincular ${thisDevice(params)}. Pasa en las ventanas privadas y en el modo de aislamiento.`,
    nextStep: 'Abre Nod en una ventana normal y permite que guarde datos, o usa otro navegador.',
  }),
  camera_denied: ({ here, runsIn }) => ({
    title: 'Nod no tiene permiso para la cámara',
    body: 'Sin ella no se puede escanear nada.',
    nextStep:
      runsIn === 'tab'
        ? `${here === 'computer' ? 'Haz clic en' : 'Toca'} el icono junto a la dirección y permite la cámara, o escribe el código.`
        : 'Permite la cámara para Nod en los ajustes, o escribe el código.',
  }),
  camera_unavailable: () => ({
    title: 'No hay cámara para escanear',
    body: 'Aquí no hay ninguna, o la está usando otra app.',
    nextStep: 'Cierra las otras apps que la usan, o escribe el código.',
  }),
  qr_not_for_this: () => ({
    title: 'Ese código no es para esto',
    body: 'Es de otra cosa, o de una solicitud que ya terminó.',
    nextStep: 'Escanea el código de la pantalla donde inicias sesión o vinculas.',
  }),
  offline_unready: (params) => ({
    title: `${capital(thisDevice(params))} aún no puede hacer eso`,
    body: 'Esos dígitos solo existen para cuentas en uso, y después de que Nod haya conectado una vez con tu servidor.',
    nextStep: 'Abre Nod cuando haya red e inténtalo de nuevo. Por ahora, elige otra opción donde inicias sesión.',
  }),
  unknown: () => ({
    title: 'Algo salió mal',
    body: 'Nod no sabe qué. No se aprobó nada.',
    nextStep: 'Inténtalo de nuevo. Si vuelve a pasar, avisa a quien gestiona el servidor.',
  }),
};

/** As the first word of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function clockWords(offsetMs: number | undefined): string {
  if (offsetMs === undefined) return 'se equivoca en más de un minuto';
  return `va ${duration(Math.abs(offsetMs) / 1000)} ${offsetMs > 0 ? 'adelantado' : 'atrasado'}`;
}

function duration(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 90) return counted(whole, { one: '# segundo', other: '# segundos' });
  const minutes = Math.round(whole / 60);
  if (minutes < 90) return counted(minutes, { one: '# minuto', other: '# minutos' });
  return counted(Math.round(minutes / 60), { one: '# hora', other: '# horas' });
}
