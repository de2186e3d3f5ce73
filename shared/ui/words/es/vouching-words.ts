import { countedIn } from '../../../languages/counted.ts';
import type { Here } from '../here.ts';
import type { vouchingWords as english } from '../vouching-words.ts';

const counted = countedIn('es');
const thisDevice = (here: Here) => (here === 'phone' ? 'este teléfono' : 'este equipo');
/** As the first words of a sentence. */
const ThisDevice = (here: Here) => (here === 'phone' ? 'Este teléfono' : 'Este equipo');

/**
 * A new device asks to be let in: its own screens, and the card on the devices that are asked. Apart from `words`, since only
 * screens that are loaded when they are opened say this.
 */
export const vouchingWords: typeof english = {
  waysIn: {
    title: (here: Here) => `¿Ya estaba Nod en ${thisDevice(here)}?`,
    body: (here: Here) =>
      `Puede que el navegador lo borrara o que se instalara de nuevo. Entonces ${thisDevice(here)} se vincula otra vez, como si fuera nuevo:`,
    ways: (here: Here) => [
      'Consigue un código donde inicias sesión, o pídelo a quien gestiona el servidor.',
      `Si Nod está también en otro de tus dispositivos, tenlo a mano: se le pregunta si acepta ${thisDevice(here)}.`,
      `Si ${thisDevice(here)} era el único, ten a mano un código de recuperación y abre /account en la dirección del servidor.`,
      'Si no tienes ninguno, pide un código a quien gestiona el servidor: con él no hace falta otro dispositivo.',
    ],
  },

  waiting: {
    title: (here: Here) => `Acepta ${thisDevice(here)}`,
    lead: 'Abre Nod en otro de tus dispositivos y escribe allí estos dígitos, o escanea el código.',
    asking: 'Preguntando a tus otros dispositivos…',
    asked: (devices: string) => `Nod avisó a ${devices}.`,
    quiet:
      'Esta vez no se envió ninguna notificación. Abre Nod en otro de tus dispositivos, elige «Estoy iniciando sesión» y escanea esto o escribe los dígitos.',
    answerable: (devices: string) => `Se puede responder en ${devices}.`,
    code: 'Los dígitos',
    qr: 'Lo mismo, como código para escanear',
    fingerprint: (print: string) => `Identificador de este dispositivo: ${print}. El otro muestra el mismo.`,
    left: (left: string) => `${left}. Mientras tanto puedes cerrar Nod.`,
    askAgain: 'Preguntar otra vez',
    askingAgain: 'Preguntando…',
    asksLeft: (count: number) =>
      count === 0
        ? 'Esta es la última vez que Nod pregunta.'
        : counted(count, { one: 'Puedes preguntar # vez más.', other: 'Puedes preguntar # veces más.' }),
    noOther: '¿No tienes otro dispositivo a mano?',
    noOtherBody: (server: string) =>
      `Quien gestiona ${server} puede dejarte entrar sin él. Pídele un código nuevo y vincula otra vez con ese código.`,
    stop: 'Cancelar la vinculación',
    stopTitle: (here: Here) => `¿Cancelar la vinculación de ${thisDevice(here)}?`,
    stopBody: 'No se ha añadido nada a tu cuenta. Para empezar de nuevo necesitas otro código.',
    stopping: 'Cancelando…',
    hereTitle: (here: Here) => `Nod ya se vinculó antes en ${thisDevice(here)}`,
    hereBody: 'Esa vinculación anterior puede aceptar la nueva. La nueva ocupa entonces su lugar.',
    here: 'Aceptar desde aquí',
    ranOutTitle: 'Se acabó el tiempo',
    ranOutBody: 'Nadie respondió. Pregunta otra vez cuando tengas el otro dispositivo en la mano.',
    failedTitle: 'Los dígitos se escribieron mal tres veces',
    failedBody: 'Pregunta otra vez y escribe los nuevos en el otro dispositivo.',
    failedLast: 'Estos dígitos ya no sirven, y Nod no puede preguntar más veces.',
    refusedTitle: (here: Here) => `${ThisDevice(here)} no se aceptó`,
    refusedBody: 'Uno de tus otros dispositivos dijo que no.',
    lastBody: 'Uno de tus otros dispositivos dijo que no, o los dígitos se escribieron mal tres veces.',
    lapsedBody: 'Ninguno de tus otros dispositivos dijo que sí a tiempo.',
    keptOutNext: 'Si aún lo quieres en tu cuenta, consigue un código nuevo donde inicias sesión y vincúlalo de nuevo.',
    pairAgain: 'Vincular de nuevo',
  },

  /** Nobody lets it in, and it waits for days instead. */
  days: {
    offer: (delay: string) => `Esperar ${delay}`,
    offerBody: (delay: string) =>
      `O espera: se avisa a tus otros dispositivos y a tu correo. Podrás entrar ${delay} después de que alguien vea el aviso, si nadie dice que no desde uno de ellos.`,
    askTitle: (delay: string) => `¿Esperar ${delay}?`,
    askBody:
      'Todos tus dispositivos, también uno perdido, reciben el aviso de que este quiere entrar sin un sí. También tu correo, si Nod lo conoce. El tiempo empieza cuando alguien ve el aviso. Un solo «no» termina la espera.',
    askConfirm: 'Avisar y esperar',
    asking: 'Avisando a tus dispositivos…',
    title: 'Esperando a que te acepten',
    unseen: (delay: string) =>
      `Nadie ha visto el aviso todavía. Abre el correo que lo cuenta y di que fuiste tú, o mira en «Qué pasó» en otro de tus dispositivos. Entonces empieza a contar el tiempo: ${delay}.`,
    until: (when: string) => `Podrás entrar el ${when}, si ninguno de tus dispositivos dice que no.`,
    off: (server: string) =>
      `En ${server} ya no se puede entrar esperando. Pide un código a quien lo gestiona, o acepta este desde otro de tus dispositivos.`,
    lapses: (when: string) => `Si nadie lo ha visto antes del ${when}, esta vinculación termina.`,
    close: 'Mientras tanto puedes cerrar Nod. Un día antes del final se avisa a todos una vez más.',
    askOthers: 'Preguntar a mis otros dispositivos',
    overBody: 'Uno de tus dispositivos dijo que no, o nadie vio el aviso a tiempo.',
    refused: (here: Here) => ({
      title: `${ThisDevice(here)} no puede esperar a que lo acepten`,
      body: 'Ya espera otro dispositivo nuevo, uno de tus dispositivos dijo que no en la última semana, o no queda ninguno que pueda decir que no.',
      nextStep: 'Pide un código a quien gestiona el servidor, o acéptalo desde otro de tus dispositivos.',
    }),
  },

  same: {
    title: (here: Here) => `¿Alguno de estos es ${thisDevice(here)}?`,
    lead: (here: Here) =>
      `Si el navegador olvidó Nod, o lo instalaste de nuevo, ${thisDevice(here)} sigue en la lista de tus dispositivos. Elígelo, para que no esté dos veces.`,
    after: 'El que elijas deja de responder al momento, y se elimina en un día.',
    lastSeen: (when: string) => `Último uso: ${when}`,
    none: 'Ninguno de estos',
    busy: 'Un momento…',
    chosen: (name: string) => `Es ${name}`,
  },

  card: {
    add: (device: string) => `¿Añadir ${device} a tu cuenta?`,
    move: (device: string) => `¿Pasar tu cuenta a ${device}?`,
    lead: 'Responderá por ti en todas partes. Acéptalo solo si lo tienes en la mano.',
    moveLead: (here: Here) =>
      `Ocupará el lugar de ${thisDevice(here)}, que dejará de responder al momento. Acéptalo solo si lo tienes en la mano.`,
    kinds: { pwa: 'Nod en un teléfono o en un navegador', extension: 'Nod en el navegador de un equipo' },
    fingerprint: 'Identificador',
    account: 'Cuenta',
    codeLabel: 'Escribe los dígitos que muestra el dispositivo nuevo',
    reportBody:
      'Nod rechaza del todo el dispositivo nuevo y avisa a tus otros dispositivos. Si no pediste un código para añadir un dispositivo, lo hizo otra persona en tu nombre: cambia tu contraseña donde inicias sesión.',
    reportTitle: '¿Rechazar este dispositivo?',
    reportConfirm: 'Rechazar dispositivo',
  },

  outcome: {
    approved: {
      title: 'Aceptado',
      body: (name: string) => `${name} ya responde por tu cuenta, igual que este.`,
      next: 'Se avisa a tus otros dispositivos. Si fue un error, elimínalo en «Cuenta».',
    },
    moved: {
      title: 'Hecho',
      body: (name: string) => `${name} ya responde por esta cuenta.`,
      next: 'Este ya no. Se elimina de la cuenta en un día.',
    },
    denied: {
      title: 'Rechazado',
      body: (name: string) => `${name} no se añadió a tu cuenta, y no puede preguntar otra vez con este código.`,
      next: 'Si fuiste tú, consigue un código nuevo y vincúlalo de nuevo.',
    },
    reported: {
      title: 'Rechazado',
      body: (name: string) => `${name} no se añadió a tu cuenta, y se avisa a tus otros dispositivos.`,
      next: 'Si no pediste ningún código, cambia tu contraseña donde inicias sesión: alguien puede saberla.',
    },
    expired: {
      title: 'Demasiado tarde para esta solicitud',
      body: (name: string) => `La solicitud de ${name} caducó antes de que hubiera respuesta. No se añadió.`,
      next: 'Si lo tienes en la mano, elige en él «Preguntar otra vez».',
    },
    canceled: {
      title: 'Ya no hace falta responder',
      body: (name: string) => `${name} dejó de preguntar, o lo aceptó quien gestiona el servidor.`,
      next: 'Si no lo conoces, mira en «Cuenta».',
    },
    failed: {
      title: 'Demasiados dígitos incorrectos',
      body: (name: string) => `${name} no se añadió a tu cuenta.`,
      next: 'Si lo tienes en la mano, elige en él «Preguntar otra vez» y escribe los dígitos nuevos.',
    },
  },
};
