import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build, root } from '../../setup.mjs';
import { fileNameOf, rollUpTypes } from '../api-report.mjs';
import { compile } from '../compile.mjs';

/** What tests import: subpath → source. */
const ENTRIES = { '.': 'e2e/kit/index', './playwright': 'e2e/kit/playwright' };

/** The test kit with the server that it starts, and the pages of its real phone and its extension. */
export const nodTesting = {
  name: 'nod-testing',
  // Where the kit's own folder has it, whose documentation it is.
  readme: 'e2e/kit/README.md',
  manifest: {
    description:
      'Tests of logins with Nod: a server in memory, software phones, a real phone with pushes, the extension',
    engines: { node: '>=22.19' },
    os: ['linux'],
    exports: {
      ...Object.fromEntries(
        Object.entries(ENTRIES).map(([subpath, file]) => [
          subpath,
          { types: `./types/${fileNameOf(subpath)}.d.ts`, default: `./${file}.js` },
        ]),
      ),
      './package.json': './package.json',
    },
    peerDependencies: { '@playwright/test': '^1.64.0' },
    // The plain entry does without.
    peerDependenciesMeta: { '@playwright/test': { optional: true } },
  },
  async fill(folder, { update }) {
    build();
    const declarations = path.join(folder, '.declarations', 'tree');
    compile(
      Object.values(ENTRIES).map((file) => `${file}.ts`),
      folder,
      { declarations },
    );
    const types = path.join(folder, 'types');
    const changed = rollUpTypes({ name: this.name, declarations, entries: ENTRIES, types, update });
    rmSync(path.dirname(declarations), { recursive: true });
    // Where e2e/kit/built.ts looks for them.
    for (const pages of ['pwa', 'extension']) {
      cpSync(path.join(root, 'dist', pages), path.join(folder, 'dist', pages), { recursive: true });
    }
    return changed;
  },
};
