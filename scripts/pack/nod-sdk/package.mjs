import path from 'node:path';
import { compile } from '../compile.mjs';

/** What applications import: client, verification of receipts, <nod-login>. */
export const nodSdk = {
  name: 'nod-sdk',
  manifest: {
    description: 'Push authentication with Nod: client, signed receipts, the login element',
    engines: { node: '>=20.3' },
    sideEffects: false,
    exports: {
      '.': { types: './types/shared/sdk/index.d.ts', default: './lib/shared/sdk/index.js' },
      './login': { types: './types/shared/sdk/nod-login.d.ts', default: './lib/shared/sdk/nod-login.js' },
      './package.json': './package.json',
    },
  },
  fill(folder) {
    const entries = ['shared/sdk/index.ts', 'shared/sdk/nod-login.ts'];
    compile(entries, path.join(folder, 'lib'), { declarations: path.join(folder, 'types') });
  },
};
