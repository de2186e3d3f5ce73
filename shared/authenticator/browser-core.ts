import { createApi } from './api.ts';
import { openDatabase } from './indexeddb/database.ts';
import { createInbox } from './indexeddb/inbox.ts';
import { createKeys } from './indexeddb/keys.ts';
import { languageHere } from './language.ts';
import { createNotingNotifier } from './notify.ts';
import type { Core, Notifier } from './ports.ts';
import { createServerClock } from './server-clock.ts';

/**
 * The authenticator on what every browser has: IndexedDB, fetch, its clock. The same in a page and in its worker.
 * @param shell.logins only where the browser's tabs can be looked into
 * @param shell.scans only where there may be a camera
 */
export function createBrowserCore(notifier: Notifier, shell: Pick<Core, 'logins' | 'scans'> = {}): Core {
  const database = openDatabase();
  const keys = createKeys(database);
  const now = () => Date.now();
  const randomBytes = (size: number) => crypto.getRandomValues(new Uint8Array(size));
  const clock = createServerClock({ keys, now });
  const api = createApi({
    // Called as a method of the global, as browsers want it.
    fetch: (input, init) => fetch(input, init),
    keys,
    clock,
    now,
    isOnline: () => navigator.onLine,
    randomBytes,
    language: () => languageHere(database, navigator.languages),
  });
  return {
    keys,
    inbox: createInbox(database),
    notifier: createNotingNotifier(notifier, keys),
    api,
    clock,
    now,
    randomBytes,
    wait,
    ...shell,
  };
}

function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done, { once: true });
  });
}
