import { useEffect } from 'preact/hooks';
import { AppPlaces, type OwnScreens } from '../../shared/ui/app/AppPlaces.tsx';
import { lazyScreen } from '../../shared/ui/app/lazy-screen.ts';
import { hashOf } from '../../shared/ui/app/route.ts';
import { type PopupApp, PopupAppContext } from './popup-app.ts';

const Pairing = lazyScreen(() => import('./screens/Pairing.tsx').then((file) => file.Pairing));
const PopupSettings = lazyScreen(() => import('./screens/PopupSettings.tsx').then((file) => file.PopupSettings));

const own: OwnScreens = {
  renderPairing: (token) => <Pairing token={token} />,
  renderSettings: () => <PopupSettings />,
};

/** A popup may close on the browser's question where to save, and the codes with it: they are shown in a tab. */
const ownInPopup: OwnScreens = { ...own, renderCodes: (deviceId) => <CodesInTab deviceId={deviceId} /> };

function CodesInTab({ deviceId }: { deviceId: string }) {
  useEffect(() => {
    const url = chrome.runtime.getURL(`options.html${hashOf({ name: 'codes', deviceId })}`);
    chrome.tabs.create({ url }).then(() => window.close());
  }, [deviceId]);
  return null;
}

/** The popup, and the same in a tab: the screens of all shells, and those that only an extension has. */
export function PopupRoot({ app }: { app: PopupApp }) {
  return (
    <PopupAppContext.Provider value={app}>
      <AppPlaces app={app} own={app.inPopup ? ownInPopup : own} />
    </PopupAppContext.Provider>
  );
}
