import { countedIn } from '../../../languages/counted.ts';
import type { Here } from '../here.ts';
import type { requestWords as english } from '../request-words.ts';

const counted = countedIn('es');
const tries = (count: number) => counted(count, { one: 'Te queda # intento', other: 'Te quedan # intentos' });

/** A request: what it asks, how it is answered, how it ends; those that wait and those that are over. Part of `words`. */
export const requestWords: typeof english = {
  request: {
    signIn: (username: string) => `Iniciar sesión como ${username}`,
    forAccount: 'Tu cuenta:',
    browserOn: (browser: string, system: string) => `${browser} en ${system}`,
    unknownBrowser: 'Navegador desconocido',
    unknownPlace: 'Lugar desconocido',
    address: 'Dirección',
    details: 'Qué se pide',
    firstPlace: (place: string) => `Primera vez desde ${place}`,
    firstBrowser: (browser: string) => `Primera vez con ${browser}`,
    firstApplication: (application: string) => `Primera solicitud de ${application}`,
    /** Asked before, and never approved: as unusual as the first time, but not the first. */
    strangePlace: (place: string) => `Aquí aún no has aprobado nada desde ${place}`,
    strangeBrowser: (browser: string) => `Aquí aún no has aprobado nada con ${browser}`,
    strangeApplication: (application: string) => `Aquí aún no has aprobado nada para ${application}`,
    /** Requests in five minutes; none of them was approved. */
    manyLately: (count: number) =>
      counted(count, {
        one: '# solicitud en 5 minutos, y no la aprobaste',
        other: '# solicitudes en 5 minutos, y no aprobaste ninguna',
      }),
    /** The application says so; where it says nothing, or knows it, nothing is said. */
    siteKnowsNot: 'Este sitio aún no conoce ese navegador',
    firstHint: 'Si no lo iniciaste tú, elige «Rechazar».',
    codeLabel: 'Escribe el código de la otra pantalla',
    codeName: (count: number) =>
      counted(count, {
        one: 'Código de # dígito de la otra pantalla',
        other: 'Código de # dígitos de la otra pantalla',
      }),
    shortCode: (count: number) =>
      counted(count, {
        one: 'Un código de # dígito es fácil de adivinar: mira bien quién pregunta.',
        other: 'Un código de # dígitos es fácil de adivinar: mira bien quién pregunta.',
      }),
    codeFirst: 'Escribe el código para aprobar.',
    wrongCode: (triesLeft: number) => `Ese no es el código. ${tries(triesLeft)}.`,
    scan: 'Escanearlo',
    paste: 'Pegar',
    pasteNothing: 'No hay dígitos que pegar: copia antes el código',
    fetched: 'Esta solicitud la obtuviste tú: apruébala solo si abriste tú esa página.',
    originOpen: (site: string) => `Este navegador tiene abierto ${site} y es el sitio auténtico.`,
    place: {
      looking: 'Nod busca este inicio de sesión en tus pestañas.',
      absentTitle: 'Este inicio de sesión no empezó en este navegador',
      absentCode:
        'Si lo iniciaste en otro dispositivo, escribe el código que muestra. Si no lo iniciaste tú, elige «Rechazar».',
      absentOnly: (application: string) =>
        `${application} solo admite que se apruebe en el navegador donde se inicia sesión. Si no lo iniciaste tú, elige «Rechazar».`,
      hiddenTitle: (sites: string) => `Nod no puede mirar ${sites}`,
      hiddenBody:
        'Permítelo, para que vea si tu pestaña es el sitio auténtico. Busca este inicio de sesión y no mira nada más.',
      orCode: 'O escribe el código.',
      allow: 'Permitir',
      waits: 'Antes, Nod tiene que encontrar este inicio de sesión en una pestaña de este navegador.',
    },
    answer: 'Tu respuesta',
    deny: 'Rechazar',
    denyWith: 'Rechazar y decir por qué…',
    attachedLead: 'Adjunto más abajo:',
    attachedFirst: 'Mira primero lo adjunto.',
    attachedToTheEnd: 'Llega primero al final de lo adjunto.',
    approve: 'Aprobar',
    approveIn: (seconds: number) => `Aprobar en ${seconds}`,
    readFirst: '«Aprobar» se puede pulsar en unos segundos: lee antes quién pregunta.',
    denying: 'Rechazando…',
    approving: 'Aprobando…',
    reporting: 'Denunciando…',
    sending: 'Enviando tu respuesta…',
    notMe: 'No fui yo',
    reportTitle: '¿Denunciar esta solicitud?',
    reportBody: (application: string) =>
      `Nod la rechaza, y ${application} no podrá enviarte notificaciones durante un tiempo. Si no la iniciaste tú, alguien puede saber tu contraseña.`,
    reportConfirm: 'Denunciar',
    ringName: (left: string) => `Tiempo para responder: ${left}`,
  },

  signingIn: {
    entry: 'Estoy iniciando sesión',
    entryNote: 'Y no llegó ninguna notificación',
    title: 'Estoy iniciando sesión',
    body: 'Nod obtiene la solicitud de la página donde inicias sesión. Hazlo solo con una página que abriste tú.',
    scan: 'Escanear el código de esa página',
    or: 'o escribe sus dígitos',
    which: '¿Con qué cuenta?',
    digits: 'Dígitos de esa página',
    digitsHint: 'Seis o más.',
    fetch: 'Obtener la solicitud',
    fetching: 'Obteniendo la solicitud…',
    thisPageTitle: 'La página que ves te está esperando',
    thisPageBody: 'Si la abriste tú, obtén su solicitud.',
    thisPage: 'Obtener la solicitud de esta página',
    unavailable: 'Este servidor no tiene esa función: cada solicitud que espera aparece aquí sin que hagas nada.',
  },

  looking: {
    unpairedTitle: 'Nod no está vinculado aquí',
    unpairedBody:
      'Abre Nod donde lo vinculaste, por ejemplo desde la pantalla de inicio, y elige allí «Estoy iniciando sesión». O vincúlalo aquí.',
    pair: 'Vincular aquí',
    title: 'Buscando la solicitud…',
    body: 'Nod pregunta al servidor qué hay para ti.',
  },

  outcome: {
    anotherWaits: 'Hay otra solicitud esperando. Elige «Listo» para verla.',
    approved: {
      title: 'Aprobada',
      body: (application: string) => `Vuelve a ${application}: allí sigue sin que hagas nada más.`,
      onPhone: 'Si inicias sesión en este teléfono, vuelve a la página en el navegador.',
    },
    denied: {
      title: 'Rechazada',
      body: (application: string) => `${application} recibió tu «no». Nadie entró con esta solicitud.`,
    },
    reported: {
      title: 'Denunciada',
      body: (application: string) =>
        `${application} recibió tu «no», y no podrá enviarte notificaciones durante un tiempo.`,
      next: (application: string) => `Cambia ahora tu contraseña de ${application}: alguien puede saberla.`,
    },
    phishing: {
      title: 'Una página de inicio de sesión falsa',
      body: (application: string, site: string) =>
        `${site} mostraba el inicio de sesión de ${application}, y no es ${application}. Se rechazó y se denunció.`,
      next: (application: string) =>
        `Cierra esa página. Si escribiste allí tu contraseña, cámbiala en la página auténtica de ${application}.`,
    },
    expired: {
      title: 'Demasiado tarde para esta solicitud',
      body: (application: string) =>
        `La solicitud de ${application} caducó antes de que hubiera respuesta. No se aprobó nada.`,
      next: 'Si fuiste tú, empieza otra vez donde inicias sesión.',
    },
    canceled: {
      title: 'Retirada',
      body: (application: string) => `${application} retiró esta solicitud. No se aprobó nada.`,
      next: 'Si llega una más reciente, responde a esa.',
    },
    failed: {
      title: 'Demasiados códigos incorrectos',
      body: (application: string) => `La solicitud de ${application} está cerrada. No se aprobó nada.`,
      next: 'Si fuiste tú, empieza otra vez donde inicias sesión.',
    },
    elsewhere: {
      title: {
        approved: (device: string) => `Aprobada en ${device}`,
        denied: (device: string) => `Rechazada en ${device}`,
        reported: (device: string) => `Denunciada en ${device}`,
      },
      someDevice: 'otro dispositivo',
      body: (application: string) => `La solicitud de ${application} ya tiene respuesta. Aquí no queda nada por hacer.`,
      next: 'Si no fuiste tú, elimina ese dispositivo ahora mismo.',
      devices: 'Ver tus dispositivos',
    },
    /** Which answer it is, since it isn't final: until it is sent, another one can still be given. */
    kept: {
      title: {
        approve: 'Tu aprobación está guardada',
        deny: 'Tu rechazo está guardado',
        report: 'Tu denuncia está guardada',
      },
      offline: (here: Here, until: string) =>
        `${here === 'phone' ? 'Este teléfono' : 'Este equipo'} no tiene red. Nod enviará tu respuesta cuando la haya. Hora límite: ${until}.`,
      away: (server: string, until: string) =>
        `${server} no responde. Nod enviará tu respuesta cuando responda. Hora límite: ${until}.`,
    },
  },

  /** A final answer as one word in a list. */
  states: {
    approved: 'Aprobada',
    denied: 'Rechazada',
    reported: 'Denunciada',
    expired: 'Caducada',
    canceled: 'Retirada',
    failed: 'Códigos incorrectos',
  },

  pending: {
    title: 'Esperan tu respuesta',
    letIn: (name: string) => `¿Añadir «${name}» a tu cuenta?`,
    count: (count: number) =>
      counted(count, { one: 'Hay # solicitud esperando', other: 'Hay # solicitudes esperando' }),
  },

  history: {
    title: 'Solicitudes anteriores',
    empty: 'Aún no hay respuestas. Lo que apruebes o rechaces aparecerá aquí.',
    /** How it ended, and on which device. */
    on: (answer: string, device: string) => `${answer} en ${device}`,
    /** The same where no device answered: “by six digits of another app”. */
    by: (answer: string, way: string) => `${answer} ${way}`,
    more: 'Mostrar respuestas anteriores',
    loadingMore: 'Cargando respuestas anteriores…',
  },
};
