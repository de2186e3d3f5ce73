import { countedIn } from '../../shared/languages/counted.ts';
import type { ServerWords } from './en.ts';

const counted = countedIn('es');

/**
 * What the server itself says to people: e-mails, and the notification of a device whose worker doesn't run. The sentences of
 * what happened may stand on a locked screen (N7: no names, no places), and are subjects of e-mails.
 */
export const serverWords: ServerWords = {
  /** What happened, without a full stop. */
  happened: {
    'device.added': 'Se añadió un dispositivo a tu cuenta',
    'device.refused': 'Un dispositivo nuevo no se aceptó en tu cuenta',
    'device.waits': 'Un dispositivo nuevo quiere entrar sin un sí de los tuyos',
    'device.suspended': 'Se pausó uno de tus dispositivos',
    'device.resumed': 'Uno de tus dispositivos puede responder otra vez',
    'device.removed': 'Se eliminó un dispositivo de tu cuenta',
    'device.moved': 'Tu cuenta pasó a otro dispositivo',
    'device.objected': 'Un dispositivo pausado dice que es tuyo',
    'device.renamed': 'Uno de tus dispositivos tiene otro nombre',
    'device.idle': 'Uno de tus dispositivos no se usó durante mucho tiempo',
    'offline.added': 'Con uno de tus dispositivos ya se puede iniciar sesión sin conexión, con dígitos',
    'verifier.added': 'Uno de tus dispositivos pide ahora huella, cara o PIN',
    'verifier.removed': 'Uno de tus dispositivos ya no pide huella, cara ni PIN',
    'email.changed': 'La dirección de correo para estos mensajes va a cambiar',
    'fallback.used': 'Alguien inició sesión con tu cuenta sin dispositivo',
    'fallback.closed': 'Una forma de iniciar sesión sin dispositivo se cerró tras códigos incorrectos',
    'totp.added': 'Con seis dígitos de otra app ya se puede iniciar sesión en tu cuenta',
    'totp.removed': 'Los seis dígitos de la otra app ya no sirven para iniciar sesión',
    'bypass.made': 'Se creó para ti un código para iniciar sesión sin dispositivo',
    'recovery.used': 'Se usó uno de tus códigos de recuperación',
    'recovery.codes_made': 'Se crearon códigos de recuperación para tu cuenta',
    'account.session_opened': 'Se abrió la página de tu cuenta con un código',
    'login.failed': 'Un inicio de sesión terminó tras códigos incorrectos',
    'application.quarantined': 'Tras una denuncia, una aplicación no puede enviarte notificaciones por ahora',
    'approval.disowned': 'Alguien dice que no fuiste tú quien inició sesión',
    'report.taken_back': 'Se retiró la denuncia de una aplicación',
    'enrollment.refused': 'No se pudo añadir un dispositivo nuevo',
    'user.locked': 'Tu cuenta la bloqueó quien gestiona el servidor',
    'user.unlocked': 'Tu cuenta la desbloqueó quien gestiona el servidor',
  },
  somethingHappened: 'Algo pasó en tu cuenta',
  sentence: (happened: string) => `${happened}.`,
  notification: (happened: string) => `${happened}. Abre Nod para ver qué pasó.`,

  /** A notification of a device whose worker doesn't run: what shared/authenticator/words says, and shorter. */
  push: {
    signIn: (username: string) => `¿Iniciar sesión como ${username}?`,
    browserOn: (browser: string, system: string) => `${browser} en ${system}`,
    facts: (facts: readonly string[]) => facts.join(', '),
    typeCode: 'Abre Nod y escribe el código.',
    test: {
      title: 'Las notificaciones funcionan',
      body: 'Este dispositivo ya puede recibir solicitudes. Abre Nod para terminar.',
    },
    approved: (device: string | undefined) =>
      device === undefined ? 'Solicitud aprobada sin dispositivo' : `Solicitud aprobada en ${device}`,
    denied: (device: string) => `Solicitud rechazada en ${device}`,
    reported: (device: string) => `Solicitud denunciada en ${device}`,
    expired: 'Esta solicitud caducó',
    canceled: 'Esta solicitud se retiró',
    failed: 'Demasiados códigos incorrectos. Esta solicitud terminó',
  },

  /** The e-mail of what happened: what it says, its facts, and what to do for somebody who did not do it. */
  mail: {
    subject: (server: string, happened: string) => `${server}: ${happened}`,
    /** In front of the facts, each on its own line. */
    labels: {
      account: 'Cuenta',
      device: 'Dispositivo',
      by: 'Por',
      application: 'Para',
      name: 'Nombre',
      when: 'Cuándo',
      howOften: 'Cuántas veces',
      from: 'Desde',
      why: 'Motivo',
      removed: 'Se elimina',
      counts: 'Vale desde',
      letIn: 'Se acepta',
    },
    fact: (label: string) => `${label}:`,
    howOften: (count: number, last: string) =>
      counted(count, { one: `# vez, la última ${last}`, other: `# veces, la última ${last}` }),
    deviceOn: (device: string, platform: string) => `${device} (${platform})`,
    by: {
      operator: 'quien gestiona el servidor',
      application: 'la aplicación',
      email: 'un enlace de un correo',
      recovery: 'alguien con un código de recuperación',
    },
    place: (address: string, place: string) => `${address}, ${place}`,
    renamed: (from: string, to: string) => `${from}, ahora ${to}`,
    removedAt: (time: string) => `${time}, si antes no se reactiva`,
    letInAt: (time: string) => `${time}, si no dices que no`,
    letInAfter: (hours: number) =>
      counted(hours, {
        one: '# hora después de que alguien vea esto, si no dices que no',
        other: '# horas después de que alguien vea esto, si no dices que no',
      }),

    ifYou: 'Si fuiste tú, no tienes que hacer nada.',
    /** Before the link. */
    undo: 'Si no fuiste tú, abre esta página y pulsa su único botón. Desde ese momento, ni el dispositivo ni los que se aceptaron desde él podrán responder a nada:',
    undoUntil: (time: string) => `El enlace sirve una vez, hasta el ${time}. No puede hacer nada más.`,
    waits: {
      asked:
        'Lo pidió alguien que inició sesión con tu cuenta y no tenía a mano ninguno de tus dispositivos para decir que sí.',
      no: 'Si no fuiste tú, abre esta página y di que no. El dispositivo se rechaza del todo, y durante una semana nadie puede pedirlo así. Después cambia tu contraseña donde inicias sesión: alguien puede saberla.',
      begun: 'Si fuiste tú, solo tienes que esperar.',
      begins:
        'Si fuiste tú, dilo allí. La espera empieza entonces, o cuando se abra Nod en uno de tus dispositivos y lo muestre.',
      until: (time: string) => `El enlace sirve hasta el ${time}. Con él nadie inicia sesión.`,
    },
    emailChanged: (origin: string, server: string): readonly string[] => [
      'La dirección nueva vale un día después de este mensaje. Hasta entonces, las dos reciben este mensaje, y la anterior recibe todos los demás.',
      `Si no fuiste tú, abre Nod (${origin}) en uno de tus dispositivos antes de que pase ese día, pon otra vez tu dirección y mira en «Qué pasó». Si no tienes ningún dispositivo, avisa a quien gestiona ${server}.`,
    ],
    idle: (origin: string) =>
      `Si aún tienes este dispositivo, abre Nod (${origin}) en él una vez: entonces no pasa nada. Si no, se pausa una semana después del segundo mensaje como este, y se puede reactivar en otro de tus dispositivos.`,
    locked: (server: string) =>
      `Hasta que se desbloquee, nadie puede iniciar sesión con tu cuenta mediante Nod, y no se pregunta a tus dispositivos. No se eliminó nada. Pregunta a quien gestiona ${server} qué pasó y cómo seguir.`,
    recovery: (origin: string, server: string) =>
      `Si no fuiste tú, abre Nod (${origin}) ahora mismo en uno de tus dispositivos y crea códigos de recuperación nuevos: así dejan de servir los anteriores y se cierra lo que abrieron. Después mira en «Qué pasó». Si no tienes ningún dispositivo, avisa a quien gestiona ${server}.`,
    guess: 'Si no fuiste tú, alguien puede saber una contraseña tuya: cámbiala.',
    lookHere: (origin: string, server: string) =>
      `Abre Nod (${origin}) en uno de tus dispositivos y mira en «Qué pasó»: allí se explica qué puedes hacer. Si no tienes ningún dispositivo, abre ${origin}/account con un código de recuperación, o avisa a quien gestiona ${server}.`,
    end: (server: string, origin: string) =>
      `Este mensaje viene de ${server}, ${origin}. Nunca pide un código ni una contraseña.`,
  },

  /** The e-mail with a code. Its subject stands on locked screens, so the code isn’t in it. */
  code: {
    subject: (server: string) => `${server}: un código para iniciar sesión`,
    /** `from`: an address and its place; may be empty. */
    asks: (application: string, username: string, from: string) =>
      `Alguien quiere iniciar sesión en ${application} como ${username}${from === '' ? '' : ` (desde ${from})`}.`,
    notYou: (application: string) =>
      `Si no eres tú, no le digas este código a nadie y cambia tu contraseña de ${application}: alguien la sabe.`,
    good: (minutes: number) =>
      counted(minutes, {
        one: 'Sirve una vez, para este inicio de sesión, durante # minuto. Escríbelo solo en la página donde estás iniciando sesión.',
        other:
          'Sirve una vez, para este inicio de sesión, durante # minutos. Escríbelo solo en la página donde estás iniciando sesión.',
      }),
    end: (server: string, origin: string) =>
      `Este mensaje viene de ${server}, ${origin}. Nadie que te ayude necesita este código.`,
  },
};
