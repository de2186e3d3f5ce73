import type { languageWords as english } from '../language-words.ts';

/** The choice of a language in Settings. Each language is called as its speakers call it (languages.ts). */
export const languageWords: typeof english = {
  title: 'اللغة',
  asBrowser: 'لغة المتصفح',
  failed: 'لا يمكن تحميل هذه اللغة الآن. حاول مرة أخرى عند توفر الشبكة.',
};
