import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { root } from '../setup.mjs';

const BARE_IMPORT =
  /^(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([^'"./][^'"]*)['"]|\bimport\(\s*['"]([^'"./][^'"]*)['"]\s*\)/gm;

/**
 * What the compiled files of a package import, at the very versions that this repository is tested with. Nothing is listed by
 * hand, so that nothing is forgotten, and nothing stays behind when it isn't needed any more.
 * @param except packages that the one who installs brings (peers)
 * @returns name → version, in the order of names
 */
export function exactDependencies(folder, except = []) {
  const names = new Set();
  for (const file of compiledFiles(folder)) {
    for (const [, named, loadedLater] of readFileSync(file, 'utf8').matchAll(BARE_IMPORT)) {
      const specifier = named ?? loadedLater;
      const name = specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/');
      if (!name.startsWith('node:') && !builtinModules.includes(name) && !except.includes(name)) names.add(name);
    }
  }
  return Object.fromEntries([...names].sort().map((name) => [name, lockedVersion(name)]));
}

function compiledFiles(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((file) => /\.m?js$/.test(file) && !file.startsWith(`dist${path.sep}`))
    .map((file) => path.join(folder, file));
}

const locked = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;

/** Of one of these packages itself: the version that all of them have. */
function lockedVersion(name) {
  if (/^nod-(?:sdk|server|testing)$/.test(name)) return locked[''].version;
  const version = locked[`node_modules/${name}`]?.version;
  if (version === undefined) throw new Error(`${name} is imported, but package-lock.json doesn’t have it.`);
  return version;
}
