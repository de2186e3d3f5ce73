import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../setup.mjs';

const LICENCE_FILE = /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i;

/**
 * /usr/share/doc/nod-server/copyright: Nod's licence, and those of all that the package brings. Licences are given as their
 * authors wrote them, each once, with the packages that are under it.
 * @param lib the server with its node_modules, before anything is left out @param nodeLicence of the Node that is brought along
 */
export function copyright(lib, nodeLicence) {
  const modules = path.join(lib, 'node_modules');
  const packages = [
    ...packagesIn(modules).map((name) => folderOf(modules, name)),
    ...bundledInApp().map((name) => folderOf(path.join(root, 'node_modules'), name)),
  ];
  /** text → names and versions */
  const users = new Map();
  for (const folder of packages) {
    const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const files = readdirSync(folder)
      .filter((file) => LICENCE_FILE.test(file))
      .sort();
    const texts = files.map((file) => readFileSync(path.join(folder, file), 'utf8').trim());
    const text = texts.join('\n\n') || `Its package says no more than: ${license}`;
    users.set(text, (users.get(text) ?? new Set()).add(`${name} ${version}`));
  }
  const rest = [...users].map(([text, names]) => section([...names].sort().join(', '), text)).sort();
  return [
    'Nod, and what this package brings with it. Each part is under the licence that follows its name.',
    section('Nod', readFileSync(path.join(root, 'LICENSE'), 'utf8')),
    ...rest,
    section(`Node.js (/usr/lib/nod-server/bin/node)`, nodeLicence),
  ].join('\n\n');
}

const section = (title, text) => `${'='.repeat(78)}\n${title}\n${'='.repeat(78)}\n\n${text.trim()}\n`;

const folderOf = (modules, name) => path.join(modules, ...name.split('/'));

function packagesIn(modules) {
  const names = readdirSync(modules).filter((name) => !name.startsWith('.'));
  return names.flatMap((name) =>
    name.startsWith('@') ? readdirSync(path.join(modules, name)).map((inner) => `${name}/${inner}`) : [name],
  );
}

/** What the built app has inside: all that its sources import by a package's name. */
function bundledInApp() {
  const names = new Set();
  for (const folder of ['pwa', 'shared']) {
    for (const file of readdirSync(path.join(root, folder), { recursive: true })) {
      if (!/(?<!\.test|\.spec)\.tsx?$/.test(file) || /testing|gallery/.test(file)) continue;
      for (const [, name] of readFileSync(path.join(root, folder, file), 'utf8').matchAll(
        /^import\s[^'"]*?from '((?:@[\w-]+\/)?[\w-]+)/gm,
      ))
        if (!name.startsWith('node')) names.add(name);
    }
  }
  return [...names].sort();
}
