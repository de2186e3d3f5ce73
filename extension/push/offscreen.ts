import type { FurtherAnswer, HandedOver } from '../messages.ts';
import { ownExtension } from '../own-pages.ts';
import { openHandOverChannel, takeOver } from './hand-over.ts';
import { createFurtherRegistrations } from './registrations.ts';
import { parseFurtherRequest, runFurtherRequest } from './serve-further.ts';
import { closeWaiting } from './waiting-notification.ts';

/**
 * The offscreen document: a page that nobody sees. It registers the further workers, which the background worker can't,
 * and wakes the background worker for them, which they can't. The background worker makes it when it is needed.
 */
const registrations = createFurtherRegistrations(navigator.serviceWorker);
const own = ownExtension();

chrome.runtime.onMessage.addListener((message, sender, respond: (answer: FurtherAnswer) => void) => {
  const request = parseFurtherRequest(message, sender, own);
  if (!request) return undefined;
  void runFurtherRequest(registrations, request).then(respond);
  return true;
});

takeOver(openHandOverChannel(), async (what) => {
  const taken: unknown = await chrome.runtime.sendMessage({ type: 'handed_over', what } satisfies HandedOver);
  return taken === true;
});

void startUp();

async function startUp(): Promise<void> {
  for (const registration of await registrations.all()) {
    // The background worker asks all servers when it has made this document, so a request that nothing took shows by itself.
    await closeWaiting(registration);
    // After an update of the extension the old worker would stay in place: nothing navigates into its scope.
    await registration.update().catch((error: unknown) => console.error(error));
  }
}
