import { openDatabase } from '../../authenticator/indexeddb/database.ts';
import { languageHere } from '../../authenticator/language.ts';
import { speak } from '../words/speak.ts';
import { inBackground } from './errors.ts';

/** Puts the page into the language of this device, before it is drawn. Never throws: English is there without anything. */
export async function speakHere(): Promise<void> {
  const database = openDatabase();
  const language = await languageHere(database, navigator.languages);
  inBackground(database.close());
  await speak(language, document.documentElement);
}
