import { type Language, traitsOf } from '../../shared/languages/languages.ts';
import { demoWords as ar } from './ar.ts';
import { demoWords as de } from './de.ts';
import { type DemoWords, demoWords as en } from './en.ts';
import { demoWords as es } from './es.ts';
import { demoWords as fr } from './fr.ts';
import { demoWords as ja } from './ja.ts';

const DEMO_WORDS: Readonly<Record<Language, DemoWords>> = { en, de, fr, es, ar, ja };

/** The site in one language; a request's Accept-Language says which. */
export function wordsIn(language: Language): DemoWords {
  return DEMO_WORDS[language];
}

/** A name or an address inside a sentence: it keeps its own direction where the sentence runs from right to left. */
export function apart(language: Language, text: string): string {
  return traitsOf(language).direction === 'rtl' ? `\u2068${text}\u2069` : text;
}
