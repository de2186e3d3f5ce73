import type { Language } from '../../languages/languages.ts';
import { englishWords as en, type LoginWords } from '../login-words.ts';
import { loginWords as ar } from './ar/login-words.ts';
import { loginWords as de } from './de/login-words.ts';
import { loginWords as es } from './es/login-words.ts';
import { loginWords as fr } from './fr/login-words.ts';
import { loginWords as ja } from './ja/login-words.ts';

/** <nod-login> is one file also where it comes by a script tag, so it has all of its languages in it. */
export const LOGIN_WORDS: Readonly<Record<Language, LoginWords>> = { en, de, fr, es, ar, ja };
