import type { languageWords as english } from '../language-words.ts';

/** The choice of a language in Settings. Each language is called as its speakers call it (languages.ts). */
export const languageWords: typeof english = {
  title: 'Langue',
  asBrowser: 'Celle du navigateur',
  failed: 'Cette langue ne peut pas être chargée pour le moment. Réessayez quand il y aura du réseau.',
};
