import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The dependency directions of the house, as an allow-list: a room imports from itself and from the rooms named here,
 * from nothing else of ours. A room that isn't named may import nothing, so a new folder has to be given its place.
 * `npm run check` runs this; tests may reach further, to set up what they test.
 */
const MAY_IMPORT = {
  'shared/protocol': [],
  'shared/authenticator': ['shared/protocol'],
  'shared/ui': ['shared/authenticator', 'shared/protocol'],
  'shared/sdk': ['shared/protocol'],
  pwa: ['shared/ui', 'shared/authenticator', 'shared/protocol'],
  extension: ['shared/ui', 'shared/authenticator', 'shared/protocol'],
  demo: ['shared/sdk', 'shared/protocol'],
  // The server, from the ground up: doors → challenges → devices, push, accounts, events → store.
  'server/store': ['server'],
  'server/events': ['server', 'server/store'],
  'server/accounts': ['server', 'server/store', 'server/events', 'shared/protocol'],
  'server/push': ['server', 'server/store', 'server/events', 'shared/protocol'],
  'server/devices': ['server', 'server/store', 'server/events', 'server/accounts', 'server/push', 'shared/protocol'],
  'server/challenges': [
    'server',
    'server/store',
    'server/events',
    'server/accounts',
    'server/push',
    'server/devices',
    'shared/protocol',
  ],
  'server/doors': [
    'server',
    'server/store',
    'server/events',
    'server/accounts',
    'server/push',
    'server/devices',
    'server/challenges',
    'shared/protocol',
  ],
  'server/cli': ['*'],
  // Files at the top of server/: wiring (nod, main, app, config) and what every room uses (ids, seal, keys, errors).
  server: ['*'],
  e2e: ['*'],
  bench: ['*'],
  scripts: ['*'],
};

const FREE = /\.(test|spec)\.tsx?$|(^|\/)testing[^/]*(\/|\.ts$)/;
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

/** @returns the room a file of ours is in, the most specific one; undefined for the top level. */
export function roomOf(file) {
  const rooms = Object.keys(MAY_IMPORT).filter((room) => file.startsWith(`${room}/`));
  return rooms.sort((a, b) => b.length - a.length)[0];
}

/** @returns one sentence for each import of this file that goes the wrong way. */
export function wrongWays(file, text) {
  const room = roomOf(file);
  if (FREE.test(file) || room === undefined) return [];
  const allowed = MAY_IMPORT[room];
  if (allowed.includes('*')) return [];
  return [...text.matchAll(IMPORT)]
    .map((match) => match[1] ?? match[2])
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => path.posix.join(path.posix.dirname(file), specifier))
    .filter((target) => {
      const to = roomOf(target);
      return to !== room && !allowed.includes(to);
    })
    .map((target) => `${file}: ${room} may not import ${target}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx'], { encoding: 'utf8' });
  const wrong = files
    .trim()
    .split('\n')
    .flatMap((file) => wrongWays(file, readFileSync(file, 'utf8')));
  if (wrong.length > 0) {
    console.error(`${wrong.join('\n')}\n\nThe directions are in scripts/directions.mjs and docs/architecture.md.`);
    process.exit(1);
  }
}
