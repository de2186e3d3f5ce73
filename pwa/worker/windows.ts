import type { Windows } from '../../shared/authenticator/background/worker-events.ts';
import type { OpenMessage } from '../open-message.ts';

/** The part of the Clients API that is used here: its types are only in the worker's library. */
interface ClientsApi {
  matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly WindowClientApi[]>;
  openWindow(url: string): Promise<unknown>;
}
interface WindowClientApi {
  readonly url: string;
  readonly focused: boolean;
  readonly visibilityState: string;
  focus(): Promise<unknown>;
  postMessage(message: OpenMessage): void;
}

/**
 * The app's windows. The server has other pages at this origin (a 404, /openapi.json), which a browser may show in a tab:
 * they hear no message and show no request, so a window is the app's only at the app's own path.
 */
export function createWindows(clients: ClientsApi, origin: string): Windows {
  const isApp = (url: URL) => url.origin === origin && url.pathname === '/';
  return {
    open: async (hash) => {
      const all = await clients.matchAll({ type: 'window', includeUncontrolled: true });
      const ours = all.filter((client) => isApp(new URL(client.url)));
      const best =
        ours.find(({ focused }) => focused) ??
        ours.find(({ visibilityState }) => visibilityState === 'visible') ??
        ours[0];
      if (best) {
        // The page changes its own address: navigate() would load it anew and lose what was being typed.
        best.postMessage({ type: 'open', hash });
        const focused = await best.focus().catch(() => undefined);
        if (focused) return;
      }
      await clients.openWindow(`/${hash}`);
    },
  };
}
