import type { Language } from '../../languages/languages.ts';
import { happenedWords as ar } from './ar.ts';
import { happenedWords as de } from './de.ts';
import { happenedWords as en, type HappenedWords } from './en.ts';
import { happenedWords as es } from './es.ts';
import { happenedWords as fr } from './fr.ts';
import { happenedWords as ja } from './ja.ts';

/** As NOTIFICATION_WORDS of ../words/all.ts. */
export const HAPPENED_WORDS: Readonly<Record<Language, HappenedWords>> = { en, de, fr, es, ar, ja };
