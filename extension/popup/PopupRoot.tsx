import { AppPlaces, type OwnScreens } from '../../shared/ui/app/AppPlaces.tsx';
import { type PopupApp, PopupAppContext } from './popup-app.ts';
import { Pairing } from './screens/Pairing.tsx';
import { PopupSettings } from './screens/PopupSettings.tsx';

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
