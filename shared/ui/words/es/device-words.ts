import { countedIn } from '../../../languages/counted.ts';
import type { deviceWords as english } from '../device-words.ts';
import type { Here, RunsIn } from '../here.ts';
import { allowNotifications } from './common-words.ts';

const counted = countedIn('es');
const thisDevice = (here: Here) => (here === 'phone' ? 'este teléfono' : 'este equipo');
/** As the first words of a sentence. */
const ThisDevice = (here: Here) => (here === 'phone' ? 'Este teléfono' : 'Este equipo');

/** The device while nothing is asked: whether requests reach it, its accounts, its settings. Part of `words` (words.ts). */
export const deviceWords: typeof english = {
  quiet: {
    title: 'Todo tranquilo.',
    body: 'Nadie está intentando iniciar sesión con tu cuenta.',
    /** In place of the two above, where they would claim what nobody knows. */
    asking: { title: 'Un momento.', body: 'Nod está mirando si hay algo para ti.' },
    offline: {
      title: 'Sin conexión.',
      body: (here: Here) => `${ThisDevice(here)} no tiene red. Las solicitudes aparecerán cuando vuelva.`,
    },
    away: {
      title: 'Fuera de alcance.',
      body: (servers: string) => `No hay respuesta de ${servers}. Nod sigue intentándolo.`,
    },
    someAway: {
      title: 'Todo tranquilo, por ahora.',
      body: (servers: string) =>
        `No hay respuesta de ${servers}, y Nod sigue intentándolo. En los demás servidores, nadie pregunta.`,
    },
    unused: {
      title: 'Sin uso.',
      body: (here: Here) => `Ahora ninguna cuenta recibe solicitudes en ${thisDevice(here)}.`,
    },
    last: 'Última respuesta',
    noneYet: 'Aún no hay solicitudes. La primera quedará aquí.',
    thisDevice: (here: Here) => ThisDevice(here),
    more: 'Más',
    healthy: (here: Here) => `Las notificaciones llegan a ${thisDevice(here)}`,
    checked: (when: string) => `Última comprobación: ${when}`,
    unseen: 'Ahora no se pueden comprobar las notificaciones',
    unseenNext: 'Para eso hace falta el servidor.',
    unknown: 'Las notificaciones aún no se han comprobado',
    unknownNext: 'Envía una prueba para ver si llegan.',
    failing: (here: Here) => `Las notificaciones no llegan a ${thisDevice(here)}`,
    failingNext: 'Envía una prueba. Si no llega nada, desactiva las notificaciones y actívalas de nuevo.',
    slowed: 'Las notificaciones llegan tarde',
    slowedNext:
      'El servicio del propio navegador no admite más notificaciones por ahora. Abre Nod cuando inicies sesión en algún sitio.',
    untested: 'Se están comprobando las notificaciones',
    untestedNext: 'Hasta que llegue la prueba, las solicitudes aparecen mientras Nod está abierto.',
    hidden: 'Las notificaciones no se muestran',
    hiddenNext: (here: Here) =>
      here === 'computer'
        ? 'Llegan, pero el sistema no las muestra. Permítelas para este navegador en los ajustes del sistema; en Linux, Firefox necesita libnotify.'
        : 'Llegan, pero el sistema no las muestra. Permítelas para este navegador en los ajustes del teléfono.',
    off: 'Las notificaciones de Nod están desactivadas',
    offNext: (here: Here, runsIn: RunsIn) => `${allowNotifications(here, runsIn)}.`,
    pull: 'Las solicitudes aparecen mientras Nod está abierto',
    pullNext: 'Abre Nod cuando inicies sesión en algún sitio.',
    turnOn: 'Activar notificaciones',
    test: 'Enviar una prueba',
    testing: 'Enviando una prueba…',
    testWaiting: 'Esperando a que llegue…',
    testArrived: 'La prueba llegó.',
    testLost: 'La prueba no ha llegado. Inténtalo de nuevo, o desactiva las notificaciones y vuelve a activarlas.',
  },

  update: {
    title: 'Hay una versión nueva de Nod',
    body: 'La actualización tarda un momento, y no hay que vincular nada de nuevo.',
    now: 'Actualizar ahora',
    busy: 'Actualizando…',
    later: 'Más tarde',
  },

  storage: {
    title: 'El navegador puede borrar los datos de Nod',
    body: (here: Here) => `Lo hace cuando falta espacio. Entonces hay que vincular ${thisDevice(here)} de nuevo.`,
    install: (here: Here) => `Instala Nod en ${thisDevice(here)} para evitarlo.`,
  },

  accounts: {
    title: 'Cuentas',
    empty: 'Aún no hay ninguna cuenta vinculada.',
    emptyNext: (here: Here) => `Vincula ${thisDevice(here)} con una cuenta para responder aquí a sus solicitudes.`,
    add: 'Vincular otra cuenta',
    onlyDevice: (here: Here) => `${ThisDevice(here)} es tu único dispositivo`,
    onlyDeviceNext: (host: string) =>
      `Si lo pierdes, no podrás iniciar sesión. Para vincular otro, abre ${host} en él y escribe un código: lo consigues donde conseguiste el primero.`,
    open: 'Abrir cuenta',
    remove: 'Eliminar',
    removing: 'Eliminando…',
    removeTitle: (here: Here) => `¿Eliminar esta cuenta de ${thisDevice(here)}?`,
    removeBody: (account: string, server: string) =>
      `Las solicitudes para ${account} en ${server} ya no llegarán aquí. Para deshacerlo, vincula de nuevo.`,
    removeConfirm: 'Eliminar cuenta',
    suspended: (here: Here) => `${ThisDevice(here)} está pausado: no recibe solicitudes y sus respuestas no valen.`,
    wrongCodes:
      'Pausado: demasiados códigos incorrectos. Pide un código nuevo a quien gestiona el servidor y vincúlalo de nuevo.',
    seeWhy: 'Ver por qué',
    revoked: (here: Here) => `${ThisDevice(here)} se eliminó de la cuenta. Vincúlalo de nuevo para usarlo.`,
    unvouched: 'Aún sin aceptar: antes, otro de tus dispositivos tiene que decir que sí.',
    keptOut: (here: Here) =>
      `${ThisDevice(here)} no se aceptó. Para intentarlo otra vez, elimina la cuenta aquí y vincúlala con un código nuevo.`,
    showDigits: 'Mostrar los dígitos',
    push: 'Notificaciones activadas',
    pull: 'Solo mientras está abierto',
    attention: 'Las notificaciones no llegan',
  },

  removeOffline: {
    title: 'No se pudo avisar al servidor',
    body: 'Aún no sabe que la cuenta se eliminó aquí, y sigue mostrando este dispositivo en la lista.',
    confirm: 'Eliminar de todos modos',
  },

  devices: {
    title: 'Dispositivos',
    lead: 'Cada uno de estos puede responder por tu cuenta. Pausa el que no sea tuyo y elimina los que ya no tengas.',
    thisOne: (here: Here) => ThisDevice(here),
    added: (when: string) => `Añadido: ${when}`,
    lastSeen: (when: string) => `Último uso: ${when}`,
    pull: 'Muestra solicitudes mientras está abierto',
    pending: 'Vinculación sin terminar',
    suspended: 'Pausado',
    unvouched: 'Aún sin aceptar',
    fingerprint: (print: string) => `Identificador ${print}`,
  },

  happened: {
    title: 'Qué pasó',
    news: (count: number) => counted(count, { one: 'Algo pasó en tu cuenta', other: 'Pasaron # cosas en tu cuenta' }),
    newsNext: 'Un dispositivo se añadió, se pausó o se eliminó, o algo parecido. Si no fuiste tú, deshazlo allí.',
    look: 'Ver qué pasó',
  },

  settings: {
    title: 'Ajustes',
    note: 'Notificaciones, nombre, cuentas',
    notifications: 'Notificaciones',
    turnOff: 'Desactivar notificaciones',
    turningOff: 'Desactivando…',
    someWithout: 'Algunas cuentas no las reciben. En la lista de cuentas se ve cuáles.',
    accounts: (here: Here) => `Todas las cuentas de ${thisDevice(here)}`,
    accountsNote: 'Vincular otra o eliminar una',
    storage: 'Almacenamiento',
    storageKept: 'El navegador conserva los datos de Nod',
    storageAsk: 'Pedir al navegador que los conserve',
    install: 'Instalar',
    installed: (here: Here) => `Nod está instalado en ${thisDevice(here)}`,
    notInstalled: 'Nod se ejecuta en el navegador',
    installShow: 'Ver cómo se instala',
    renameSave: 'Guardar nombre',
    renaming: 'Guardando…',
  },

  /** Of a request; what sets it up is in confirm-words.ts. */
  confirm: {
    ofAccount: (username: string, server: string) => `${username} en ${server}`,
    next: '«Aprobar» te pide la huella, la cara o el PIN.',
    neededTitle: 'Hay que confirmar que eres tú',
    neededBody:
      'Se necesita tu huella, tu cara o tu PIN, y eso no está configurado aquí. Responde en otro dispositivo y activa aquí «Confirmar que eres tú» para otra vez.',
    tooNew: (when: string) =>
      `Se necesita tu huella, tu cara o tu PIN, y eso vale aquí desde ${when}. Responde en otro dispositivo.`,
    tooLate:
      'Se necesita tu huella, tu cara o tu PIN, y eso se configuró aquí después de que llegara la solicitud. Si la iniciaste tú, empieza de nuevo.',
    toSettings: 'Ir a «Ajustes»',
    waits: 'No se puede aprobar aquí: «Confirmar que eres tú» no estaba activado cuando llegó.',
  },
};
