import type { sentenceWords as english } from '../sentence-words.ts';

/** How a language puts sentences together: what the screens would otherwise do with English marks. */
export const sentenceWords: typeof english = {
  /** A name, such as a device's, inside a sentence. */
  quoted: (name: string) => `«\u00a0${name}\u00a0»`,
  /** What has no mark at its end gets one. */
  sentence: (text: string) => `${text}.`,
  /** Two whole sentences. */
  together: (first: string, next = '') => `${first} ${next}`,
  /** A title without a mark, and what to do next. */
  titleAndNext: (title: string, next = '') => `${title}. ${next}`,
  list: (items: readonly string[]) => new Intl.ListFormat('fr', { type: 'conjunction' }).format(items),
};
