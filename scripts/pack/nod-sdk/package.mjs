import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { root } from '../../setup.mjs';
import { fileNameOf, rollUpTypes } from '../api-report.mjs';
import { compile } from '../compile.mjs';

/** What applications import: subpath → source. */
const ENTRIES = {
  '.': 'shared/sdk/index',
  './hono': 'shared/sdk/hono',
  './express': 'shared/sdk/express',
  './better-auth': 'shared/sdk/better-auth',
  './login-element': 'shared/sdk/login-element',
};
const SCRIPT = './nod-login.js';

/** Client, verification of receipts and webhooks, <nod-login>, and what binds them to a server's framework. */
export const nodSdk = {
  name: 'nod-sdk',
  manifest: {
    description:
      'Push authentication with Nod: client, signed receipts, webhooks, <nod-login>, Hono, Express, better-auth',
    // 20.3 is the first with AbortSignal.any.
    engines: { node: '>=20.3' },
    sideEffects: [SCRIPT],
    exports: {
      ...Object.fromEntries(
        Object.entries(ENTRIES).map(([subpath, file]) => [
          subpath,
          { types: `./types/${fileNameOf(subpath)}.d.ts`, default: `./${file}.js` },
        ]),
      ),
      [SCRIPT]: SCRIPT,
      './package.json': './package.json',
    },
    peerDependencies: { 'better-auth': '^1.7.0' },
    peerDependenciesMeta: { 'better-auth': { optional: true } },
  },
  async fill(folder, { update }) {
    const declarations = path.join(folder, '.declarations', 'tree');
    const files = Object.values(ENTRIES).map((file) => `${file}.ts`);
    compile(files, folder, { declarations });
    const types = path.join(folder, 'types');
    const changed = rollUpTypes({ name: this.name, declarations, entries: ENTRIES, types, update });
    nameElement(path.join(declarations, 'shared/sdk/nod-login.d.ts'), path.join(types, 'login-element.d.ts'));
    rmSync(path.dirname(declarations), { recursive: true });
    await buildScript(folder);
    return changed;
  },
};

/** What rolls up leaves out: that `document.querySelector('nod-login')` is a NodLoginElement. */
function nameElement(from, to) {
  const [named] = /^declare global \{[\s\S]*?^\}\n/m.exec(readFileSync(from, 'utf8')) ?? [];
  if (named === undefined) throw new Error('shared/sdk/nod-login.ts names its element no more.');
  appendFileSync(to, named);
}

/** <nod-login> as one classic script, which a strict content security policy lets in as any other file. */
async function buildScript(folder) {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: ['chrome111', 'firefox114', 'safari16.4'],
      reportCompressedSize: false,
      rollupOptions: {
        input: path.join(root, 'shared/sdk/login-script.ts'),
        output: { format: 'iife', entryFileNames: path.basename(SCRIPT) },
      },
    },
  });
}
