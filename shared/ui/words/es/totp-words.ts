import type { Here } from '../here.ts';
import type { totpWords as english } from '../totp-words.ts';

/** An app that shows six digits, for when no device of Nod is at hand. Apart from `words`: only its screen says this. */
export const totpWords: typeof english = {
  title: 'Seis dígitos de otra app',
  lead: 'Con una app que muestra un número nuevo cada medio minuto puedes iniciar sesión cuando no tienes ningún dispositivo a mano, si la aplicación lo admite.',
  linkNote: 'Para cuando no tengas ningún dispositivo a mano',

  none: {
    body: 'Usa cualquier app de este tipo, mejor fuera de este dispositivo. Quien tenga lo que esa app recibe ahora puede iniciar sesión con tu cuenta donde valen esos dígitos, así que se muestra una sola vez.',
    begin: 'Configurar',
    beginning: 'Creándolo…',
  },

  begun: {
    scan: 'Escanea esto con la otra app',
    qr: 'Código para escanear con la otra app',
    open: (here: Here) =>
      here === 'phone' ? 'Abrirlo en una app de este teléfono' : 'Abrirlo en una app de este equipo',
    byHand: 'O escribe esto en ella',
    byHandHint: 'Según la hora, seis dígitos, cada 30 segundos.',
    first: 'Los seis dígitos que muestra ahora',
    firstHint: 'Así se ve que funciona.',
    wrong: 'Eso no son seis dígitos.',
    misfit: 'Ese número no coincide. Escribe el que la app muestra ahora.',
    confirm: 'Activar',
    confirming: 'Comprobando…',
    until: (when: string) => `Vale hasta el ${when}. Después, empieza de nuevo.`,
  },

  on: {
    by: 'Configurada en',
    someDevice: 'un dispositivo que ya no está',
    since: 'Desde',
    counts: 'Vale',
    countsFrom: (when: string) =>
      `desde el ${when}. Tus dispositivos anteriores recibieron un aviso y pueden eliminarla hasta entonces`,
    always: 'ahora',
    endedTitle: 'Ya no vale',
    endedBody: 'El dispositivo en el que se configuró está pausado o ya no está, y sus dígitos terminaron con él.',
    again: 'Configurar otra',
    remove: 'Eliminar',
    removing: 'Eliminando…',
    askTitle: '¿Eliminarla?',
    askBody:
      'Los dígitos de esa app ya no servirán para iniciar sesión en ninguna parte. Borra también la entrada en la app.',
    askConfirm: 'Eliminar',
  },
};
