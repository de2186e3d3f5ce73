import { AppPlaces, type OwnScreens } from '../../shared/ui/app/AppPlaces.tsx';
import { type PwaApp, PwaAppContext } from './pwa-app.ts';
import { Install } from './screens/Install.tsx';
import { Pairing } from './screens/Pairing.tsx';
import { PwaSettings } from './screens/PwaSettings.tsx';

const own: OwnScreens = {
  renderPairing: (token) => <Pairing key={token} token={token} />,
  renderSettings: () => <PwaSettings />,
  renderInstall: () => <Install />,
};

/** The app of this server: the screens of all shells, and those that only a PWA has. */
export function AppRoot({ app }: { app: PwaApp }) {
  return (
    <PwaAppContext.Provider value={app}>
      <AppPlaces app={app} own={own} />
    </PwaAppContext.Provider>
  );
}
