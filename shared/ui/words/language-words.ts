import { spoken } from '../../languages/spoken.ts';

/** The choice of a language in Settings. Each language is called as its speakers call it (languages.ts). */
export const languageWords = spoken('languageWords', {
  title: 'Language',
  asBrowser: 'As the browser says',
  failed: 'This language can’t be fetched now. Try again when there is a network.',
});
