import { countedIn } from '../../../languages/counted.ts';
import type { FallbackWords } from '../../fallback-words.ts';

const counted = countedIn('es');

export const fallbackWords: FallbackWords = {
  menu: '¿No tienes el teléfono a mano?',
  ways: {
    offline: {
      title: 'Dígitos de un teléfono sin conexión',
      hint: 'Un teléfono sin red escanea aquí un código y muestra ocho dígitos para escribir.',
      sentence: 'Aprueba en él y escribe aquí los ocho dígitos que muestra.',
      label: 'Ocho dígitos que muestra Nod',
    },
    totp: {
      title: 'Seis dígitos de otra app',
      hint: 'De una app de códigos, si configuraste una para esta cuenta.',
      sentence: 'Abre tu app de códigos y escribe los seis dígitos que muestra para esta cuenta.',
      label: 'Seis dígitos de la app',
    },
    email: {
      title: 'Un código por correo',
      hint: 'A la dirección que pusiste en Nod.',
      sentence: 'El código va a la dirección que pusiste en Nod.',
      label: 'Código del correo',
    },
    bypass: {
      title: 'Un código de un solo uso',
      hint: 'De las personas que gestionan tu inicio de sesión: llámalas si no tienes ninguno.',
      sentence:
        'Escribe el código que te dieron para este sitio quienes gestionan tu inicio de sesión. Funciona una vez.',
      label: 'Código de un solo uso',
    },
  },
  lost: (address) =>
    `¿Perdiste el teléfono? Un código de recuperación vale ${address === undefined ? 'en la página del propio Nod' : `en ${address}`}, nunca aquí.`,
  scan: 'Abre Nod en el teléfono y escanea',
  qrLabel: 'Código QR para Nod en un teléfono sin conexión',
  larger: 'Verlo más grande',
  close: 'Cerrar',
  honest:
    'Mira antes la dirección de esta página. Lo que escribas aquí vale como cualquier código: una página que solo se parezca ' +
    'a esta podría usarlo e iniciar sesión con tu cuenta.',
  neverRecovery: 'Aquí no va ningún código de recuperación. Esta página nunca lo pide.',
  send: 'Enviarme un código',
  sent: 'Está en camino, si hay una dirección. Puede tardar un minuto.',
  answer: 'Iniciar sesión con este código',
  busy: 'Un momento…',
  back: 'Elegir otra opción',
  empty: 'Primero escribe el código.',
  incomplete: (digits) =>
    counted(digits, {
      one: 'Tiene # dígito. Mira otra vez y escríbelo.',
      other: 'Tiene # dígitos. Mira otra vez y escríbelos todos.',
    }),
  refused: {
    wrong_code: 'Ese no es el código correcto. Mira otra vez y escríbelo de nuevo, o elige otra opción.',
    fallback_closed:
      'Esta opción se cerró tras demasiados códigos incorrectos. Elige otra. Para abrir esta de nuevo, usa uno de tus ' +
      'dispositivos o pídelo a quienes gestionan tu inicio de sesión.',
    fallback_not_allowed: 'Este sitio no admite eso aquí. Elige otra opción.',
    offline_too_long: 'Esta solicitud es demasiado larga para un código que se escanea. Elige otra opción.',
    offline_no_device: 'Ninguno de tus dispositivos puede hacerlo todavía. Elige otra opción.',
    offline_used_up:
      'Demasiados dígitos incorrectos para esta solicitud. Elige otra opción, o empieza a iniciar sesión de nuevo.',
    email_used_up:
      'Demasiados códigos incorrectos para esta solicitud. Elige otra opción, o empieza a iniciar sesión de nuevo.',
    challenge_final: 'Esta solicitud terminó. Empieza a iniciar sesión de nuevo.',
    user_locked: 'Esta cuenta está bloqueada. Pregunta a quienes gestionan tu inicio de sesión.',
    unreachable: 'Esta página no puede conectar con su sitio. Comprueba tu conexión e inténtalo de nuevo.',
    other: 'No funcionó. Inténtalo de nuevo en un momento, o elige otra opción.',
  },
  fallbackBackingOff: (when) =>
    `Demasiados códigos incorrectos: esta opción hace una pausa. Inténtalo de nuevo ${when}, o elige otra.`,
  userPauses: (when) =>
    `Se acaba de rechazar una solicitud, así que el inicio de sesión hace una pausa. Inténtalo de nuevo ${when}.`,
  inTime: (seconds) => {
    if (seconds === undefined) return 'dentro de unos minutos';
    if (seconds <= 90)
      return counted(Math.max(1, Math.ceil(seconds)), { one: 'dentro de # segundo', other: 'dentro de # segundos' });
    if (seconds <= 90 * 60)
      return counted(Math.ceil(seconds / 60), { one: 'dentro de # minuto', other: 'dentro de # minutos' });
    return counted(Math.ceil(seconds / 3600), { one: 'dentro de # hora', other: 'dentro de # horas' });
  },
  approved: 'Tu código es correcto. Iniciando tu sesión.',
};
