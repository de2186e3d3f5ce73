import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { build } from 'vite';

/**
 * Builds dist/extension and dist/extension-firefox, and a zip of each as the stores take it. The scripts that a browser
 * loads for the popup and for the background have a budget: the build fails above it.
 */
const BUDGETS_KB = { popup: 45, background: 60, 'push worker': 2 };
/** The oldest date a zip can hold: the same sources make the same bytes. */
const NO_DATE = new Date('1980-01-01T00:00:00');

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

for (const file of existsSync(path.join(root, 'dist')) ? readdirSync(path.join(root, 'dist')) : []) {
  if (/^nod-extension-.*\.zip$/.test(file)) rmSync(path.join(root, 'dist', file));
}
await buildFor('extension', `nod-extension-${version}.zip`);
await buildFor('extension-firefox', `nod-extension-firefox-${version}.zip`);

/** @param mode of vite.config.ts, and the folder's name */
async function buildFor(mode, zip) {
  await build({ configFile: path.join(root, 'vite.config.ts'), mode, logLevel: 'warn' });
  const outDir = path.join(root, 'dist', mode);
  const entries = readEntries(outDir);
  writeFileSync(path.join(root, 'dist', zip), zipSync(entries, { level: 9, mtime: NO_DATE }));
  checkBudget(entries, mode, 'popup', scriptsOf(readFileSync(path.join(outDir, 'popup.html'), 'utf8'), ''));
  checkBudget(entries, mode, 'background', ['service-worker-loader.js']);
  if ('push/worker.js' in entries) checkBudget(entries, mode, 'push worker', ['push/worker.js']);
}

/** All files of a built extension: their bytes by their paths in it. */
function readEntries(outDir) {
  const files = readdirSync(outDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('.vite'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  const inside = (file) => path.relative(outDir, file).split(path.sep).join('/');
  return Object.fromEntries(files.map((file) => [inside(file), readFileSync(file)]));
}

function checkBudget(entries, mode, name, entryFiles) {
  const loaded = closure(entries, entryFiles);
  const kb = loaded.reduce((sum, file) => sum + gzipSync(entries[file], { level: 9 }).length, 0) / 1000;
  const limit = BUDGETS_KB[name];
  console.log(`${mode} ${name}: ${kb.toFixed(1)} kB gzip of script, at most ${limit}`);
  if (kb > limit) throw new Error(`The ${name} of ${mode} is over its budget: ${loaded.join(', ')}`);
}

/** Everything that these scripts import, themselves included. */
function closure(entries, entryFiles) {
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
