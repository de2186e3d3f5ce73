import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import { expect, test } from 'vitest';

const here = fileURLToPath(new URL('.', import.meta.url));
const SCREENS = readdirSync(path.join(here, 'screens')).map((file) => `screens/${file}`);
/** The screens, what fills their store, and the reader they are given. */
const ENTRIES = [...SCREENS, 'router.ts', 'store.ts', '../../authenticator/indexeddb/reader.ts'];

/** Notes every module of which something is left after bundling. */
function collect(modules: Set<string>): Plugin {
  return {
    name: 'collect',
    generateBundle: (_options, bundle) => {
      const chunks = Object.values(bundle).filter(({ type }) => type === 'chunk');
      for (const chunk of chunks)
        for (const id of 'modules' in chunk ? Object.keys(chunk.modules) : []) modules.add(id);
    },
  };
}

test('the screens and their reader hold nothing that signs, verifies or parses messages', async () => {
  const modules = new Set<string>();
  await build({
    configFile: false,
    logLevel: 'error',
    plugins: [collect(modules)],
    build: {
      write: false,
      minify: false,
      lib: { entry: ENTRIES.map((file) => path.join(here, file)), formats: ['es'] },
    },
  });
  expect([...modules].some((id) => id.endsWith('screens/RequestRoute.tsx'))).toBe(true);
  const heavy = /node_modules\/(jose|valibot|@noble)\/|shared\/protocol\//;
  // How six digits are typed, and the names of two actions; which characters can't be seen: no schema, no key.
  const light = /shared\/protocol\/(totp-code|text|marks)\.ts$/;
  expect([...modules].filter((id) => heavy.test(id) && !light.test(id))).toEqual([]);
});
