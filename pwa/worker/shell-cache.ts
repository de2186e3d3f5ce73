/** The files of the app's shell, and the revision that tells one build's from another's. Made by the build. */
export interface Shell {
  readonly revision: string;
  /** Absolute paths; `/` is the document. */
  readonly files: readonly string[];
}

/** A file of words, named so by the build (vite.config.ts): they are kept of the languages that somebody here reads. */
const WORDS = /^\/assets\/words-([a-z]+)-/;

const PREFIX = 'nod-shell-';

/**
 * The offline shell: the files of one build, fetched past the HTTP cache when the worker is installed. Of the words of other
 * languages only the person's own are among them, and those that a page asks for later. Nothing else is ever added, so an
 * answer of the API can't end up in it.
 * @param deps.language the person's own. Never throws
 */
export function createShellCache(deps: {
  caches: CacheStorage;
  fetch: typeof fetch;
  origin: string;
  shell: Shell;
  language: () => Promise<string>;
}) {
  const { caches, shell, origin } = deps;
  const name = PREFIX + shell.revision;
  const files = new Set(shell.files);
  /** Words that somebody has chosen are kept for when there is no network. Where they can't be kept they are shown all the same. */
  async function fetchOnce(request: Request, file: string): Promise<Response> {
    const response = await deps.fetch(request);
    if (!response.ok || !WORDS.test(file)) return response;
    const copy = response.clone();
    await caches
      .open(name)
      .then((cache) => cache.put(file, copy))
      .catch(() => undefined);
    return response;
  }

  return {
    install: async () => {
      const cache = await caches.open(name);
      const language = await deps.language();
      const wanted = shell.files.filter((file) => (WORDS.exec(file)?.[1] ?? language) === language);
      await cache.addAll(wanted.map((file) => new Request(new URL(file, origin), { cache: 'reload' })));
    },

    /** Removes the shells of other builds; other caches of the origin are not ours to touch. */
    removeOthers: async () => {
      const others = (await caches.keys()).filter((key) => key.startsWith(PREFIX) && key !== name);
      await Promise.all(others.map((key) => caches.delete(key)));
    },

    /** @returns the answer for a file of the shell, undefined for everything else: the browser then asks the network */
    respond: (request: Request): Promise<Response> | undefined => {
      const url = new URL(request.url);
      if (request.method !== 'GET' || url.origin !== origin || !files.has(url.pathname)) return undefined;
      return caches
        .match(url.pathname, { cacheName: name })
        .then((cached) => cached ?? fetchOnce(request, url.pathname));
    },
  };
}
