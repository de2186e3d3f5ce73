import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { checkBudget, gzipKb, readFiles, scriptsOf } from './budgets.mjs';

/**
 * `npm run build`: builds everything that runs in a browser into dist/, and prints the sizes that go over the wire. Fails when
 * a part is over its budget (budgets.mjs).
 */
const root = fileURLToPath(new URL('..', import.meta.url));

await build({ configFile: path.join(root, 'vite.config.ts'), mode: 'pwa', logLevel: 'warn' });
const pwa = readFiles(path.join(root, 'dist/pwa'));
checkBudget(pwa, 'pwa', 'app', scriptsOf(pwa['index.html'].toString('utf8'), ''));
checkBudget(pwa, 'pwa', 'worker', ['sw.js']);
await import('./build-demo.mjs');
await import('./build-extension.mjs');
for (const directory of ['dist/pwa', 'dist/demo', 'dist/extension', 'dist/extension-firefox']) report(directory);

function report(directory) {
  console.log(`${directory}`);
  for (const [file, bytes] of Object.entries(readFiles(path.join(root, directory)))) {
    if (/\.(js|css|html)$/.test(file)) console.log(`  ${gzipKb(bytes).toFixed(1).padStart(6)} kB gzip  ${file}`);
  }
}
