import { type Database, openDatabase } from '../../authenticator/indexeddb/database.ts';
import { chooseLanguage, chosenLanguage, languageHere } from '../../authenticator/language.ts';
import { bestLanguage, type Language } from '../../languages/languages.ts';
import { fetchWords, speak } from '../words/speak.ts';
import { inBackground } from './errors.ts';

/** Puts the page into the language of this device, before it is drawn. Never throws: English is there without anything. */
export async function speakHere(): Promise<void> {
  const language = await withSettings((database) => languageHere(database, navigator.languages));
  await speak(language, document.documentElement);
}

/** What the person chose; undefined: as the browser says. */
export function chosenHere(): Promise<Language | undefined> {
  return withSettings(chosenLanguage);
}

/**
 * From now on the page and its worker speak this language. The page is loaded anew for it, since its words are put in place once.
 * @param language undefined: as the browser says
 * @throws where the words can't be fetched, or the choice can't be kept: then nothing has changed
 */
export async function chooseHere(language: Language | undefined): Promise<void> {
  await fetchWords(language ?? bestLanguage(navigator.languages));
  await withSettings((database) => chooseLanguage(database, language));
  location.reload();
}

async function withSettings<T>(use: (database: Database) => Promise<T>): Promise<T> {
  const database = openDatabase();
  try {
    return await use(database);
  } finally {
    inBackground(database.close());
  }
}
