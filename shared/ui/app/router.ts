import { hashOf, parseRoute, type Route } from './route.ts';

export interface Router {
  current(): Route;
  go(route: Route, how?: 'push' | 'replace'): void;
  /** Where this place was come from. @param otherwise where nothing in the app led here: from a notification, or a link */
  back(otherwise: Route): void;
  /** @returns how to stop listening */
  listen(changed: () => void): () => void;
}

/** The state of an entry of the history before which there is another place of the app. */
const CAME_FROM_APP = 'nod';

/** The router on the window's own history. */
export function createRouter(window: Window): Router {
  let route = parseRoute(window.location.hash);
  const listeners = new Set<() => void>();
  // Going back takes a moment: a second press would go one place further, and perhaps out of the app.
  let isLeaving = false;
  const take = (next: Route) => {
    route = next;
    for (const listener of listeners) listener();
  };
  const forgetSecrets = () => {
    // The token and the digits of a link stay in memory only: not in the address bar, not in the history.
    const clean = hashOf(route);
    if (window.location.hash !== clean) window.history.replaceState(window.history.state, '', clean);
  };
  forgetSecrets();
  window.addEventListener('popstate', () => {
    isLeaving = false;
  });
  window.addEventListener('hashchange', () => {
    take(parseRoute(window.location.hash));
    forgetSecrets();
  });
  const go: Router['go'] = (next, how = 'push') => {
    const hash = hashOf(next);
    if (window.location.hash !== hash) {
      // What takes another's place has often ended that one's way back too: its device was removed, say.
      if (how === 'replace') window.history.replaceState(null, '', hash);
      else window.history.pushState(CAME_FROM_APP, '', hash);
    }
    take(next);
  };
  return {
    current: () => route,
    go,
    back: (otherwise) => {
      if (isLeaving) return;
      if (window.history.state !== CAME_FROM_APP) return go(otherwise, 'replace');
      isLeaving = true;
      window.history.back();
      // A browser that has dropped the entry before this one does nothing.
      window.setTimeout(() => {
        if (isLeaving) go(otherwise, 'replace');
        isLeaving = false;
      }, 1_000);
    },
    listen: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}
