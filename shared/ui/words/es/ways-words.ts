import { countedIn } from '../../../languages/counted.ts';
import type { FallbackWay } from '../../../protocol/receipt.ts';
import type { waysWords as english } from '../ways-words.ts';

const counted = countedIn('es');

/** What can be typed at a login page in place of a device's answer, on the account's screen; named as that page names it. */
export const waysWords: typeof english = {
  lead: 'Una página de inicio de sesión admite esto en «¿No tienes el teléfono a mano?», si su aplicación lo permite.',
  names: {
    offline: 'Dígitos de un teléfono sin conexión',
    totp: 'Seis dígitos de otra app',
    email: 'Un código por correo',
    bypass: 'Un código de un solo uso',
  } satisfies Record<FallbackWay, string>,
  /** What each is, where nobody has typed a wrong code. */
  what: {
    offline: 'Tu teléfono los crea con el QR de la página de inicio de sesión, también en modo avión',
    totp: 'De la app que has configurado',
    email: 'Se envía a tu correo para avisos',
    bypass: 'Te dio uno quien gestiona el servidor',
  } satisfies Record<FallbackWay, string>,
  wrong: (count: number) => counted(count, { one: '# código incorrecto', other: '# códigos incorrectos seguidos' }),
  paused: (minutes: number) =>
    counted(minutes, { one: 'No admite ninguno durante # minuto', other: 'No admite ninguno durante # minutos' }),
  closed: (when: string) => `Cerrada: ${when}`,
  open: 'Abrir de nuevo',
  opening: 'Abriendo…',
  openNext:
    'Alguien escribió códigos incorrectos en una página de inicio de sesión. Si no fuiste tú, puede que sepa tu contraseña: cámbiala, y después abre esta opción de nuevo.',

  /** Behind "Approved". */
  by: {
    offline: 'con dígitos de un teléfono sin conexión',
    totp: 'con seis dígitos de otra app',
    email: 'con un código por correo',
    bypass: 'con un código de un solo uso',
  } satisfies Record<FallbackWay, string>,
  bySome: 'sin dispositivo',

  /** A request that no device answered, on the screen of its end. */
  approved: {
    title: 'Aprobada sin dispositivo',
    body: (application: string, by: string) =>
      `La solicitud de ${application} se aprobó ${by}. Aquí no queda nada por hacer.`,
    next: {
      offline: '¿No fuiste tú? Alguien tiene ese teléfono: páusalo ahora mismo y cambia tu contraseña.',
      totp: '¿No fuiste tú? Alguien tiene esos dígitos y tu contraseña: elimina esa app y cambia tu contraseña.',
      email:
        '¿No fuiste tú? Alguien lee tu correo: cambia tu contraseña y la de tu correo, y dilo en «Solicitudes anteriores».',
      bypass:
        '¿No fuiste tú? Avisa a quien gestiona el servidor, cambia tu contraseña y dilo en «Solicitudes anteriores».',
    } satisfies Record<FallbackWay, string>,
    nextSome: '¿No fuiste tú? Cambia tu contraseña y dilo en «Solicitudes anteriores».',
  },
};
