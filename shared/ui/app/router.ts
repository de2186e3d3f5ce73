import { hashOf, parseRoute, type Route } from './route.ts';

export interface Router {
  current(): Route;
  go(route: Route, how?: 'push' | 'replace'): void;
  /** @returns how to stop listening */
  listen(changed: () => void): () => void;
}

/** The router on the window's own history. */
export function createRouter(window: Window): Router {
  let route = parseRoute(window.location.hash);
  const listeners = new Set<() => void>();
  const take = (next: Route) => {
    route = next;
    for (const listener of listeners) listener();
  };
  const forgetSecrets = () => {
    // The token and the digits of a link stay in memory only: not in the address bar, not in the history.
    const clean = hashOf(route);
    if (window.location.hash !== clean) window.history.replaceState(null, '', clean);
  };
  forgetSecrets();
  window.addEventListener('hashchange', () => {
    take(parseRoute(window.location.hash));
    forgetSecrets();
  });
  return {
    current: () => route,
    go: (next, how = 'push') => {
      const hash = hashOf(next);
      if (window.location.hash !== hash) {
        if (how === 'replace') window.history.replaceState(null, '', hash);
        else window.history.pushState(null, '', hash);
      }
      take(next);
    },
    listen: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}
