import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { build } from 'vite';

/**
 * Builds dist/extension, and of it dist/nod-extension-<version>.zip as the stores take it. What a browser has to load for
 * the popup and for the background worker has a budget: the build fails above it.
 */
const BUDGETS_KB = { popup: 45, background: 60, 'push worker': 2 };
/** The oldest date a zip can hold: the same sources make the same bytes. */
const NO_DATE = new Date('1980-01-01T00:00:00');

const root = fileURLToPath(new URL('..', import.meta.url));
const outDir = path.join(root, 'dist/extension');

await build({ configFile: path.join(root, 'vite.config.ts'), mode: 'extension', logLevel: 'warn' });
for (const file of readdirSync(path.join(root, 'dist'))) {
  if (/^nod-extension-.*\.zip$/.test(file)) rmSync(path.join(root, 'dist', file));
}
const files = readdirSync(outDir, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.parentPath.includes('.vite'))
  .map((entry) => path.join(entry.parentPath, entry.name))
  .sort();
const { version } = JSON.parse(readFileSync(path.join(outDir, 'manifest.json'), 'utf8'));
const entries = Object.fromEntries(files.map((file) => [relative(file), readFileSync(file)]));
writeFileSync(path.join(root, 'dist', `nod-extension-${version}.zip`), zipSync(entries, { level: 9, mtime: NO_DATE }));

checkBudget('popup', scriptsOf(readFileSync(path.join(outDir, 'popup.html'), 'utf8'), ''));
checkBudget('background', ['service-worker-loader.js']);
checkBudget('push worker', ['push/worker.js']);

function checkBudget(name, entryFiles) {
  const loaded = closure(entryFiles);
  const kb = loaded.reduce((sum, file) => sum + gzipSync(entries[file], { level: 9 }).length, 0) / 1000;
  const limit = BUDGETS_KB[name];
  console.log(`extension ${name}: ${kb.toFixed(1)} kB gzip of script, at most ${limit}`);
  if (kb > limit) throw new Error(`The extension's ${name} is over its budget: ${loaded.join(', ')}`);
}

/** Everything that these scripts import, themselves included. */
function closure(entryFiles) {
  const found = new Set();
  const queue = [...entryFiles];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    queue.push(...scriptsOf(Buffer.from(entries[file]).toString('utf8'), path.posix.dirname(file)));
  }
  return [...found];
}

/** The scripts that a page or a script names. */
function scriptsOf(text, directory) {
  const named = [...text.matchAll(/(?:src=|from|import)\s*["']([^"']+\.js)["']/g)].map(([, name]) => name);
  return named.map((name) => (name.startsWith('/') ? name.slice(1) : path.posix.join(directory, name)));
}

function relative(file) {
  return path.relative(outDir, file).split(path.sep).join('/');
}
