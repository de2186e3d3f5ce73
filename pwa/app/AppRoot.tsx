import { AppPlaces, type OwnScreens } from '../../shared/ui/app/AppPlaces.tsx';
import { lazyScreen } from '../../shared/ui/app/lazy-screen.ts';
import { type PwaApp, PwaAppContext } from './pwa-app.ts';

const Install = lazyScreen(() => import('./screens/Install.tsx').then((file) => file.Install));
const Pairing = lazyScreen(() => import('./screens/Pairing.tsx').then((file) => file.Pairing));
const Register = lazyScreen(() => import('./screens/Register.tsx').then((file) => file.Register));
const MoveHere = lazyScreen(() => import('./screens/MoveHere.tsx').then((file) => file.MoveHere));
const MoveAway = lazyScreen(() => import('./screens/MoveAway.tsx').then((file) => file.MoveAway));
const PwaSettings = lazyScreen(() => import('./screens/PwaSettings.tsx').then((file) => file.PwaSettings));
const OfflineAnswer = lazyScreen(() => import('./screens/OfflineAnswer.tsx').then((file) => file.OfflineAnswer));
const UndoLink = lazyScreen(() => import('./screens/UndoLink.tsx').then((file) => file.UndoLink));

const own: OwnScreens = {
  renderPairing: (token) => <Pairing key={token} token={token} />,
  renderSettings: () => <PwaSettings />,
  renderRegister: (applicationId) => <Register key={applicationId} applicationId={applicationId} />,
  renderMove: (tokens) => <MoveHere key={tokens.join()} tokens={tokens} />,
  renderLeave: () => <MoveAway />,
  renderInstall: () => <Install />,
  renderOffline: (text) => <OfflineAnswer key={text} text={text} />,
  renderUndo: (token, about) => <UndoLink key={token} token={token} about={about} />,
};

/** The app of this server: the screens of all shells, and those that only a PWA has. */
export function AppRoot({ app }: { app: PwaApp }) {
  return (
    <PwaAppContext.Provider value={app}>
      <AppPlaces app={app} own={own} />
    </PwaAppContext.Provider>
  );
}
