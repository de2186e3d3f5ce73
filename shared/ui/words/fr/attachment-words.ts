import { countedIn } from '../../../languages/counted.ts';
import type { attachmentWords as english } from '../attachment-words.ts';

const counted = countedIn('fr');
const entries = (count: number) => counted(count, { one: '# élément', other: '# éléments' });

/** What is attached to a request, and why a person says no. Apart from `words`, since few requests need it. */
export const attachmentWords: typeof english = {
  title: (count: number) =>
    count === 1 ? 'Pièce jointe\u00a0: à lire d’abord' : 'Pièces jointes\u00a0: à lire d’abord',
  loading: 'Chargement de ce qui est joint…',
  lines: (count: number) => counted(count, { one: '# ligne', other: '# lignes' }),
  plain: 'Texte',
  diff: 'Modifications',
  markdown: 'Markdown, tel qu’il est écrit',
  json: 'JSON',
  added: 'Ajouté\u00a0:',
  removed: 'Supprimé\u00a0:',
  hidden: (count: number) =>
    counted(count, {
      one: 'Il y a ici un caractère invisible. Son numéro, comme U+202E, s’affiche à sa place.',
      other: 'Il y a ici # caractères invisibles. Leurs numéros, comme U+202E, s’affichent à leur place.',
    }),
  asText: 'Afficher en texte',
  folded: 'Afficher replié',
  entries,
  more: (count: number, all: number) => `Afficher ${count} de plus, sur ${entries(all)}`,
  goesOn: 'Il y a une suite\u00a0: faites défiler, ou affichez-en plus.',
  showMore: 'Afficher plus',
  end: (name: string) => `Fin\u00a0: ${name}`,
  readAll: 'Vous pourrez approuver après avoir tout fait défiler jusqu’à la fin.',
  read: 'Lue jusqu’à la fin',
  reason: {
    title: 'Refuser et dire pourquoi',
    lead: (application: string) => `${application} pourra lire cette raison, mot pour mot.`,
    notAsked: 'Je n’ai pas demandé cela',
    wrong: 'Il y a une erreur dans la demande',
    notNow: 'Pas maintenant\u00a0: redemandez-moi plus tard',
    own: 'Avec vos propres mots',
    hint: (most: number) => `${most} caractères au plus.`,
    deny: 'Refuser pour cette raison',
    refused: 'Uniquement des lettres et des signes simples, sur une seule ligne.',
  },
};
