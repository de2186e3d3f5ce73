import { countedIn } from '../../languages/counted.ts';
import type { HappenedWords } from './en.ts';

const counted = countedIn('es');

/** What may count in place of a device's answer. */
const ways: Readonly<Record<string, string>> = {
  offline: 'con dígitos de un teléfono sin conexión',
  totp: 'con dígitos de otra app',
  email: 'con un código por correo',
  bypass: 'con un código de un solo uso',
};
const byWay = (way: string) => ways[way] ?? 'sin dispositivo';

/**
 * What happened to an account: on a notification, and in the app under "What happened". It may be read on a locked screen (N7): a
 * device, an application, an address and its place; never the e-mail address, never anything that opens anything. A name comes in its
 * quotation marks (`quoted`), or is null where it isn't known.
 */
export const happenedWords: HappenedWords = {
  quoted: (name: string) => `«${name}»`,
  /** Facts in a row, such as an address and a place. */
  facts: (facts: readonly string[]) => facts.join(', '),

  /** What happened to an account, without a full stop. */
  sentences: {
    'device.added': (device: string | null) => `${device ?? 'Un dispositivo'} se añadió a tu cuenta`,
    'device.refused': (device: string | null) => `${device ?? 'Un dispositivo'} no se aceptó`,
    'device.waits': (device: string | null) =>
      `${device ?? 'Un dispositivo'} se aceptará sin un sí tuyo, si no dices que no`,
    'device.suspended': (device: string | null) => `${device ?? 'Un dispositivo'} se pausó`,
    /** Paused, and removed a day later. */
    'device.suspended_removal': (device: string | null) =>
      `${device ?? 'Un dispositivo'} se pausó, y se elimina en un día`,
    'device.resumed': (device: string | null) => `${device ?? 'Un dispositivo'} vuelve a responder por ti`,
    'device.removed': (device: string | null) => `${device ?? 'Un dispositivo'} se eliminó`,
    'device.moved': (device: string | null) => `Tu cuenta pasó a ${device ?? 'otro dispositivo'}`,
    'device.objected': (device: string | null) =>
      `Alguien dijo en ${device ?? 'un dispositivo'} que ese dispositivo es tuyo`,
    'device.renamed': (from: string | null, to: string | null) =>
      `${from ?? 'Un dispositivo'} ahora se llama ${to ?? 'de otra forma'}`,
    'device.idle': (device: string | null) =>
      `Abre Nod en ${device ?? 'un dispositivo'}, o ese dispositivo se pausará: no se usó durante mucho tiempo`,
    'offline.added': (device: string | null) =>
      `Con ${device ?? 'un dispositivo'} ya se puede iniciar sesión en tu cuenta sin conexión, con dígitos`,
    'verifier.added': (device: string | null) => `${device ?? 'Un dispositivo'} pide ahora huella, cara o PIN`,
    'verifier.removed': (device: string | null) => `${device ?? 'Un dispositivo'} ya no pide huella, cara ni PIN`,
    'email.changed': 'Se cambió la dirección de correo de tu cuenta',
    /** @param way offline, totp, email, bypass, or one that this version doesn't know */
    'fallback.used': (application: string | null, way: string) =>
      `Alguien inició sesión en ${application ?? 'una aplicación'} con tu cuenta, ${byWay(way)}`,
    'fallback.closed': (way: string) => `El inicio de sesión ${byWay(way)} se cerró tras códigos incorrectos`,
    'totp.added': 'Con seis dígitos de otra app ya se puede iniciar sesión en tu cuenta',
    'totp.removed': 'Los seis dígitos de la otra app ya no sirven para iniciar sesión',
    'bypass.made': (application: string | null) =>
      `Se creó un código de un solo uso para ${application ?? 'la página de tu cuenta'}`,
    /** How many are left, where that is known. */
    'recovery.used': (left: number | null) =>
      `Se usó uno de tus códigos de recuperación${left === null ? '' : `; ${counted(left, { one: 'queda #', other: 'quedan #' })}`}`,
    'recovery.codes_made': 'Se crearon códigos de recuperación nuevos; los anteriores ya no sirven',
    /** There were none before. */
    'recovery.codes_made_first': 'Se crearon códigos de recuperación',
    'account.session_opened': 'Alguien abrió la página de tu cuenta con un código de recuperación',
    'account.session_opened_bypass': 'Alguien abrió la página de tu cuenta con un código de un solo uso',
    'login.failed': (application: string | null) =>
      `Un inicio de sesión${application === null ? '' : ` en ${application}`} terminó por códigos incorrectos`,
    'application.quarantined': (application: string | null) =>
      `${application ?? 'Una aplicación'} no puede enviarte notificaciones por ahora`,
    'approval.disowned': (application: string | null) =>
      `Se avisó a ${application ?? 'una aplicación'} de que no fuiste tú quien inició sesión`,
    'report.taken_back': (application: string | null) =>
      `${application ?? 'Una aplicación'} puede enviarte notificaciones otra vez: la denuncia se retiró`,
    'enrollment.refused': 'Alguien intentó añadir un dispositivo, y se rechazó',
    'user.locked': 'Tu cuenta se bloqueó',
    'user.unlocked': 'Tu cuenta se desbloqueó',
    /** What this version doesn't know. */
    other: 'Algo cambió en tu cuenta',
  },
  /** Who did it, as one of several facts. */
  by: {
    application: (name: string | null) => `por ${name ?? 'una aplicación'}`,
    device: (name: string | null) => `en ${name ?? 'otro dispositivo'}`,
    thisDevice: 'en este dispositivo',
    operator: 'por quien gestiona el servidor',
    email: 'con el enlace de un correo',
    recovery: 'con un código de recuperación',
  },
  /** An address and its place. */
  from: (facts: string) => `desde ${facts}`,
  body: (username: string, facts: string | null) =>
    `Cuenta ${username}${facts === null ? '' : `, ${facts}`}. Toca aquí si no fuiste tú.`,
};
