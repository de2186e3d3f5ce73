import type { languageWords as english } from '../language-words.ts';

/** The choice of a language in Settings. Each language is called as its speakers call it (languages.ts). */
export const languageWords: typeof english = {
  title: '言語',
  asBrowser: 'ブラウザに合わせる',
  failed: '今はこの言語を読み込めません。ネットワークがあるときにもう一度お試しください。',
};
