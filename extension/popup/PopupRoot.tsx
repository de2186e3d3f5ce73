import { useEffect, useErrorBoundary } from 'preact/hooks';
import { AppContext, useApp, useAppState, useRoute } from '../../shared/ui/app/app-context.ts';
import { Accounts } from '../../shared/ui/app/screens/Accounts.tsx';
import { Devices } from '../../shared/ui/app/screens/Devices.tsx';
import { History } from '../../shared/ui/app/screens/History.tsx';
import { Home } from '../../shared/ui/app/screens/Home.tsx';
import { RequestRoute } from '../../shared/ui/app/screens/RequestRoute.tsx';
import { Trouble } from '../../shared/ui/app/screens/Trouble.tsx';
import { HereContext } from '../../shared/ui/here.ts';
import { type PopupApp, PopupAppContext } from './popup-app.ts';
import { Pairing } from './screens/Pairing.tsx';
import { PopupSettings } from './screens/PopupSettings.tsx';

/** The popup, and the same in a tab: what every screen needs, and the screen of the moment. */
export function PopupRoot({ app }: { app: PopupApp }) {
  return (
    <AppContext.Provider value={app}>
      <PopupAppContext.Provider value={app}>
        <HereContext.Provider value={app.platform.here}>
          <Place />
        </HereContext.Provider>
      </PopupAppContext.Provider>
    </AppContext.Provider>
  );
}

/** Without an account there is nothing to show but how to get one. A place of its own, so that it lasts until "Done". */
function ToPairing() {
  const { router } = useApp();
  useEffect(() => router.go({ name: 'pair', token: null }, 'replace'), [router]);
  return null;
}

function Place() {
  const route = useRoute();
  const { loaded, accounts, trouble } = useAppState();
  const [broken, mended] = useErrorBoundary((error) => console.error(error));
  if (broken !== undefined || (trouble !== null && !loaded))
    return <Trouble error={broken ?? trouble} onAgain={mended} />;
  // One look into the database, a few milliseconds: shorter than any sign of waiting would be.
  if (!loaded) return null;
  switch (route.name) {
    case 'pair':
      return <Pairing token={route.token} />;
    case 'request':
      return <RequestRoute key={route.challengeId} challengeId={route.challengeId} />;
    case 'accounts':
      return <Accounts />;
    case 'devices':
      return <Devices key={route.deviceId} deviceId={route.deviceId} />;
    case 'history':
      return <History />;
    case 'settings':
      return <PopupSettings />;
    default:
      return accounts.length === 0 ? <ToPairing /> : <Home />;
  }
}
