import type { ComponentChildren } from 'preact';
import { useEffect, useErrorBoundary, useLayoutEffect } from 'preact/hooks';
import { HereContext } from '../words/here.ts';
import { type App, AppContext, useApp, useAppState, useRoute } from './app-context.ts';
import { lazyScreen } from './lazy-screen.ts';
import { RecoveryCodes } from './lazy-screens.ts';
import { RequestRoute } from './screens/RequestRoute.tsx';
import { Trouble } from './screens/Trouble.tsx';

const Home = lazyScreen(() => import('./screens/Home.tsx').then((file) => file.Home));
const Accounts = lazyScreen(() => import('./screens/Accounts.tsx').then((file) => file.Accounts));
const Account = lazyScreen(() => import('./screens/Account.tsx').then((file) => file.Account));
const SigningIn = lazyScreen(() => import('./screens/SigningIn.tsx').then((file) => file.SigningIn));
const Device = lazyScreen(() => import('./screens/Device.tsx').then((file) => file.Device));
const Paused = lazyScreen(() => import('./screens/Paused.tsx').then((file) => file.Paused));
const Totp = lazyScreen(() => import('./screens/Totp.tsx').then((file) => file.Totp));
const Email = lazyScreen(() => import('./screens/Email.tsx').then((file) => file.Email));
const Happened = lazyScreen(() => import('./screens/Happened.tsx').then((file) => file.Happened));
const LetInRoute = lazyScreen(() => import('./screens/LetInRoute.tsx').then((file) => file.LetInRoute));
const History = lazyScreen(() => import('./screens/History.tsx').then((file) => file.History));

/** The screens that each shell has of its own. */
export interface OwnScreens {
  /** @param token of a pairing link, or null */
  renderPairing(token: string | null): ComponentChildren;
  renderSettings(): ComponentChildren;
  /** Recovery codes, where this shell can't show them itself. */
  renderCodes?(deviceId: string): ComponentChildren;
  /** An application's own pairing link leads here. Only a phone's shell. */
  renderRegister?(applicationId: string): ComponentChildren;
  /** The accounts of an old phone come here; @param tokens of its QR. Only a phone's shell. */
  renderMove?(tokens: readonly string[]): ComponentChildren;
  renderLeave?(): ComponentChildren;
  /** Where the app can be installed. Elsewhere its address leads home. */
  renderInstall?(): ComponentChildren;
  /**
   * What the link of an e-mail leads to; elsewhere its address leads home. It needs no account, and nothing that is kept here.
   * @param token null where it is no longer known
   * @param about `waits`: a new device that waits to be let in
   */
  renderUndo?(token: string | null, about: 'undo' | 'waits'): ComponentChildren;
  /** The request of a scanned code, for a device without a network. Only a shell with a camera. @param text of the code */
  renderOffline?(text: string): ComponentChildren;
}

/** The app in every shell: what every screen needs, and the screen of the moment. */
export function AppPlaces({ app, own }: { app: App; own: OwnScreens }) {
  return (
    <AppContext.Provider value={app}>
      <HereContext.Provider value={app.platform.here}>
        <Place own={own} />
      </HereContext.Provider>
    </AppContext.Provider>
  );
}

function Place({ own }: { own: OwnScreens }) {
  const route = useRoute();
  const { loaded, accounts, waiting, trouble } = useAppState();
  const [broken, mended] = useErrorBoundary((error) => console.error(error));
  if ((route.name === 'undo' || route.name === 'waits') && own.renderUndo && broken === undefined)
    return own.renderUndo(route.token, route.name);
  if (broken !== undefined || (trouble !== null && !loaded))
    return <Trouble error={broken ?? trouble} onAgain={mended} />;
  // Reading the database takes a few milliseconds: a sign of waiting would only flicker.
  if (!loaded) return null;
  const only = waiting.length === 1 ? waiting[0] : undefined;
  const home = () =>
    accounts.length === 0 ? <ToPairing /> : only ? <ToRequest challengeId={only.item.challengeId} /> : <Home />;
  switch (route.name) {
    case 'pair':
      return own.renderPairing(route.token);
    case 'request':
      return <RequestRoute key={route.challengeId} challengeId={route.challengeId} code={route.code} />;
    case 'signin':
      return <SigningIn />;
    case 'accounts':
      return <Accounts />;
    case 'account':
      return <Account key={route.deviceId} deviceId={route.deviceId} />;
    case 'device':
      return <Device key={route.of} deviceId={route.deviceId} of={route.of} />;
    case 'paused':
      return <Paused key={route.deviceId} deviceId={route.deviceId} />;
    case 'totp':
      return <Totp key={route.deviceId} deviceId={route.deviceId} />;
    case 'email':
      return <Email key={route.deviceId} deviceId={route.deviceId} />;
    case 'history':
      return <History key={route.deviceId} deviceId={route.deviceId} />;
    case 'happened':
      return <Happened key={route.deviceId} deviceId={route.deviceId} />;
    case 'codes':
      return own.renderCodes?.(route.deviceId) ?? <RecoveryCodes key={route.deviceId} deviceId={route.deviceId} />;
    case 'letin':
      return <LetInRoute key={route.deviceId} deviceId={route.deviceId} />;
    case 'register':
      return own.renderRegister?.(route.applicationId) ?? home();
    case 'move':
      return own.renderMove?.(route.tokens) ?? home();
    case 'leave':
      return own.renderLeave?.() ?? home();
    case 'offline':
      return own.renderOffline?.(route.text) ?? home();
    case 'install':
      return own.renderInstall?.() ?? home();
    case 'settings':
      return own.renderSettings();
    default:
      return home();
  }
}

/** The only request that waits has an address of its own, where its outcome can be read once it no longer waits. */
function ToRequest({ challengeId }: { challengeId: string }) {
  const { router } = useApp();
  useLayoutEffect(() => router.go({ name: 'request', challengeId }, 'replace'), [router, challengeId]);
  return null;
}

/** Without an account the app shows how to get one: at the address of pairing, so that the screen lasts until "Done". */
function ToPairing() {
  const { router } = useApp();
  useEffect(() => router.go({ name: 'pair', token: null }, 'replace'), [router]);
  return null;
}
