import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Core } from '../../shared/authenticator/core.ts';
import type { Subscriptions } from '../../shared/authenticator/subscriptions.ts';
import type { InstallPrompt } from './install-prompt.ts';
import type { Platform } from './platform.ts';
import type { Route } from './route.ts';
import type { Router } from './router.ts';
import type { AppState, Store } from './store.ts';

/** What every screen works with. */
export interface App {
  readonly core: Core;
  readonly store: Store;
  readonly router: Router;
  readonly platform: Platform;
  readonly subscriptions: Subscriptions;
  readonly installPrompt: InstallPrompt;
  /** This server's origin: a PWA only pairs with the server it came from. */
  readonly origin: string;
  /** Reads the database again, here and in other open pages. */
  readonly changed: () => Promise<void>;
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

function useListening<T>(source: { get(): T; listen(changed: () => void): () => void }): T {
  const [value, setValue] = useState(source.get);
  const { get, listen } = source;
  useEffect(() => {
    // What changed between the first drawing and now.
    setValue(get());
    return listen(() => setValue(get()));
  }, [get, listen]);
  return value;
}
