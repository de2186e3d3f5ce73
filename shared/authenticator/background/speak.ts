import { traitsOf } from '../../languages/languages.ts';
import { writeTowards } from '../../languages/names.ts';
import { HAPPENED_WORDS } from '../happened/all.ts';
import { tellIn } from '../happened/spoken.ts';
import type { Database } from '../indexeddb/database.ts';
import { languageHere } from '../language.ts';
import { NOTIFICATION_WORDS } from '../words/all.ts';
import { sayIn } from '../words/spoken.ts';

/**
 * Before a worker shows anything: notifications are in the language of this device, which may have been chosen anew since the
 * worker was last awake.
 * @param wanted the browser's languages, best first
 */
export async function speakInWorker(database: Database, wanted: readonly string[]): Promise<void> {
  const language = await languageHere(database, wanted);
  sayIn(NOTIFICATION_WORDS[language]);
  tellIn(HAPPENED_WORDS[language]);
  writeTowards(traitsOf(language).direction);
}
