import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

/** What documents import from the packages is there, under that name. (Their types are in etc/, and compared by tutorial.test.ts.) */
const root = path.join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const MODULES: Record<string, () => Promise<object>> = {
  'nod-sdk': () => import('../shared/sdk/index.ts'),
  'nod-sdk/hono': () => import('../shared/sdk/hono.ts'),
  'nod-sdk/express': () => import('../shared/sdk/express.ts'),
  'nod-sdk/better-auth': () => import('../shared/sdk/better-auth.ts'),
  'nod-sdk/login-element': async () => ({
    defineNodLogin: read('shared/sdk/login-element.ts').match('defineNodLogin'),
  }),
};
const documents = ['README.md', 'scripts/pack/nod-sdk/README.md', 'scripts/pack/nod-server/README.md'].concat(
  readdirSync(path.join(root, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
);

describe('imports of packages', () => {
  const imports = documents.flatMap((file) =>
    [...read(file).matchAll(/^\s*import \{([^}]*)\} from '(nod-sdk[^']*)';/gm)].map(([, names = '', from = '']) => ({
      file,
      from,
      names: names.split(',').map((name) => name.trim()),
    })),
  );

  test('are there', () => {
    expect(imports.length).toBeGreaterThan(5);
  });

  test.each(imports)('$file: $names from $from', async ({ names, from }) => {
    const module = await MODULES[from]?.();
    for (const name of names.filter(Boolean)) expect(module).toHaveProperty(name);
  });
});

test('no document and no program prints a bare `npx nod`, which may fetch a stranger’s package', () => {
  const programs = readdirSync(path.join(root, 'server/cli')).map((file) => `server/cli/${file}`);
  for (const file of [...documents, ...programs.filter((name) => name.endsWith('.ts'))]) {
    expect([file, /\bnpx\s+(?:-\S+\s+)*nod\b/.test(read(file))]).toEqual([file, false]);
  }
});

test('no document installs a package by its name alone, which a stranger may have taken', () => {
  for (const file of [...documents, 'e2e/kit/README.md']) {
    expect([file, /npm install\s+(?:-\S+\s+)*nod-/.exec(read(file))?.[0]]).toEqual([file, undefined]);
  }
});

test('what machines without a server run is called as their package calls it', () => {
  const agents = readdirSync(path.join(root, 'docs/agents')).map((file) => `docs/agents/${file}`);
  for (const file of ['README.md', 'docs/api.md', ...agents]) {
    expect([file, /(?<![\w-])nod (?:ask|receipt|hook|mcp)\b/.exec(read(file))?.[0]]).toEqual([file, undefined]);
  }
});
