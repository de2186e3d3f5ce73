import type { Translated } from './translated.ts';

/**
 * Which language the words are in. English is built in, so that there is always a sentence; another language is fetched, and its
 * sentences take the place of the English ones in the very objects that the screens read. That happens before anything is drawn
 * (speak.ts), and going back to English takes a reload. So nothing may read a sentence while its file is loaded, only later.
 */

const english = new Map<string, object>();
const translations = new Map<string, object>();
let made: ((words: object) => object) | undefined;

/**
 * One part of the catalogue.
 * @param name that of the constant it is kept in: translations go by it
 * @returns the same object, which is in another language once one was set
 */
export function spoken<const T extends object>(name: string, words: T): Translated<T> {
  english.set(name, words);
  const translation = made?.(words) ?? translations.get(name);
  if (translation) overwrite(words, translation);
  return words as Translated<T>;
}

/** @param parts of one language, by name; of a part whose screen isn't loaded yet the words are kept until it is */
export function translateTo(parts: Readonly<Record<string, object>>): void {
  for (const [name, translation] of Object.entries(parts)) {
    translations.set(name, translation);
    const words = english.get(name);
    if (words) overwrite(words, translation);
  }
}

/** For tests: all of English, also what is loaded later, in a language that is made of it. */
export function translateAll(make: (words: object) => object): void {
  made = make;
  for (const words of english.values()) overwrite(words, make(words));
}

function overwrite(words: object, translation: object): void {
  for (const [name, said] of Object.entries(translation)) {
    const place = words as Record<string, unknown>;
    if (typeof said === 'object') overwrite(place[name] as object, said);
    else place[name] = said;
  }
}
