import { countedIn } from '../../../languages/counted.ts';
import type { Here } from '../here.ts';
import type { pairingWords as english } from '../pairing-words.ts';

const counted = countedIn('es');
const thisDevice = (here: Here) => (here === 'phone' ? 'este teléfono' : 'este equipo');
/** As the first words of a sentence. */
const ThisDevice = (here: Here) => (here === 'phone' ? 'Este teléfono' : 'Este equipo');

/** Getting Nod onto a device and the device onto an account: pairing, permissions, installing. Part of `words` (words.ts). */
export const pairingWords: typeof english = {
  pairing: {
    steps: ['Escribir el código', 'Permitir notificaciones', 'Comprobar'],
    stepOf: (step: number, count: number) => `Paso ${step} de ${count}`,
    startTitle: (here: Here) => `Vincular ${thisDevice(here)}`,
    startBody: 'Abre tu cuenta donde inicias sesión y elige añadir un dispositivo. Allí te dan un código.',
    scan: 'Escanear el código',
    or: 'o escríbelo',
    typedLabel: 'Código de vinculación',
    typedHint: '12 letras y números. Da igual en mayúsculas o minúsculas.',
    typedHintLink:
      '12 letras y números. Da igual en mayúsculas o minúsculas. También puedes pegar un enlace de vinculación.',
    typedShort: (missing: number) =>
      counted(missing, {
        one: 'El código tiene 12 letras y números: falta #.',
        other: 'El código tiene 12 letras y números: faltan #.',
      }),
    nameMissing: (here: Here) => `Primero ponle un nombre a ${thisDevice(here)}.`,
    next: 'Continuar',
    checking: 'Buscándolo…',
    confirmTitle: '¿Es esta tu cuenta?',
    account: 'Cuenta',
    realm: 'Pertenece a',
    server: 'Servidor',
    askedBy: 'Código dado por',
    deviceName: (here: Here) => `Nombre de ${thisDevice(here)}`,
    deviceNameHint: 'Para que distingas tus dispositivos.',
    pair: (here: Here) => `Vincular ${thisDevice(here)}`,
    notMine: 'No es mi cuenta',
    otherServer: (host: string, origin: string) => ({
      title: 'Ese código es de otro servidor',
      body: `Pertenece a ${host}.`,
      nextStep: `Abre ${origin} en este dispositivo y vincula allí.`,
    }),
    testTitle: 'Una última comprobación',
    testBody: (here: Here) => `Nod está enviando una notificación de prueba a ${thisDevice(here)}.`,
    testWaiting: 'Esperando a que llegue…',
    testSlow: 'Tarda más de lo normal.',
    testAgain: 'Enviar de nuevo',
    testPull: 'Seguir sin notificaciones',
    readyTitle: 'Todo listo.',
    readyBody: (here: Here) =>
      `${ThisDevice(here)} ya responde por tu cuenta. Pruébalo la próxima vez que inicies sesión.`,
  },

  settingUp: {
    title: (here: Here) => `Preparando ${thisDevice(here)}`,
    subscribing: 'Activando las notificaciones…',
    binding: 'Vinculando…',
    body: (here: Here) => `Puede tardar hasta 20 segundos. No apagues ${thisDevice(here)}.`,
  },

  notifications: {
    title: 'Permite las notificaciones',
    body: 'Para que te enteres al momento cuando alguien inicia sesión con tu cuenta.',
    reasons: [
      'Cuando un inicio de sesión espera tu respuesta',
      'Sin sonido, cuando algo cambia en tu cuenta',
      'Nunca publicidad',
      'El código nunca va en la notificación',
    ],
    next: (here: Here) => `Ahora ${here === 'phone' ? 'tu teléfono' : 'tu equipo'} te preguntará. Elige «Permitir».`,
    allow: 'Permitir notificaciones',
    asking: 'Esperando tu elección…',
    skip: 'Seguir sin ellas',
    sampleTitle: 'Tienda Ejemplo',
    sampleBody: '¿Iniciar sesión como lucia? Chrome en macOS, Sevilla',
    sampleName: 'Así es una notificación',
  },

  pull: {
    title: (here: Here) => `${ThisDevice(here)} no recibe notificaciones`,
    hung: 'La red no respondió cuando Nod pidió las notificaciones.',
    unavailable: 'Este navegador no las ofrece, o no puede conectar con el servicio que las entrega.',
    unsupported: 'El servidor no puede despertar a este navegador.',
    declined: 'Están desactivadas para Nod.',
    facts: (here: Here) => [
      'Las solicitudes aparecen mientras Nod está abierto',
      `Con Nod cerrado, ${thisDevice(here)} no avisa`,
    ],
    canTurnOn: 'Puedes activar las notificaciones cuando quieras',
    go: 'Seguir sin notificaciones',
    retry: 'Probar otra vez con notificaciones',
  },

  /** Instead of those of `pull`, where the app asks by itself with no page open: in a browser's extension. */
  rounds: {
    title: (here: Here) => `Las solicitudes llegan tarde a ${thisDevice(here)}`,
    facts: [
      'Mientras el navegador está en marcha, Nod pregunta cada medio minuto',
      'La notificación llega con ese retraso, y puede que te pierdas una solicitud con poco tiempo',
    ],
    go: 'Seguir así',
    quiet: 'Nod pregunta cada medio minuto',
    quietNext: 'La notificación puede llegar con ese retraso.',
    account: 'Se consulta cada medio minuto',
  },

  scan: {
    title: 'Escanear el código',
    hint: 'Pon el código de la otra pantalla dentro del marco.',
    typeInstead: 'Escribirlo',
    starting: 'Abriendo la cámara…',
  },

  install: {
    title: (here: Here) => `Instala Nod en ${thisDevice(here)}`,
    iosBody: 'En iPhone y iPad, solo las apps de la pantalla de inicio pueden enviar notificaciones. Son tres toques.',
    androidBody: 'Como app propia, Nod se abre al momento y sus notificaciones no se pierden entre pestañas.',
    desktopBody: 'Como app propia, Nod se inicia por sí solo y sus notificaciones no se pierden entre pestañas.',
    ios: [
      'Toca «Compartir» en la parte de abajo de Safari',
      'Elige «Añadir a pantalla de inicio» y después «Añadir»',
      'Abre Nod desde la pantalla de inicio y vincula allí',
    ],
    iosOther: [
      'Abre esta página en Safari',
      'Toca «Compartir» y después «Añadir a pantalla de inicio»',
      'Abre Nod desde la pantalla de inicio y vincula allí',
    ],
    android: [
      'Toca el menú en la parte de arriba de Chrome',
      'Elige «Añadir a pantalla de inicio» y después «Instalar»',
      'Abre Nod desde la pantalla de inicio',
    ],
    desktop: ['Abre el menú del navegador', 'Elige «Instalar Nod»', 'Abre Nod desde tus apps'],
    install: 'Instalar Nod',
    skip: 'Usarlo en el navegador',
    insideTitle: 'Vincula dentro de la app',
    insideBody: 'Safari y la app de la pantalla de inicio no comparten nada: abre Nod desde allí y después vincula.',
  },
};
