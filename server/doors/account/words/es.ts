import { countedIn } from '../../../../shared/languages/counted.ts';
import type { AccountPageWords } from '../account-words.ts';

const counted = countedIn('es');

/** What the account page says: to somebody who has lost a phone, is worried, and reads half of it. */
export const accountWords: AccountPageWords = {
  /** For dates by Intl; no sentence. */
  locale: 'es',
  signIn: {
    title: 'Perdí mi teléfono',
    body: 'Con un código de recuperación pausas al momento un teléfono perdido y vinculas uno nuevo. Se tarda unos tres minutos, en cualquier navegador. No se envía ninguna notificación.',
    realm: 'Pertenece a',
    realmHint: 'Como está en la hoja con tus códigos.',
    username: 'Nombre de usuario',
    code: 'Código de recuperación',
    codeHint: 'Uno que aún no hayas usado. Dan igual las mayúsculas y los guiones.',
    go: 'Continuar',
    wrong:
      'No funcionó. Revisa todo lo que escribiste y toma un código que no se haya usado. No se ha bloqueado nada: inténtalo de nuevo.',
    noCode: 'No tengo ningún código',
    noCodeBody: (server: string) =>
      `Habla con quien gestiona ${server}, por teléfono o cara a cara. Cuando tenga la certeza de que eres tú, te dará un código para esta página.`,
    haveDevice: 'Aún tengo otro dispositivo',
    haveDeviceBody: 'Abre Nod en él: desde allí también puedes pausar el perdido, sin código.',
    closed: 'Esta página se cerró, como ocurre a los 15 minutos. No se ha perdido nada: sigue con otro código.',
  },
  overview: {
    title: 'Tres pasos para volver a estar a salvo',
    open: (minutes: number) =>
      counted(minutes, {
        one: 'Esta página se cierra en # minuto.',
        other: 'Esta página se cierra sola en # minutos.',
      }),
    done: 'Hecho',
    seen: (ago: string) => `último uso: ${ago}`,
    added: (ago: string) => `añadido: ${ago}`,
    pauseTitle: 'Pausa lo que perdiste',
    pauseBody: 'Un dispositivo pausado no responde a nada desde ese momento, y no puede deshacerlo por su cuenta.',
    pause: 'Pausar este dispositivo',
    turnAway: 'Rechazar dispositivo',
    noActive: 'Ahora ningún dispositivo puede responder por ti.',
    others: 'Pausados o eliminados',
    pairTitle: 'Vincula un teléfono nuevo',
    pairBody: 'Ten a mano el teléfono nuevo, o haz esto en él. Vale al momento.',
    pair: 'Vincular un teléfono nuevo',
    paired: ' está vinculado, y con él ya puedes iniciar sesión.',
    codesTitle: 'Crea códigos de recuperación nuevos',
    codesBody: (left: number) =>
      left === 0
        ? 'No queda ninguno.'
        : counted(left, {
            one: 'Queda #. Si puede que también hayas perdido la hoja, crea otros: los anteriores dejarán de servir.',
            other:
              'Quedan #. Si puede que también hayas perdido la hoja, crea otros: los anteriores dejarán de servir.',
          }),
    codes: 'Crear códigos nuevos',
    codesAsk: 'Los códigos anteriores dejan de servir al momento, también los de una hoja que aún tengas.',
    codesSure: 'Anular los anteriores y crear otros',
    codesMade: (left: number) =>
      counted(left, { one: 'Creaste códigos nuevos: sirve #.', other: 'Creaste códigos nuevos: sirven #.' }),
    restTitle: 'Y lo demás',
    end: 'Cerrar esta página',
  },
  rest: [
    'Cambia tus contraseñas donde inicias sesión, sobre todo las que estaban en el teléfono perdido.',
    'Bloquea el propio teléfono: Buscar (Apple) o Encontrar mi dispositivo (Google) lo bloquean y lo borran a distancia.',
    'Pide a tu compañía telefónica que bloquee la tarjeta SIM.',
    'Avisa a quien gestiona este servidor. Puede ver las últimas respuestas del teléfono perdido.',
  ],
  pair: {
    title: 'Vincula tu teléfono nuevo',
    scan: 'Apunta aquí con la cámara del teléfono nuevo y abre lo que encuentre.',
    type: (origin: string) => `O abre ${origin} en él y escribe este código:`,
    until: 'Los dos sirven una vez, durante 10 minutos.',
    here: 'Este es el teléfono nuevo: vincularlo aquí',
    hereBody: 'Esta página sigue abierta detrás.',
    back: 'Ya está vinculado: continuar',
  },
  codes: {
    title: 'Tus códigos de recuperación nuevos',
    body: 'Se muestran solo esta vez. Imprime esta página o escríbelos en papel, y guárdalos lejos del teléfono. Cada uno sirve una vez. Los anteriores ya no sirven.',
    where: 'Si pierdes el teléfono, abre',
    type: 'Escribe los códigos solo allí o en la app, nunca en otro lugar.',
    back: 'Ya los tengo: continuar',
  },
  ended: {
    title: 'Esta página está cerrada',
    body: 'Lo que hiciste aquí vale. Esto es lo que te queda por hacer:',
  },
  problem: {
    title: 'No se pudo hacer',
    form: 'Esto no vino de la propia página. No se cambió nada. Abre la página de nuevo y repítelo allí.',
    wait: (seconds: number) =>
      counted(seconds, {
        one: 'Demasiados intentos desde aquí. Espera # segundo e inténtalo de nuevo. No se ha bloqueado nada.',
        other: 'Demasiados intentos desde aquí. Espera # segundos e inténtalo de nuevo. No se ha bloqueado nada.',
      }),
    gone: 'Este dispositivo ya no está en la lista. No se cambió nada.',
    tooMany: (limit: number) =>
      `Esta cuenta tiene ${limit} dispositivos, y no puede tener más. No se cambió nada. Pide a quien gestiona este servidor que elimine uno.`,
    server: 'El servidor no puede hacerlo ahora. No se cambió nada. Inténtalo de nuevo en un minuto.',
    back: 'Atrás',
  },
  /** How one of the devices came to be there. @param other the name of the device that did it; null for one that is gone */
  letIn: {
    first: () => 'El primer dispositivo de esta cuenta',
    device: (other: string | null) =>
      other === null ? 'Un dispositivo que ya no está dijo que sí' : `«${other}» dijo que sí`,
    moved: (other: string | null) =>
      `Ocupó el lugar de ${other === null ? 'un dispositivo que ya no está' : `«${other}»`}`,
    operator: () => 'Lo aceptó quien gestiona el servidor',
    recovery: () => 'Se aceptó con un código de recuperación',
    off: () => 'No se preguntó a nadie',
    waited: () => 'Esperó, y nadie dijo que no',
  },
  state: {
    removed: 'Eliminado',
    paused: 'Pausado',
    pausedByOperator: 'Pausado por quien gestiona el servidor',
    active: 'Responde por ti',
    notYet: 'Aún sin aceptar',
  },
  ago: {
    justNow: 'ahora mismo',
    minutes: (count: number) => `hace ${count} min`,
    hours: (count: number) => counted(count, { one: 'hace # hora', other: 'hace # horas' }),
    days: (count: number) => counted(count, { one: 'hace # día', other: 'hace # días' }),
  },
};
