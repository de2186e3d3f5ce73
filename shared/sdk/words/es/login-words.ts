import { countedIn } from '../../../languages/counted.ts';
import type { LoginWords } from '../../login-words.ts';
import { fallbackWords } from './fallback-words.ts';

const counted = countedIn('es');
const on = (name: string | undefined) => (name ? ` en ${name}` : '');

export const loginWords: LoginWords = {
  typeCode: 'Escribe este código en Nod',
  answerThere: 'Responde en Nod',
  approveHere: 'Aprueba en este navegador',
  approveHereOr: 'Aprueba en este navegador, o escribe este código en Nod',
  extensionOnly: 'Abre la extensión de Nod en este navegador y elige «Aprobar». Ningún otro dispositivo puede.',
  asks: (names) => `Se envió a ${new Intl.ListFormat('es').format(names)}. Abre Nod allí.`,
  asksNobody: 'Abre Nod en un dispositivo que hayas vinculado.',
  nobodyRung:
    'No se envió ninguna notificación: abre Nod y escanea esto, o escribe estos dígitos en «Estoy iniciando sesión».',
  nobodyRungHere:
    'No se envió ninguna notificación: abre la extensión de Nod con esta página a la vista y elige «Obtener la solicitud de esta página».',
  openApp: 'Abrir Nod en este teléfono',
  openFromHome:
    '¿Nod está en este teléfono? Copia el código, abre Nod desde la pantalla de inicio y pégalo allí en «Estoy iniciando sesión».',
  copyCode: 'Copiar el código',
  copied: 'Copiado. Pégalo en Nod.',
  copyRefused: 'No se copió: mantén pulsado el código',
  orScan: 'O escanéalo con Nod',
  orScanElsewhere: 'O escanéalo con Nod en otro dispositivo',
  qrLabel: 'Código QR: escanéalo con Nod en vez de escribir',
  devicesLabel: 'Se preguntó a',
  weakCode: (digits) =>
    counted(digits, {
      one: 'Este código tiene # dígito. NIST acepta 6 o más, porque con menos es fácil adivinarlo.',
      other: 'Este código tiene # dígitos. NIST acepta 6 o más, porque con menos es fácil adivinarlo.',
    }),
  timeLeft: 'Tiempo para responder',
  secondsLeft: (seconds) => counted(seconds, { one: '# segundo restante', other: '# segundos restantes' }),
  reconnecting: 'Conectando de nuevo. Puedes responder igualmente.',
  delivery: {
    queued: 'Preguntando',
    sent: 'Enviada',
    pull: 'Abre Nod allí para ver la solicitud',
    gone: 'No está disponible: abre Nod allí',
    failed: 'Aún no ha llegado: abre Nod allí',
    received: 'Recibida',
    displayed: 'Ahora muestra la solicitud',
  },
  outcome: {
    approved: {
      heading: 'Aprobada',
      sentence: (name) => `Dijiste que sí${on(name)}. Iniciando tu sesión.`,
    },
    denied: {
      heading: 'Rechazada',
      sentence: (name) =>
        `La solicitud se rechazó${on(name)}, y nadie inició sesión. Si fue un error, inténtalo de nuevo.`,
    },
    reported: {
      heading: 'Denunciada',
      sentence: (name) =>
        `Alguien respondió «No fui yo»${on(name)}. Nadie inició sesión, y durante un tiempo no se envía ninguna notificación. ` +
        'Si no fuiste tú quien lo intentó, cambia tu contraseña ahora.',
    },
    expired: {
      heading: 'Se acabó el tiempo',
      sentence: () => 'Nadie respondió a tiempo. Ten Nod a mano e inténtalo de nuevo.',
    },
    canceled: {
      heading: 'Retirada',
      sentence: () =>
        'La solicitud terminó sin respuesta, por ejemplo porque otra más reciente ocupó su lugar. Sigue en la ventana más reciente, o inténtalo de nuevo.',
    },
    failed: {
      heading: 'Código incorrecto',
      sentence: () =>
        'El código se escribió mal tres veces, así que esta solicitud terminó. Inténtalo de nuevo para recibir otro código.',
    },
    lost: {
      heading: 'Esta página perdió la conexión',
      sentence: () => 'Ya no puede recibir la respuesta. Comprueba tu conexión y carga la página de nuevo.',
    },
  },
  fallback: fallbackWords,
};
