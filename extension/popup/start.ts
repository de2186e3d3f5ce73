import { openChannel } from '../../shared/authenticator/channel.ts';
import { AuthenticatorError } from '../../shared/authenticator/errors.ts';
import type { ShellHealth } from '../../shared/authenticator/health.ts';
import { openDatabase } from '../../shared/authenticator/indexeddb/database.ts';
import { createReader } from '../../shared/authenticator/indexeddb/reader.ts';
import { browserName } from '../../shared/ui/app/browser-name.ts';
import { inBackground } from '../../shared/ui/app/errors.ts';
import { createRouter } from '../../shared/ui/app/router.ts';
import { createStore, noteReached, readInto } from '../../shared/ui/app/store.ts';
import { createUserVerification } from '../../shared/ui/app/user-verification.ts';
import { OPEN_PAGE_PORT } from '../messages.ts';
import { isFirefox } from '../platform.ts';
import { findFrontLogin } from './front-login.ts';
import { readPairingText } from './pairing-text.ts';
import type { PopupApp } from './popup-app.ts';
import { createRemoteActions } from './remote-actions.ts';
import { createSiteAccess } from './site-access.ts';

/**
 * Wires a page of the extension. It reads the database itself, which is faster than waking the worker, and has the worker
 * do everything else, since that goes on when the page closes.
 */
export function startPopup(): PopupApp {
  const store = createStore();
  const router = createRouter(window);
  const channel = openChannel();
  const now = () => Date.now();
  const reader = createReader(openDatabase(), now);
  const actions = createRemoteActions((request) => chrome.runtime.sendMessage(request));
  let permission: ShellHealth['permission'] = 'granted';

  const read = () => readInto(store, reader, { permission, persisted: null });
  const changed = async () => {
    channel.announce({ type: 'changed' });
    await read();
  };

  channel.listen((message) => {
    if (message.type === 'changed') inBackground(read());
    if (message.type === 'step') store.set({ enrolStep: message.step });
    if (message.type === 'reachable') noteReached(store, message.issuer, message.reachable);
  });
  window.addEventListener('online', () => inBackground(actions.resendOutbox().then(read)));
  window.addEventListener('offline', () => store.set({ online: false }));
  // The screen is drawn first: nobody waits for the worker to wake, and waking it takes computing time from the drawing.
  inBackground(read().finally(() => setTimeout(connect, 0)));

  function connect(): void {
    keepConnected();
    // Firefox has no such call.
    chrome.notifications.getPermissionLevel?.((level) => {
      permission = level === 'granted' ? 'granted' : 'denied';
      if (permission === 'denied') inBackground(read());
    });
    inBackground(
      actions
        .pullWaiting()
        .finally(() => actions.pullNews())
        .then(read),
    );
  }

  const { browser, system } = browserName(navigator.userAgent);
  return {
    reader,
    actions,
    store,
    router,
    platform: {
      here: 'computer',
      // Not "on": the name stands behind "Approved on", too.
      deviceName: `${browser} (${system})`,
      description: `${browser} on ${system}`,
      hasPush: !isFirefox(),
      pullsInBackground: true,
      runsIn: 'extension',
    },
    notifications: {
      state: () => permission,
      // The permission came with the installation; only the system can take it away, and give it back.
      ask: async () => {
        if (permission === 'denied') throw new AuthenticatorError('permission_denied', 'off in the system');
      },
    },
    storage: null,
    install: null,
    scanning: null,
    sites: createSiteAccess(changed),
    frontLogin: { find: findFrontLogin },
    // Firefox refuses WebAuthn to pages of extensions (SecurityError, 153).
    userVerification: isFirefox() ? null : createUserVerification({ roaming: true }),
    inPopup: document.body.classList.contains('nod-popup'),
    linkServer: readPairingText(new URLSearchParams(location.search).get('server') ?? '')?.origin ?? null,
    changed,
    applyUpdate: () => undefined,
  };
}

/** Has the worker watch the accounts while this page is open; should the browser stop it all the same, wakes it again. */
function keepConnected(): void {
  const port = chrome.runtime.connect({ name: OPEN_PAGE_PORT });
  port.onDisconnect.addListener(() => setTimeout(keepConnected, 1_000));
}
