import type { Language } from '../../../../shared/languages/languages.ts';
import { type AccountPageWords, accountWords as en } from '../account-words.ts';
import { accountWords as ar } from './ar.ts';
import { accountWords as de } from './de.ts';
import { accountWords as es } from './es.ts';
import { accountWords as fr } from './fr.ts';
import { accountWords as ja } from './ja.ts';

/** The account page in every language; a request's Accept-Language says which. */
export const ACCOUNT_PAGE_WORDS: Readonly<Record<Language, AccountPageWords>> = { en, de, fr, es, ar, ja };
