import type { Language } from '../../languages/languages.ts';
import { notificationWords as ar } from './ar.ts';
import { notificationWords as de } from './de.ts';
import { notificationWords as en, type NotificationWords } from './en.ts';
import { notificationWords as es } from './es.ts';
import { notificationWords as fr } from './fr.ts';
import { notificationWords as ja } from './ja.ts';

/** Of all languages, for the workers: each is one file, and can fetch nothing while a push waits to be shown. */
export const NOTIFICATION_WORDS: Readonly<Record<Language, NotificationWords>> = { en, de, fr, es, ar, ja };
