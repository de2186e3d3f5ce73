import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { crx } from '@crxjs/vite-plugin';
import { build, defineConfig, type Plugin, type UserConfig } from 'vite';
import { type BrowserFamily, manifest } from './extension/manifest.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
/** iOS 16.4 is the first with Web Push; the others follow from what its engine can do. */
const TARGET = ['chrome111', 'firefox114', 'safari16.4'];

/** A language's words: one file for the first screen, and one for those that are fetched later. */
const WORDS = /\/(?:words|happened)\/(?:[a-z]{2,3}\/|(?!en\.|all\.)[a-z]{2,3}\.ts$)/;
const LATER_WORDS =
  /\/(account|attachment|confirm|language|moving|offline|popup|recovery|registration|totp|trust|vouching|ways)-words|trust-errors|\/later\.ts|\/happened\//;
const wordsChunk = (id: string) => {
  const language = /\/(?:words|happened)\/([a-z]+)/.exec(id)?.[1];
  return `words-${language}-${LATER_WORDS.test(id) ? 'later' : 'first'}`;
};

/**
 * The app is one file with all that a request needs to be on the screen, and one with the screens that are opened now and
 * then: left alone, the bundler cuts out what both use, and the page waits for a chain of files. (The QR decoder is a third.)
 */
const TWO_FILES = [
  { name: 'index', tags: ['$initial' as const], priority: 2 },
  { name: wordsChunk, debugName: 'words', priority: 1, test: WORDS },
  { name: 'later', test: /\/(pwa|shared)\// },
];

/**
 * Builds the service worker after the app, as one classic script (a module worker imports a shared chunk, and dynamic
 * import fails there), with the list of the app's files and their common hash put in.
 */
function serviceWorker(options: { entry: string; outDir: string; publicDir: string }): Plugin {
  return {
    name: 'nod-service-worker',
    apply: 'build',
    writeBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const built = Object.keys(bundle).filter((file) => !file.endsWith('.map') && file !== 'sw.js');
        const files = [...built, ...filesUnder(options.publicDir)].sort();
        const revision = createHash('sha256');
        for (const file of files) revision.update(file).update(readFileSync(path.join(options.outDir, file)));
        const shell = {
          revision: revision.digest('hex').slice(0, 16),
          // The document has one address, so that the worker and the server can't disagree on which it is.
          files: files.map((file) => (file === 'index.html' ? '/' : `/${file}`)),
        };
        await buildWorker({
          entry: options.entry,
          outDir: options.outDir,
          file: 'sw.js',
          define: { __SHELL__: JSON.stringify(shell) },
        });
      },
    },
  };
}

/** Builds the worker of further push registrations beside the extension: its address is written in their records. */
function furtherPushWorker(outDir: string): Plugin {
  const entry = path.join(root, 'extension/push/worker.ts');
  return {
    name: 'nod-further-push-worker',
    apply: 'build',
    writeBundle: { order: 'post', handler: () => buildWorker({ entry, outDir, file: 'push/worker.js' }) },
  };
}

/** One classic script under a fixed name. */
async function buildWorker(options: { entry: string; outDir: string; file: string; define?: Record<string, string> }) {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    define: options.define ?? {},
    build: {
      target: TARGET,
      outDir: options.outDir,
      emptyOutDir: false,
      reportCompressedSize: false,
      rollupOptions: { input: options.entry, output: { format: 'iife', entryFileNames: options.file } },
    },
  });
}

const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };

/** The extension: manifest as TypeScript, popup, options page and background by crxjs. */
function extensionConfig(family: BrowserFamily): UserConfig {
  const isFirefox = family === 'firefox';
  const outDir = path.join(root, isFirefox ? 'dist/extension-firefox' : 'dist/extension');
  const options = path.join(root, 'extension/options.html');
  const offscreen = path.join(root, 'extension/offscreen.html');
  return {
    root: path.join(root, 'extension'),
    publicDir: path.join(root, 'extension/public'),
    build: {
      // As the manifest asks for.
      target: isFirefox ? 'firefox140' : 'chrome121',
      outDir,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: false,
      reportCompressedSize: false,
      rollupOptions: { input: isFirefox ? { options } : { options, offscreen } },
    },
    plugins: [
      crx({ manifest: manifest(version, family), browser: isFirefox ? 'firefox' : 'chrome' }),
      ...(isFirefox ? [] : [furtherPushWorker(outDir)]),
    ],
  };
}

function filesUnder(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
}

/** `vite build --mode pwa` makes dist/pwa, `--mode extension` and `--mode extension-firefox` the folders of that name. */
export default defineConfig(({ mode }) => {
  if (mode === 'extension') return extensionConfig('chromium');
  if (mode === 'extension-firefox') return extensionConfig('firefox');
  // vitest reads this file too; it needs nothing of it.
  if (mode !== 'pwa') return {};
  const outDir = path.join(root, 'dist/pwa');
  const publicDir = path.join(root, 'pwa/public');
  return {
    root: path.join(root, 'pwa'),
    publicDir,
    build: {
      target: TARGET,
      outDir,
      emptyOutDir: true,
      // Everything is a file of its own: the page's policy allows nothing inline.
      assetsInlineLimit: 0,
      modulePreload: false,
      rollupOptions: { output: { codeSplitting: { groups: TWO_FILES } } },
      reportCompressedSize: false,
    },
    plugins: [serviceWorker({ entry: path.join(root, 'pwa/worker/sw.ts'), outDir, publicDir })],
  };
});
