import { isLanguage, type Language } from '../../shared/languages/languages.ts';
import { serverWords as ar } from './ar.ts';
import { serverWords as de } from './de.ts';
import { serverWords as en, type ServerWords } from './en.ts';
import { serverWords as es } from './es.ts';
import { serverWords as fr } from './fr.ts';
import { serverWords as ja } from './ja.ts';

const SERVER_WORDS: Readonly<Record<Language, ServerWords>> = { en, de, fr, es, ar, ja };

/** @param language a user's, as the database has it: null where none was said yet, and of a newer server maybe one that isn't known here */
export function wordsFor(language: string | null, fallback: Language = 'en'): ServerWords {
  return SERVER_WORDS[isLanguage(language) ? language : fallback];
}
