import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * The weight of the scripts that a browser has to load before a part does its work: gzip, in kB of 1,000 bytes. A commit that
 * raises one says why; docs/performance.md has today's figures.
 */
const BUDGETS_KB = { app: 72, worker: 46, popup: 44, background: 62, 'push worker': 2 };

/** All files below a directory: their bytes by their paths in it. */
export function readFiles(directory) {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('.vite'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  const inside = (file) => path.relative(directory, file).split(path.sep).join('/');
  return Object.fromEntries(files.map((file) => [inside(file), readFileSync(file)]));
}

/** The weight of a file on its way, in kB. */
export function gzipKb(bytes) {
  return gzipSync(bytes, { level: 9 }).length / 1000;
}

/**
 * Weighs these entries with every script that they import, without those that are fetched later (`import()`).
 * @param files by their paths
 * @param where the build they are from, for people
 * @throws Error when it is over its budget
 */
export function checkBudget(files, where, part, entries) {
  const loaded = closure(files, entries);
  const kb = loaded.reduce((sum, file) => sum + gzipKb(files[file]), 0);
  const limit = BUDGETS_KB[part];
  console.log(`${where} ${part}: ${kb.toFixed(1)} kB gzip of script, at most ${limit}`);
  if (kb > limit) {
    const parts = loaded.map((file) => `${file} (${gzipKb(files[file]).toFixed(1)})`).join(', ');
    throw new Error(`The ${part} of ${where} weighs ${kb.toFixed(1)} kB, its budget is ${limit} kB: ${parts}`);
  }
}

/** The scripts that a page or a script names: not those of `import()`. */
export function scriptsOf(text, directory) {
  const named = [...text.matchAll(/(?:src=|from|import)\s*["']([^"']+\.js)["']/g)].map(([, name]) => name);
  return named.map((name) => (name.startsWith('/') ? name.slice(1) : path.posix.join(directory, name)));
}

/** Everything that these scripts import, themselves included. */
function closure(files, entries) {
  const found = new Set();
  const queue = [...entries];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (found.has(file)) continue;
    if (!(file in files)) throw new Error(`There is no ${file} to weigh`);
    found.add(file);
    queue.push(...scriptsOf(Buffer.from(files[file]).toString('utf8'), path.posix.dirname(file)));
  }
  if (found.size === 0) throw new Error('There is no script to weigh');
  return [...found];
}
