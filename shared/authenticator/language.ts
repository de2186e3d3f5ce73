import { bestLanguage, isLanguage, type Language } from '../languages/languages.ts';
import type { Database } from './indexeddb/database.ts';

/**
 * The language of this device: what the person chose in Settings, otherwise the browser's. The same in a page and in its worker.
 * @param wanted the browser's languages, best first
 * @returns the browser's also where nothing can be read; a language that this version doesn't have counts as none
 */
export async function languageHere(database: Database, wanted: readonly string[]): Promise<Language> {
  const chosen = await chosenLanguage(database).catch(() => undefined);
  return chosen ?? bestLanguage(wanted);
}

/** @returns undefined where the person goes by the browser. @throws AuthenticatorError storage_refused */
export async function chosenLanguage(database: Database): Promise<Language | undefined> {
  const kept = await database.use((db) => db.get('settings', 'language'));
  return isLanguage(kept) ? kept : undefined;
}

/** @param language undefined for the browser's. @throws AuthenticatorError storage_refused */
export async function chooseLanguage(database: Database, language: Language | undefined): Promise<void> {
  await database.use(async (db) => {
    if (language === undefined) await db.delete('settings', 'language');
    else await db.put('settings', language, 'language');
  });
}
