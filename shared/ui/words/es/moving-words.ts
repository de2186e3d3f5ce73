import { countedIn } from '../../../languages/counted.ts';
import type { Here } from '../here.ts';
import type { movingWords as english } from '../moving-words.ts';

const counted = countedIn('es');
const accounts = (count: number) => counted(count, { one: 'tu cuenta', other: 'tus # cuentas' });
const thisDevice = (here: Here) => (here === 'phone' ? 'este teléfono' : 'este equipo');

/** Moving from an old phone to a new one: on both of them. Apart from `words`, as those of vouching-words.ts. */
export const movingWords: typeof english = {
  entry: 'Pasar a un teléfono nuevo',
  entryNote: 'Ocupará el lugar de este',

  away: {
    title: 'Pasar a un teléfono nuevo',
    body: (count: number) =>
      `El teléfono nuevo se hace cargo de ${accounts(count)}, y este deja de responder. Se tarda dos minutos.`,
    steps: (host: string) => [
      `En el teléfono nuevo, abre ${host}. En un iPhone, añade antes Nod a la pantalla de inicio y ábrelo desde allí.`,
      'Elige allí «Escanear el código» y escanea este.',
      'El teléfono nuevo muestra seis dígitos. Escríbelos aquí cuando este los pida.',
    ],
    others: 'Las cuentas de otros servidores están en su propia app: ábrela y pásalas desde allí.',
    start: 'Mostrar el código',
    starting: 'Un momento…',
    qr: 'Código para pasar las cuentas: escanéalo con el teléfono nuevo',
    waiting: '¿Ya lo escaneaste? Este teléfono te pedirá los dígitos.',
    over: 'Este código caducó, para que nadie pueda usar una foto de él.',
    again: 'Mostrar uno nuevo',
    none: 'Aquí no hay ninguna cuenta en uso que se pueda pasar.',
  },

  here: {
    title: (here: Here) => `¿Pasar a ${thisDevice(here)}?`,
    body: (here: Here) =>
      `${here === 'phone' ? 'Este teléfono' : 'Este equipo'} ocupa el lugar del teléfono anterior, que deja de responder.`,
    checking: 'Mirando qué se pasa aquí…',
    start: 'Pasar aquí',
    notMine: 'No es mío',
    working: 'Pasando las cuentas…',
    workingBody: (here: Here) => `Puede tardar hasta 20 segundos por cuenta. No apagues ${thisDevice(here)}.`,
    lead: 'El teléfono anterior pide ahora estos dígitos. Escríbelos en él.',
    testLost: {
      title: 'La notificación de prueba no ha llegado',
      body: 'La cuenta está aquí, pero aún no puede recibir notificaciones.',
      nextStep: 'Inténtalo de nuevo.',
    },
  },
};
