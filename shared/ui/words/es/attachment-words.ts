import { countedIn } from '../../../languages/counted.ts';
import type { attachmentWords as english } from '../attachment-words.ts';

const counted = countedIn('es');
const entries = (count: number) => counted(count, { one: '# elemento', other: '# elementos' });

/** What is attached to a request, and why a person says no. Apart from `words`, since few requests need it. */
export const attachmentWords: typeof english = {
  title: (count: number) => (count === 1 ? 'Adjunto: léelo primero' : 'Adjuntos: léelos primero'),
  loading: 'Obteniendo los adjuntos…',
  lines: (count: number) => counted(count, { one: '# línea', other: '# líneas' }),
  plain: 'Texto',
  diff: 'Cambios',
  markdown: 'Markdown, tal como está escrito',
  json: 'JSON',
  added: 'Añadido:',
  removed: 'Quitado:',
  hidden: (count: number) =>
    counted(count, {
      one: 'Contiene un carácter que no se ve. Se muestra con su número, como U+202E.',
      other: 'Contiene # caracteres que no se ven. Se muestran con sus números, como U+202E.',
    }),
  asText: 'Mostrar como texto',
  folded: 'Mostrar plegado',
  entries,
  more: (count: number, all: number) => `Mostrar ${count} más de ${entries(all)}`,
  goesOn: 'Sigue más abajo: desplázate o muestra más.',
  showMore: 'Mostrar más',
  end: (name: string) => `Fin de ${name}`,
  readAll: 'Podrás aprobar cuando hayas llegado al final de cada uno.',
  read: 'Leído hasta el final',
  reason: {
    title: 'Rechazar y decir por qué',
    lead: (application: string) => `Puede que ${application} lo lea, palabra por palabra.`,
    notAsked: 'Yo no pedí esto',
    wrong: 'Hay algo que no está bien',
    notNow: 'Ahora no: pregúntame más tarde',
    own: 'Con tus palabras',
    hint: (most: number) => `${most} caracteres como máximo.`,
    deny: 'Rechazar con este motivo',
    refused: 'Solo letras y signos sencillos, en una línea.',
  },
};
