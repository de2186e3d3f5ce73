import type { languageWords as english } from '../language-words.ts';

/** The choice of a language in Settings. Each language is called as its speakers call it (languages.ts). */
export const languageWords: typeof english = {
  title: 'Idioma',
  asBrowser: 'El del navegador',
  failed: 'Ahora no se puede cargar este idioma. Inténtalo de nuevo cuando haya red.',
};
