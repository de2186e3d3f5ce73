import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Finds what was built for browsers: `dist/` at the root of the repository, or of a package, which keeps its folders.
 * @param name `pwa`, `extension`, `demo`. @throws Error that says in one line what to do
 */
export function builtDir(name: string): string {
  const dir = fileURLToPath(new URL(`../../dist/${name}`, import.meta.url));
  if (!existsSync(dir)) throw new Error(`dist/${name} is not there. In Nod’s repository: npm run build`);
  return dir;
}
