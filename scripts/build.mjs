import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

/** `npm run build`: builds everything that runs in a browser into dist/, and prints the sizes that go over the wire. */
const root = fileURLToPath(new URL('..', import.meta.url));

await build({ configFile: path.join(root, 'vite.config.ts'), mode: 'pwa', logLevel: 'warn' });
await import('./build-demo.mjs');
await import('./build-extension.mjs');
for (const directory of ['dist/pwa', 'dist/demo', 'dist/extension', 'dist/extension-firefox']) report(directory);

function report(directory) {
  const files = readdirSync(path.join(root, directory), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(js|css|html)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
  console.log(`${directory}`);
  for (const file of files) {
    const bytes = readFileSync(file);
    const gzipKb = (gzipSync(bytes, { level: 9 }).length / 1000).toFixed(1);
    console.log(`  ${gzipKb.padStart(6)} kB gzip  ${path.relative(path.join(root, directory), file)}`);
  }
}
