import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { build } from 'vite';
import { checkBudget, readFiles, scriptsOf } from './budgets.mjs';

/**
 * Builds dist/extension and dist/extension-firefox, and a zip of each as the stores take it. The scripts that a browser
 * loads for the popup and for the background have a budget: the build fails above it.
 */

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
  const files = readFiles(path.join(root, 'dist', mode));
  writeFileSync(path.join(root, 'dist', zip), zipSync(files, { level: 9, mtime: NO_DATE }));
  checkBudget(files, mode, 'popup', scriptsOf(files['popup.html'].toString('utf8'), ''));
  checkBudget(files, mode, 'background', ['service-worker-loader.js']);
  if ('push/worker.js' in files) checkBudget(files, mode, 'push worker', ['push/worker.js']);
}
