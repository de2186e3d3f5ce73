import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/**
 * Bundles the scripts of the demo site's pages (demo/browser/*.ts, with <nod-login> from the SDK) into dist/demo. Their
 * names are fixed, since the server that renders the pages knows no hashes.
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
