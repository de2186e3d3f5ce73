import { countedIn } from '../../../languages/counted.ts';
import type { SuspensionView } from '../../../protocol/trust-api.ts';
import type { Here } from '../here.ts';
import type { trustWords as english } from '../trust-words.ts';

const counted = countedIn('es');
const thisDevice = (here: Here) => (here === 'phone' ? 'este teléfono' : 'este equipo');
/** As the first words of a sentence. */
const ThisDevice = (here: Here) => (here === 'phone' ? 'Este teléfono' : 'Este equipo');

/**
 * What happened to an account, its devices one by one, and undoing: read by people who are worried. Apart from `words`, since
 * only screens that are loaded when they are opened say this.
 */
export const trustWords: typeof english = {
  happened: {
    lead: (saysSo: boolean) =>
      `Los cambios en quién responde por ti, y desde dónde se hicieron. Si algo no lo hiciste tú, ${saysSo ? 'dilo y ' : ''}cambia tu contraseña donde inicias sesión.`,
    empty: 'Nada por ahora. Cuando un dispositivo se añada, se pause o se elimine, aparecerá aquí.',
    kept: 'Esto es lo que Nod sabía la última vez que conectó con el servidor.',
    more: 'Mostrar lo anterior',
    loadingMore: 'Cargando…',
    times: (count: number) => counted(count, { one: '# vez', other: '# veces' }),
    reason: (given: string) => `motivo: «${given}»`,
    undone: 'Dijiste que no fuiste tú',
    notMe: 'No fui yo',
    undoing: 'Pausando…',
    askTitle: (name: string) => `¿Pausar ${name}?`,
    askBody: (name: string) =>
      `${name} deja de responder por ti al momento, y también todos los dispositivos que se aceptaron desde ahí. Puedes reactivarlos.`,
    askConfirm: 'Pausar',
    that: 'el dispositivo que hizo esto',
    letIn: (when: string) => `se acepta el ${when}`,
    letInAfter: (delay: string) => `se acepta ${delay} después de que veas esto`,
    waits: {
      no: 'Decir que no',
      saying: 'Rechazándolo…',
      askTitle: (name: string) => `¿Rechazar ${name}?`,
      askBody:
        'No se acepta, y durante una semana nadie puede pedir entrar sin un sí. Si se acaba de aceptar, queda pausado.',
      askConfirm: 'Rechazar dispositivo',
      done: 'Dijiste que no',
    },
    deniedTitle: 'Rechazado',
    deniedBody: 'No se añadió nada a tu cuenta. Cambia tu contraseña donde inicias sesión: alguien puede saberla.',
    pausedTitle: (names: string) => `En pausa: ${names}`,
    pausedBody:
      'Ninguno de ellos responde ya por ti. Cambia tu contraseña donde inicias sesión: alguien puede saberla.',
    devices: 'Ver tus dispositivos',
  },

  device: {
    unknown: 'Este dispositivo ya no está en tu cuenta.',
    kinds: { pwa: 'Nod en un teléfono o en un navegador', extension: 'Nod en el navegador de un equipo' },
    facts: 'Qué se sabe de él',
    added: 'En tu cuenta desde',
    lastSeen: 'Último uso',
    letIn: 'Aceptado',
    fingerprint: 'Identificador',
    fingerprintHint: 'Sirve para distinguir dos dispositivos con el mismo nombre.',
    confirms: 'Pide huella, cara o PIN',
    vouched: {
      first: 'Fue el primero',
      operator: 'Por quien gestiona el servidor',
      recovery: 'Con un código de recuperación',
      off: 'Sin preguntar a otro dispositivo',
      waited: 'Tras una espera en la que nadie dijo que no',
      device: (name: string) => `Por ${name}`,
      moved: (name: string) => `Ocupó el lugar de ${name}`,
      someDevice: 'un dispositivo que ya no está',
    },
    name: 'Nombre',
    rename: 'Guardar nombre',
    renaming: 'Guardando…',
    nameMissing: 'Ponle un nombre.',
    pause: 'Pausar',
    pausing: 'Pausando…',
    pauseTitle: (name: string) => `¿Pausar ${name}?`,
    pauseBody: 'Dejará de responder por ti al momento. Podrás reactivarlo desde aquí cuando quieras.',
    pauseConfirm: 'Pausar',
    resume: 'Reactivar',
    resuming: 'Reactivando…',
    resumeTitle: (name: string) => `¿Reactivar ${name}?`,
    resumeBody: 'Volverá a responder por ti en todas partes. Hazlo solo si sabes dónde está.',
    remove: 'Eliminar',
    removing: 'Eliminando…',
    removeTitle: (name: string) => `¿Eliminar ${name}?`,
    removeBody:
      'Queda pausado ahora y se elimina del todo en un día. Hasta entonces se puede reactivar, desde aquí o desde otro de tus dispositivos.',
    removeThisBody: (here: Here) =>
      `Es ${here === 'phone' ? 'el teléfono que tienes en la mano' : 'el equipo que estás usando'}. Dejará de responder por ti al momento y para siempre; para usarlo otra vez, vincúlalo de nuevo.`,
    removeConfirm: 'Eliminar dispositivo',
    lastTitle: 'Es tu última forma de entrar',
    lastBody:
      'Ningún otro dispositivo respondería por ti. No podrías iniciar sesión donde se pide Nod, hasta que te ayude quien gestiona el servidor.',
    lastBodyCodes:
      'Ningún otro dispositivo respondería por ti. No podrías iniciar sesión donde se pide Nod, hasta que entres desde un dispositivo nuevo con uno de tus códigos de recuperación.',
    lastConfirm: 'Hacerlo de todos modos',
  },

  /** Instead of words.removeOffline, of an account that is locked: the server was told, and refused. */
  removeLocked: (here: Here) => ({
    title: 'Tu cuenta está bloqueada',
    body: `${ThisDevice(here)} la olvida ahora, pero mientras esté bloqueada el servidor no lo tiene en cuenta, ni lo sabrá después: ${thisDevice(here)} seguirá en su lista hasta que lo elimine quien gestiona el servidor.`,
  }),

  paused: {
    title: (here: Here) => `${ThisDevice(here)} está pausado`,
    lead: 'No recibe solicitudes y sus respuestas no valen.',
    account: 'Cuenta',
    when: 'Desde',
    why: 'Motivo',
    removal: 'Se elimina del todo',
    removalAt: (when: string) => `${when}, si otro de tus dispositivos no lo reactiva`,
    someDevice: 'otro de tus dispositivos',
    mineTitle: 'Si es tuyo y debe seguir',
    mineBody: (until: string) =>
      `Reactívalo desde otro de tus dispositivos. Si ese lo tiene otra persona, dilo aquí hasta el ${until}.`,
    mine: 'Es mío',
    objecting: 'Avisando…',
    askTitle: '¿Pausar también el otro?',
    askBody:
      'El dispositivo que pausó este queda pausado también. Entonces ninguno de los dos responde por ti hasta que decida quien gestiona el servidor. Hazlo solo si el otro dispositivo lo tiene otra persona.',
    askConfirm: 'Pausar los dos',
    waitsTitle: 'Decide quien gestiona el servidor',
    waitsBody:
      'Habla con esa persona, por teléfono o cara a cara, y cuéntale qué pasó: puede reactivar el que es tuyo.',
    otherBody: 'Reactívalo desde otro de tus dispositivos, en «Cuenta».',
    backTitle: (here: Here) => `${ThisDevice(here)} vuelve a responder por ti`,
    backBody: 'Se reactivó. No queda nada por hacer.',
  },

  takeBack: {
    press: '¿La enviaste por error? Retírala',
    pressing: 'Retirándola…',
    doneTitle: 'Tu denuncia se retiró',
    done: (application: string) =>
      `${application} puede enviarte notificaciones otra vez. Esta solicitud sigue rechazada: si fuiste tú, empieza otra vez donde inicias sesión.`,
  },

  /** Of a past request that was approved within a day. */
  disown: {
    notMe: 'No fui yo',
    telling: 'Avisando al sitio…',
    said: 'Dijiste que no fuiste tú.',
    askTitle: (application: string) => `¿No fuiste tú quien inició sesión en ${application}?`,
    askBody: (application: string) =>
      `Se avisa a ${application}, que puede cerrar lo que esto abrió. El dispositivo que respondió queda pausado, salvo que sea este o estuviera antes que este.`,
    askConfirm: 'No fui yo',
    toldTitle: (application: string) => `Se avisó a ${application}`,
    pausedTitle: (application: string, device: string) => `Se avisó a ${application}, y «${device}» está en pausa`,
    toldBody: 'Cambia también allí tu contraseña: quien inició sesión la sabe.',
    devices: 'Ver tus dispositivos',
  },

  /** Why a device is paused: first on the device itself (`by` did it), then in the list of another one. */
  why: {
    undo: (by: string) => `${by} dijo «No fui yo»`,
    list: (by: string) => `${by} lo pausó`,
    removal: (by: string) => `${by} lo eliminó`,
    replaced: () => 'Se vinculó de nuevo, y está dos veces en la lista',
    moved: (by: string) => `${by} se hizo cargo de la cuenta`,
    objection: () => 'Dos dispositivos dicen, cada uno, que el otro no es tuyo',
    wrong_codes: () => 'Se escribieron demasiados códigos incorrectos',
    idle: () => 'No se usó durante mucho tiempo',
    operator: () => 'Lo pausó quien gestiona el servidor',
  } satisfies Record<SuspensionView['why'], (by: string) => string>,
  whyAccountPage: 'Se pausó en la página de la cuenta, con un código de recuperación',
  until: (when: string) => `Se elimina del todo el ${when}`,

  waitLink: {
    title: 'Un dispositivo nuevo quiere entrar',
    lead: 'Abriste el enlace de un correo sobre tu cuenta.',
    body: 'Alguien que inició sesión con tu cuenta quiere añadir un dispositivo, y no tenía a mano ninguno de los tuyos para decir que sí. Si no fuiste tú, di que no: se rechaza, y durante una semana nadie puede pedirlo así.',
    press: 'Decir que no y rechazarlo',
    pressing: 'Rechazándolo…',
    seenBody: 'Si fuiste tú, dilo: entonces empieza la espera, y hasta que termine aún puedes decir que no aquí.',
    seen: 'Lo he visto, y fui yo',
    seeing: 'Avisando…',
    seenTitle: 'La espera ha empezado',
    seenDone: (when: string) =>
      `El dispositivo nuevo se acepta el ${when}, si ni tú ni uno de tus dispositivos dice que no. Guarda el correo hasta entonces.`,
    doneTitle: 'Rechazado',
    doneBody:
      'El dispositivo nuevo no se añadió a tu cuenta. Cambia ahora tu contraseña donde inicias sesión: alguien puede saberla.',
  },

  undoLink: {
    title: '¿No fuiste tú?',
    lead: 'Abriste el enlace de un correo sobre tu cuenta.',
    body: 'Pulsa el botón, y el dispositivo del que habla el correo se pausa al momento, con todos los que se aceptaron desde él. Se puede reactivar. Si fuiste tú, cierra esta página: no ha cambiado nada.',
    press: 'No fui yo: pausarlo',
    pressing: 'Pausando…',
    doneTitle: (names: string) => `En pausa: ${names}`,
    doneBody:
      'Ninguno de ellos responde ya por ti. Cambia ahora tu contraseña donde inicias sesión, y revisa tus dispositivos en Nod desde uno que sea tuyo.',
    missingTitle: 'Abre el enlace de nuevo',
    missingBody:
      'Lo que traía ya no está aquí. Pulsa el enlace otra vez en el correo: sigue sirviendo mientras no pulses el botón.',
  },

  email: {
    what: 'Nod escribe cuando un dispositivo se añade, se pausa o se elimina. Cada correo explica cómo deshacerlo.',
    field: (username: string, place: string) => `Correo para ${username} en ${place}`,
    hint: 'Déjalo vacío para no recibir correos.',
    wrong: 'Eso no es una dirección de correo.',
    save: 'Guardar dirección',
    saving: 'Guardando…',
    counts: (when: string) =>
      `Vale desde el ${when}. Hasta entonces los correos van a la dirección anterior, si la había, y allí se avisa del cambio.`,
  },
};
