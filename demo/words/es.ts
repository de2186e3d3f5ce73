import { countedIn } from '../../shared/languages/counted.ts';
import type { DemoWords } from './en.ts';

const counted = countedIn('es');

/** What the site says: a harbour for notes, calm and a little playful. Its name stays as it is. */
export const demoWords: DemoWords = {
  /** For dates by Intl; no sentence. */
  locale: 'es',

  site: {
    footer: 'Un sitio pequeño que muestra cómo es iniciar sesión con Nod.',
    pages: 'Páginas',
    notes: 'Notas',
    devices: 'Dispositivos',
    signOut: 'Cerrar sesión',
    optional: 'opcional',
  },
  landing: {
    title: 'Notas que se quedan en puerto',
    heading: 'Notas que se quedan en puerto.',
    lead: 'Escribe lo que quieras y vuelve más tarde. Para iniciar sesión hacen falta tu contraseña y un sí de tu teléfono, así que una contraseña filtrada no abre nada.',
    goOn: 'Seguir iniciando sesión',
    /** The first words of each step stand out. */
    steps: [
      { first: 'Crea', rest: ' una cuenta con contraseña.' },
      { first: 'Vincula', rest: ' tu teléfono con ella, una sola vez.' },
      { first: 'Inicia sesión:', rest: ' tu teléfono pregunta, tú le pasas seis dígitos.' },
    ],
  },
  signUp: {
    title: 'Crear una cuenta',
    lead: 'Después vinculas tu teléfono. Se tarda más o menos un minuto.',
    username: 'Nombre para iniciar sesión',
    usernameHint: 'De 3 a 32 letras, números, puntos o guiones.',
    displayName: 'Nombre que ven los demás',
    go: 'Crear cuenta',
    haveOne: '¿Ya tienes una?',
    usernameWrong: 'Elige de 3 a 32 letras, números, puntos o guiones.',
    usernameTaken: 'Ese nombre ya está en uso. Elige otro.',
    tooMany: 'Se han creado demasiadas cuentas desde aquí. Espera diez minutos y continúa.',
    displayNameLong: 'Elige como máximo 60 caracteres.',
    displayNameWrong: 'Usa solo letras, números y espacios.',
  },
  password: {
    label: 'Contraseña',
    hint: (least: number) =>
      counted(least, {
        one: 'Al menos # carácter. Unas cuantas palabras seguidas van bien.',
        other: 'Al menos # caracteres. Unas cuantas palabras seguidas van bien.',
      }),
    tooShort: (least: number) =>
      counted(least, { one: 'Elige al menos # carácter.', other: 'Elige al menos # caracteres.' }),
    tooLong: (most: number) =>
      counted(most, { one: 'Elige como máximo # carácter.', other: 'Elige como máximo # caracteres.' }),
    holdsName: 'Elige una contraseña que no contenga tu nombre.',
    title: 'Tu contraseña',
    change: 'Cambiar tu contraseña',
    lead: '¿Puede saberla otra persona? Cámbiala ahora: se cierran las sesiones que se iniciaron con ella.',
    current: 'Contraseña actual',
    new: 'Contraseña nueva',
    go: 'Cambiar contraseña',
    wrong: 'Esa no es tu contraseña. Revísala e inténtalo de nuevo.',
    same: 'Esa es la de antes. Elige otra.',
    changed: 'Tu contraseña se cambió',
    changedBody: 'Tu sesión se cerró en todas partes menos aquí, y también la de quien supiera la anterior.',
    toNotes: 'Ir a tus notas',
    toDevices: 'Ver tus dispositivos',
  },
  signIn: {
    title: 'Iniciar sesión',
    lead: 'Después tu teléfono pregunta si eres tú.',
    username: 'Nombre',
    go: 'Continuar',
    newHere: '¿Aún no tienes cuenta?',
    wrong: 'Ese nombre y esa contraseña no van juntos. Revisa los dos e inténtalo de nuevo.',
    tooMany: (time: string) => `Demasiados intentos. Puedes intentarlo de nuevo ${time}.`,
  },
  waiting: {
    title: 'Responde en tu teléfono',
    heading: (username: string) => `Iniciando sesión como ${username}`,
    cancel: 'Cancelar',
    noNotification: '¿No llega la notificación? Abre Nod: la solicitud te espera allí.',
    changePassword: 'Cambiar tu contraseña ahora',
    again: 'Reintentar',
    back: 'Volver al inicio de sesión',
    /** Without scripts. */
    typeCode: 'Abre Nod en tu teléfono y escribe este código. Después continúa.',
    answer: 'Abre Nod y responde allí. Después continúa.',
    answered: 'Ya respondí',
  },
  pairing: {
    title: 'Vincular tu teléfono',
    first: 'Ahora vincula tu teléfono',
    firstHere: 'Ahora vincula Nod',
    another: 'Vincular otro dispositivo',
    /** Before and after the name of the account. */
    lead: ['A partir de ahora, tu dispositivo dirá sí o no cuando alguien inicia sesión como ', '.'],
    back: 'Volver a tus dispositivos',
    code: 'Código de vinculación',
    qr: 'Código QR con el enlace de vinculación',
    /** Before and after an address. */
    open: ['En tu teléfono, abre ', '.'],
    scan: 'Allí, escanea esta imagen o escribe el código.',
    allow: 'Permite las notificaciones cuando te lo pregunte.',
    openHere: 'Abre Nod en otra ventana. Hará de teléfono.',
    confirmHere: 'Allí, di que esta es tu cuenta y permite las notificaciones.',
    letIn: 'Mostrará seis dígitos: escríbelos en Nod en un dispositivo que ya tengas.',
    instead: 'Abrir Nod en este dispositivo',
    openWindow: 'Abrir Nod en otra ventana',
    orType: 'O escribe allí este código:',
    localhost:
      'Un teléfono no puede abrir localhost: siempre es el propio dispositivo. «On your phone», en README.md, explica qué hacer.',
    /** Before the time, such as 9:05. */
    left: 'Funciona una vez. Tiempo restante: ',
    newCode: 'Crear un código nuevo',
    none: 'El último código caducó, o aún no se creó ninguno.',
    make: 'Crear un código de vinculación',
    done: 'Ya está vinculado',
    waiting: 'Esperando a tu teléfono.',
    waitingHere: 'Esperando a Nod.',
    checking: 'Encontrado. Está comprobando que le llegan las notificaciones.',
    asking: 'Encontrado. Cuando muestre seis dígitos, escríbelos en Nod en un dispositivo que ya tengas.',
    refused: 'No se aceptó. Si fue un error, crea un código nuevo.',
    paired: 'Vinculado. Ahora inicia sesión con él.',
    over: 'Este código caducó. Crea uno nuevo.',
  },
  devices: {
    title: 'Tus dispositivos',
    lead: (username: string) => `Se les pregunta cuando alguien inicia sesión como ${username}.`,
    only: 'Este es tu único dispositivo: sin él no puedes iniciar sesión. Vincula otro mientras lo tengas.',
    active: 'Listo',
    activePull: 'Listo mientras Nod está abierto en él',
    pending: 'Vinculación sin terminar',
    pendingLetIn: 'Espera a que lo aceptes en otro dispositivo',
    suspended: 'Pausado: mira en Nod',
    revoked: 'Eliminado',
    paired: (time: string) => `Vinculado: ${time}`,
    remove: 'Eliminar',
    removeNamed: (device: string) => `Eliminar ${device}`,
    removePaired: (device: string, time: string) => `Eliminar ${device}, vinculado: ${time}`,
  },
  notes: {
    title: 'Tus notas',
    hello: (name: string) => `Buen viento, ${name}.`,
    new: 'Nota nueva',
    placeholder: '¿Qué quieres guardar?',
    keep: 'Guardar',
    emptyTitle: 'Aún no hay nada amarrado aquí.',
    empty: 'Tu primera nota quedará en este muelle.',
    throwAway: 'Tirar',
    throwAwayNamed: (note: string) => `Tirar: ${note}`,
    /** How this session was signed in, as its receipt says. */
    fallback: (how: string) => `Sesión iniciada sin dispositivo, ${how}`,
    approved: (how: string) => `Aprobada, ${how}`,
    approvedOn: (device: string, how: string) => `Aprobada en ${device}, ${how}`,
    typed: {
      offline: 'con ocho dígitos de un teléfono sin conexión',
      totp: 'con un código de una app de códigos',
      email: 'con un código que llegó por correo',
      bypass: 'con un código de un solo uso de quienes gestionan el servidor',
    },
    matched: { code: 'pasando tú el código', origin: 'en este mismo navegador', none: 'con un toque' },
    receipt:
      'Esto es lo que dice el recibo firmado. Antes de dejarte entrar, el sitio comprobó su firma y que es para este sitio, este inicio de sesión y esta persona.',
    none: 'ninguno',
  },
  trouble: {
    again: 'Reintentar',
    changePassword: 'Cambiar tu contraseña',
    back: 'Volver al inicio de sesión',
    start: 'Abrir la página principal',
    limit: {
      title: 'Tus dispositivos descansan',
      text: (time: string) =>
        `Se enviaron varias solicitudes y no se aprobó ninguna. Si no eran tuyas, cambia tu contraseña ahora. Si lo eran, inténtalo de nuevo ${time}.`,
    },
    backingOff: {
      title: 'Una pausa breve',
      text: (time: string) =>
        `Tras códigos incorrectos, el inicio de sesión hace una pausa. Inténtalo de nuevo ${time}.`,
    },
    quarantined: {
      title: 'El inicio de sesión está en pausa',
      text: (time: string) =>
        `Se respondió «No fui yo» a una solicitud. Si no fuiste tú quien lo intentó, alguien sabe tu contraseña: cámbiala ahora donde tengas la sesión abierta, o cuando puedas iniciar sesión otra vez, ${time}.`,
    },
    noDevice: {
      title: 'Ningún dispositivo puede responder',
      text: 'Ninguno de tus dispositivos puede responder a esto: ya no hay ninguno en uso, o este sitio solo admite que se apruebe en la extensión del navegador. Quien lo gestiona puede vincular otro contigo.',
    },
    unreachable: {
      title: 'Nod no está disponible',
      text: 'Tu contraseña era correcta, pero ahora no se puede preguntar a tus dispositivos. Espera un poco e inténtalo de nuevo.',
    },
    untrusted: {
      title: 'Esta respuesta no es de fiar',
      text: 'Dice que se aprobó, pero la prueba que la acompaña no encaja. Nadie inició sesión.',
    },
    notNow: 'Aprobaste, pero ahora no se puede comprobar tu respuesta. Espera un poco y continúa.',
    goOn: 'Continuar',
    noCode: 'Tu cuenta está lista, pero no se pudo crear un código de vinculación. Espera un poco y continúa.',
    noList: 'Ahora no se puede mostrar la lista de tus dispositivos. Espera un poco y carga la página de nuevo.',
    toNotes: 'Volver a tus notas',
    outOfDate: {
      title: 'Este formulario ya no vale',
      text: 'Se abrió antes de que iniciaras o cerraras sesión, o vino de otro sitio. No se cambió nada.',
    },
    noPage: {
      title: 'Esta página no existe',
      text: 'Puede que la dirección esté mal escrita o que la página se haya movido.',
    },
    failed: {
      title: 'Algo salió mal aquí',
      text: 'Es culpa nuestra, no tuya. No se cambió nada; inténtalo de nuevo en un momento.',
    },
  },
  /** For "try again …". */
  inTime: {
    minutesSoon: 'dentro de unos minutos',
    seconds: (count: number) => counted(count, { one: 'dentro de # segundo', other: 'dentro de # segundos' }),
    minutes: (count: number) => counted(count, { one: 'dentro de # minuto', other: 'dentro de # minutos' }),
    hours: (count: number) => counted(count, { one: 'dentro de # hora', other: 'dentro de # horas' }),
  },
};
