import { createApi } from '../shared/authenticator/api.ts';
import type { Core } from '../shared/authenticator/core.ts';
import { openDatabase } from '../shared/authenticator/indexeddb/database.ts';
import { createInbox } from '../shared/authenticator/indexeddb/inbox.ts';
import { createKeys } from '../shared/authenticator/indexeddb/keys.ts';
import type { Notifier } from '../shared/authenticator/ports.ts';
import { createServerClock } from '../shared/authenticator/server-clock.ts';

/** The authenticator as this shell has it: the same in the page and in the worker, on one database. */
export function createPwaCore(notifier: Notifier): Core {
  const database = openDatabase();
  const keys = createKeys(database);
  const now = () => Date.now();
  const clock = createServerClock({ keys, now });
  const api = createApi({
    // Called as a method of the global, as browsers want it.
    fetch: (input, init) => fetch(input, init),
    keys,
    clock,
    now,
    isOnline: () => navigator.onLine,
    randomBytes: (size) => crypto.getRandomValues(new Uint8Array(size)),
  });
  return { keys, inbox: createInbox(database), notifier, api, clock, now, wait };
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
