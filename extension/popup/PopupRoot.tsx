import { AppPlaces, type OwnScreens } from '../../shared/ui/app/AppPlaces.tsx';
import { lazyScreen } from '../../shared/ui/app/lazy-screen.ts';
import { type PopupApp, PopupAppContext } from './popup-app.ts';

const Pairing = lazyScreen(() => import('./screens/Pairing.tsx').then((file) => file.Pairing));
const PopupSettings = lazyScreen(() => import('./screens/PopupSettings.tsx').then((file) => file.PopupSettings));

const own: OwnScreens = {
  renderPairing: (token) => <Pairing token={token} />,
  renderSettings: () => <PopupSettings />,
};

/** The popup, and the same in a tab: the screens of all shells, and those that only an extension has. */
export function PopupRoot({ app }: { app: PopupApp }) {
  return (
    <PopupAppContext.Provider value={app}>
      <AppPlaces app={app} own={own} />
    </PopupAppContext.Provider>
  );
}
