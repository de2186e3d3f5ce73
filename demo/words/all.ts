import type { Language } from '../../shared/languages/languages.ts';
import { demoWords as ar } from './ar.ts';
import { demoWords as de } from './de.ts';
import { type DemoWords, demoWords as en } from './en.ts';
import { demoWords as es } from './es.ts';
import { demoWords as fr } from './fr.ts';
import { demoWords as ja } from './ja.ts';

/** The site in every language; a request's Accept-Language says which. */
export const DEMO_WORDS: Readonly<Record<Language, DemoWords>> = { en, de, fr, es, ar, ja };
