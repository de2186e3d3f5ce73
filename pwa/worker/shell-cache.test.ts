import { expect, test } from 'vitest';
import { createShellCache } from './shell-cache.ts';

const ORIGIN = 'https://nod.example';

/** CacheStorage in memory: the part that the shell uses. */
function memoryCaches() {
  const stores = new Map<string, Map<string, Response>>();
  const open = async (name: string) => {
    const store = stores.get(name) ?? new Map<string, Response>();
    stores.set(name, store);
    return {
      addAll: async (requests: Request[]) => {
        for (const { url } of requests) store.set(new URL(url).pathname, new Response(`cached ${url}`));
      },
      put: async (path: string, response: Response) => void store.set(path, response),
    };
  };
  const match = async (path: string, { cacheName }: { cacheName: string }) => stores.get(cacheName)?.get(path)?.clone();
  const keys = async () => [...stores.keys()];
  const remove = async (name: string) => stores.delete(name);
  return { stores, caches: { open, match, keys, delete: remove } as unknown as CacheStorage };
}

function shellOf(revision: string, memory = memoryCaches(), more: readonly string[] = []) {
  const shell = createShellCache({
    caches: memory.caches,
    fetch: async () => new Response('network'),
    origin: ORIGIN,
    shell: { revision, files: ['/', '/assets/index-abc.js', ...more] },
    language: async () => 'de',
  });
  return { shell, memory };
}

test('after installing, the shell answers without a network', async () => {
  const { shell } = shellOf('1');
  await shell.install();
  const response = await shell.respond(new Request(`${ORIGIN}/`));
  expect(await response?.text()).toBe(`cached ${ORIGIN}/`);
});

test.each([
  ['an answer of the API', new Request(`${ORIGIN}/device/v1/self`)],
  ['the worker itself', new Request(`${ORIGIN}/sw.js`)],
  ['another origin', new Request('https://evil.example/assets/index-abc.js')],
  ['a post to a file of the shell', new Request(`${ORIGIN}/`, { method: 'POST' })],
])('%s is left to the network and never cached', async (_what, request) => {
  const { shell, memory } = shellOf('1');
  await shell.install();
  expect(shell.respond(request)).toBeUndefined();
  expect([...(memory.stores.get('nod-shell-1')?.keys() ?? [])]).toEqual(['/', '/assets/index-abc.js']);
});

test('a new version removes the shells of older ones, and nothing else', async () => {
  const { shell, memory } = shellOf('1');
  await shell.install();
  await memory.caches.open('somebody-elses');
  const newer = shellOf('2', memory).shell;
  await newer.install();
  await newer.removeOthers();
  expect([...memory.stores.keys()].sort()).toEqual(['nod-shell-2', 'somebody-elses']);
});

test('a file that the browser has evicted comes from the network', async () => {
  const { shell } = shellOf('1');
  const response = await shell.respond(new Request(`${ORIGIN}/`));
  expect(await response?.text()).toBe('network');
});

test('of the words only the person’s own are kept, and others once they were asked for', async () => {
  const words = ['/assets/words-de-first-a.js', '/assets/words-ja-first-b.js', '/assets/words-ja-later-c.js'];
  const { shell, memory } = shellOf('1', memoryCaches(), words);
  await shell.install();
  const kept = () => [...(memory.stores.get('nod-shell-1')?.keys() ?? [])];
  expect(kept()).toEqual(['/', '/assets/index-abc.js', words[0]]);
  expect(await (await shell.respond(new Request(`${ORIGIN}${words[1]}`)))?.text()).toBe('network');
  expect(kept()).toEqual(['/', '/assets/index-abc.js', words[0], words[1]]);
});
