import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/**
 * Bundles what the demo site's pages run (demo/browser/*.ts, with <nod-login> from the SDK) into dist/demo, under fixed
 * names: the pages are rendered by a server that knows no hashes.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const entry = (name) => `${root}demo/browser/${name}.ts`;

await build({
  configFile: false,
  root,
  logLevel: 'warn',
  publicDir: false,
  build: {
    outDir: `${root}dist/demo`,
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: false,
    rollupOptions: {
      input: { waiting: entry('waiting'), pairing: entry('pairing') },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
});
