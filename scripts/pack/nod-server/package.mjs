import { chmodSync, cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, root } from '../../setup.mjs';
import { compile } from '../compile.mjs';
import { exactDependencies } from '../dependencies.mjs';
import { shrinkwrap } from './shrinkwrap.mjs';

/** The server with the built app; its command is `nod-server`. */
export const nodServer = {
  name: 'nod-server',
  manifest: {
    description: 'Push authentication without a native app: the self-hosted server, with the app that answers',
    engines: { node: '>=22.19' },
    bin: { 'nod-server': 'bin/nod-server.mjs' },
    exports: { './package.json': './package.json' },
  },
  fill(folder) {
    build();
    compile(['server/cli/main.ts', 'server/main.ts'], folder);
    // Where server/nod.ts looks for them.
    cpSync(path.join(root, 'dist', 'pwa'), path.join(folder, 'dist', 'pwa'), { recursive: true });
    const program = path.join(folder, 'bin', 'nod-server.mjs');
    cpSync(path.join(root, 'scripts', 'pack', 'nod-server', 'bin.mjs'), program);
    // npm sees to that where it installs, but not where the package is only unpacked.
    chmodSync(program, 0o755);
    const lock = shrinkwrap({ name: 'nod-server', dependencies: exactDependencies(folder) });
    writeFileSync(path.join(folder, 'npm-shrinkwrap.json'), `${JSON.stringify(lock, undefined, 2)}\n`);
  },
};
