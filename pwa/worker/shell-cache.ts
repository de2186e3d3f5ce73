/** The files of the app's shell, and a revision that tells the builds apart. Made by the build. */
export interface Shell {
  readonly revision: string;
  /** Absolute paths; `/` is the document. */
  readonly files: readonly string[];
}

const PREFIX = 'nod-shell-';

/**
 * The offline shell: exactly the files of one build, fetched past the HTTP cache when the worker is installed. Nothing is
 * ever added later, so an answer of the API can't end up in it.
 */
export function createShellCache(deps: { caches: CacheStorage; fetch: typeof fetch; origin: string; shell: Shell }) {
  const { caches, shell, origin } = deps;
  const name = PREFIX + shell.revision;
  const files = new Set(shell.files);
  return {
    install: async () => {
      const cache = await caches.open(name);
      await cache.addAll(shell.files.map((file) => new Request(new URL(file, origin), { cache: 'reload' })));
    },

    /** Removes the shells of other builds; other caches of the origin are not ours. */
    removeOthers: async () => {
      const others = (await caches.keys()).filter((key) => key.startsWith(PREFIX) && key !== name);
      await Promise.all(others.map((key) => caches.delete(key)));
    },

    /** @returns the answer for a file of the shell; undefined for any other request, which the browser then makes itself */
    respond: (request: Request): Promise<Response> | undefined => {
      const url = new URL(request.url);
      if (request.method !== 'GET' || url.origin !== origin || !files.has(url.pathname)) return undefined;
      return caches.match(url.pathname, { cacheName: name }).then((cached) => cached ?? deps.fetch(request));
    },
  };
}
