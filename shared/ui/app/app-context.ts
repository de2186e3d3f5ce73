import { createContext } from 'preact';
import { useContext, useEffect, useLayoutEffect, useState } from 'preact/hooks';
import type { Actions } from '../../authenticator/actions.ts';
import type { Reader } from '../../authenticator/ports.ts';
import type { Route } from './route.ts';
import type { Router } from './router.ts';
import type {
  FrontLogin,
  Installing,
  KeptStorage,
  NotificationPermission,
  Platform,
  Scanning,
  SiteAccess,
  UserVerification,
} from './shell.ts';
import type { AppState, Store } from './store.ts';

/** What every screen works with, in every shell. */
export interface App {
  readonly reader: Reader;
  readonly actions: Actions;
  readonly store: Store;
  readonly router: Router;
  readonly platform: Platform;
  readonly notifications: NotificationPermission;
  readonly storage: KeptStorage | null;
  readonly install: Installing | null;
  readonly scanning: Scanning | null;
  readonly sites: SiteAccess | null;
  readonly frontLogin: FrontLogin | null;
  readonly userVerification: UserVerification | null;
  /** Reads the database again, here and in other open pages. */
  readonly changed: () => Promise<void>;
  /** Lets a new version that waits (`update` in the state) take over. */
  readonly applyUpdate: () => void;
}

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error('no AppContext around this component');
  return app;
}

export function useAppState(): AppState {
  return useListening(useApp().store);
}

export function useRoute(): Route {
  const { router } = useApp();
  return useListening({ get: router.current, listen: router.listen });
}

/** Whether there is a camera to scan with; false until that is known. */
export function useCamera(): boolean {
  const { scanning } = useApp();
  const [camera, setCamera] = useState(false);
  useEffect(() => {
    let current = true;
    scanning?.hasCamera().then((found) => {
      if (current) setCamera(found);
    });
    return () => {
      current = false;
    };
  }, [scanning]);
  return camera;
}

function useListening<T>(source: { get(): T; listen(changed: () => void): () => void }): T {
  const [value, setValue] = useState(source.get);
  const { get, listen } = source;
  // Not after the first painting: what is read meanwhile would be drawn a frame late.
  useLayoutEffect(() => {
    // Something may have changed between the first drawing and now.
    setValue(get());
    return listen(() => setValue(get()));
  }, [get, listen]);
  return value;
}
