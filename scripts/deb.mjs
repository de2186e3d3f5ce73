import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { ARCHITECTURES, buildDeb } from './deb/build.mjs';
import { nodeEnvironment, root } from './setup.mjs';

/**
 * `npm run deb [-- amd64|arm64]`: packs the server and makes a Debian package of it in dist/packages, with a Node of its own.
 * The architecture is this machine's, unless one is named: nothing is compiled, so either can be made anywhere.
 */
const arch = process.argv[2] ?? Object.keys(ARCHITECTURES).find((name) => ARCHITECTURES[name] === process.arch);
if (ARCHITECTURES[arch] === undefined) {
  console.error(`Packages are made for ${Object.keys(ARCHITECTURES).join(' and ')}, not for ${arch ?? process.arch}.`);
  process.exit(64);
}
execFileSync(process.execPath, [path.join(root, 'scripts', 'pack.mjs'), 'nod-server'], {
  env: nodeEnvironment(),
  stdio: 'inherit',
});
console.log(path.relative(root, buildDeb({ arch })));
