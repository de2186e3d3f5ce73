import type { languageWords as english } from '../language-words.ts';

/** The choice of a language in Settings. Each language is called as its speakers call it (languages.ts). */
export const languageWords: typeof english = {
  title: 'Sprache',
  asBrowser: 'Wie im Browser',
  failed: 'Diese Sprache lässt sich gerade nicht laden. Versuch es mit Netz noch einmal.',
};
