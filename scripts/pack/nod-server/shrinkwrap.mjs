import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../setup.mjs';

/** What only this repository's own tree means. */
const OWN_MARKS = ['dev', 'devOptional', 'peer', 'extraneous'];

/**
 * The package's own lock file: of package-lock.json, what these dependencies need and nothing else, with the hash of each.
 * So `npm ci` in the unpacked package (Dockerfile, scripts/deb) installs what was tested here, also of what its dependencies
 * depend on. (npm passes it over where a tarball is installed into another project.)
 * @param dependencies name → version
 */
export function shrinkwrap({ name, dependencies }) {
  const locked = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  const kept = new Map();
  const waiting = Object.keys(dependencies).map((needed) => find(locked, '', needed));
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    if (kept.has(place)) continue;
    const entry = locked[place];
    kept.set(place, Object.fromEntries(Object.entries(entry).filter(([key]) => !OWN_MARKS.includes(key))));
    const required = Object.keys(entry.dependencies ?? {}).map((needed) => find(locked, place, needed));
    const optional = Object.keys(entry.optionalDependencies ?? {});
    const peers = Object.keys(entry.peerDependencies ?? {}).filter(
      (peer) => !entry.peerDependenciesMeta?.[peer]?.optional,
    );
    waiting.push(...required, ...[...optional, ...peers].flatMap((needed) => findMaybe(locked, place, needed) ?? []));
  }
  const packages = { '': { name, dependencies }, ...Object.fromEntries([...kept].sort()) };
  return { name, lockfileVersion: 3, requires: true, packages };
}

function find(locked, from, name) {
  const place = findMaybe(locked, from, name);
  if (place === undefined) throw new Error(`package-lock.json doesn’t have ${name}, which ${from || 'Nod'} needs.`);
  return place;
}

/** As Node looks for it: below the one that needs it, then further and further out. */
function findMaybe(locked, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (locked[place] !== undefined) return place;
    if (folder === '') return undefined;
  }
}
