import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Finds what was built for browsers: in the repository `dist/` at its root, in a package `dist/` beside the bundled code.
 * @param name `pwa`, `extension`. @throws Error that says in one line what to do
 */
export function builtDir(name: string): string {
  const places = [`../../dist/${name}`, `../dist/${name}`, `./dist/${name}`];
  const found = places.map((place) => fileURLToPath(new URL(place, import.meta.url))).find(existsSync);
  if (found === undefined) throw new Error(`dist/${name} is not there. Run: npm run build`);
  return found;
}
