import { createActions } from '../../shared/authenticator/actions.ts';
import { pullNews } from '../../shared/authenticator/announcements.ts';
import { createBrowserCore } from '../../shared/authenticator/browser-core.ts';
import { openChannel } from '../../shared/authenticator/channel.ts';
import { AuthenticatorError } from '../../shared/authenticator/errors.ts';
import { withLater } from '../../shared/authenticator/fetch-later.ts';
import { notifyOfRequest } from '../../shared/authenticator/notify.ts';
import { endRunOut, resume } from '../../shared/authenticator/resume.ts';
import { reconcile } from '../../shared/authenticator/subscriptions.ts';
import { lookAtSuspended } from '../../shared/authenticator/suspended.ts';
import { createWatching } from '../../shared/authenticator/watch.ts';
import { createWebPushSubscriptions } from '../../shared/authenticator/web-push-subscriptions.ts';
import { inBackground } from '../../shared/ui/app/errors.ts';
import { lazyScreen } from '../../shared/ui/app/lazy-screen.ts';
import { parseRoute } from '../../shared/ui/app/route.ts';
import { createRouter } from '../../shared/ui/app/router.ts';
import { createStore, noteReached, readInto } from '../../shared/ui/app/store.ts';
import { createUserVerification } from '../../shared/ui/app/user-verification.ts';
import { setAppBadge } from '../app-badge.ts';
import { createNotifier } from '../notifier.ts';
import { isOpenMessage } from '../open-message.ts';
import { hasCamera } from './camera.ts';
import { createGivingWay } from './give-way.ts';
import { watchInstallPrompt } from './install-prompt.ts';
import { askPermission, askPersistence, notificationPermission, storagePersisted } from './permission.ts';
import { recognizePlatform } from './platform.ts';
import type { PwaApp } from './pwa-app.ts';
import { registerWorker } from './registration.ts';

const RequestScanner = lazyScreen(() => import('./screens/RequestScanner.tsx').then((file) => file.RequestScanner));
const LoginScanner = lazyScreen(() => import('./screens/LoginScanner.tsx').then((file) => file.LoginScanner));
const LOOK_FOR_EXPIRED_EVERY_MS = 5_000;

/** Wires the page: the core, the worker, what is watched and when it is read again. */
export function startApp(): PwaApp {
  const store = createStore();
  const router = createRouter(window);
  const channel = openChannel();
  const registration = registerWorker({ onUpdateReady: () => store.set({ update: 'ready' }) });
  const core = createBrowserCore(createNotifier(registration.current), { scans: true });
  const subscriptions = createWebPushSubscriptions(registration);
  const givingWay = createGivingWay(router, () => document.visibilityState === 'visible');
  const installPrompt = watchInstallPrompt(window, () => store.set({}));

  const read = async () => {
    const shell = storagePersisted().then((persisted) => ({ permission: notificationPermission(), persisted }));
    const { accounts, waiting } = await readInto(store, core, shell);
    watching.follow(accounts);
    givingWay.waiting(waiting.map(({ item }) => item));
    await setAppBadge(navigator, waiting.length);
  };
  const changed = async () => {
    channel.announce({ type: 'changed' });
    await read();
  };
  const watching = createWatching(core, {
    onChange: () => inBackground(changed()),
    onReachable: (reachable, issuer) => noteReached(store, issuer, reachable),
    onRequest: (item) => {
      if (givingWay.came(item)) return;
      const account = store.get().accounts.find(({ deviceId }) => deviceId === item.deviceId);
      // Without push only this page can show a notification while another window is in front.
      if (account?.delivery === 'pull' && notificationPermission() === 'granted') {
        inBackground(notifyOfRequest(core, item, account));
      }
    },
  });

  /** The page is in front again, or the network is back: send what is kept, ask anew, compare the subscription. */
  const wake = async (how: 'first' | 'again') => {
    store.set({ online: navigator.onLine });
    await read();
    if (!navigator.onLine) return;
    // The first reading has just started the watching.
    if (how === 'again') watching.restart();
    await resume(core);
    await lookAtSuspended(core);
    for (const account of await core.keys.accounts()) {
      if (account.state === 'active') await reconcile(core, account, subscriptions, { after: 'open' }).catch(expected);
    }
    await changed();
    inBackground(pullNews(core).then(changed));
  };

  channel.listen(({ type }) => {
    if (type === 'changed') inBackground(read());
  });
  navigator.serviceWorker?.addEventListener('message', ({ data }) => {
    if (isOpenMessage(data)) router.go(parseRoute(data.hash));
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') inBackground(wake('again'));
  });
  window.addEventListener('online', () => inBackground(wake('again')));
  window.addEventListener('offline', () => store.set({ online: false }));
  setInterval(() => {
    if (store.get().waiting.length > 0) inBackground(endRunOut(core).then((any) => (any ? changed() : undefined)));
  }, LOOK_FOR_EXPIRED_EVERY_MS);
  inBackground(wake('first'));

  const platform = recognizePlatform(readBrowser());
  return {
    reader: core,
    actions: withLater(createActions(core, subscriptions, { onStep: (enrolStep) => store.set({ enrolStep }) }), () =>
      import('../../shared/authenticator/later-actions.ts').then(({ createLaterActions }) =>
        createLaterActions(core, subscriptions),
      ),
    ),
    store,
    router,
    platform,
    notifications: { state: notificationPermission, ask: askPermission },
    storage: { persisted: storagePersisted, ask: askPersistence },
    install: { installed: platform.installed, ...installPrompt },
    scanning: { hasCamera, RequestScanner, LoginScanner },
    sites: null,
    frontLogin: null,
    userVerification: createUserVerification({ rpId: window.location.hostname, roaming: false }),
    offline: {
      read: async (text) => (await offlineCode()).readOfflineRequest(core, text),
      digits: async (text, verification) => (await offlineCode()).makeOfflineCode(core, text, verification),
    },
    origin: window.location.origin,
    changed,
    applyUpdate: () => {
      store.set({ update: 'updating' });
      registration.update();
    },
  };
}

/** Comes with the first code that is scanned for it. */
const offlineCode = () => import('../../shared/authenticator/offline-code.ts');

function readBrowser() {
  const { userAgent, maxTouchPoints } = navigator;
  const standalone =
    matchMedia('(display-mode: standalone)').matches || ('standalone' in navigator && navigator.standalone === true);
  return { userAgent, maxTouchPoints, standalone, hasPush: 'PushManager' in window && 'Notification' in window };
}

function expected(error: unknown): void {
  if (!(error instanceof AuthenticatorError)) throw error;
}
