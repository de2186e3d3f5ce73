import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The dependency directions of the house, as an allow-list: of our own files a room imports only its own and those of
 * the rooms that are named here. A file in no room fails the check, so a new folder has to be given its place.
 * `npm run check` runs this; tests may reach further, to set up what they test.
 */
const PROTOCOL = 'shared/protocol';
/** What every room of the server may use. */
const GROUND = ['server/diagnostics', 'server/crypto', 'server/net', PROTOCOL, 'shared/languages'];
const CORE = [...GROUND, 'server/core', 'server/store', 'server/words', 'shared/languages'];

const MAY_IMPORT = {
  [PROTOCOL]: [],
  'shared/languages': [],
  'shared/authenticator': [PROTOCOL, 'shared/languages'],
  'shared/ui': ['shared/authenticator', PROTOCOL, 'shared/languages', 'shared/sdk/qr.ts'],
  'shared/sdk': ['shared/sdk/qr.ts', PROTOCOL, 'shared/languages'],
  'shared/sdk/qr.ts': [],
  pwa: ['shared/ui', 'shared/authenticator', PROTOCOL, 'shared/languages'],
  extension: ['shared/ui', 'shared/authenticator', PROTOCOL, 'shared/languages'],
  demo: ['shared/sdk', 'shared/sdk/qr.ts', PROTOCOL, 'shared/languages'],
  // The server, from the ground up: doors → challenges → devices → announcements → push, accounts → events → core → store.
  'server/diagnostics': [],
  'server/crypto': [PROTOCOL],
  'server/net': [PROTOCOL],
  'server/words': ['shared/languages'],
  'server/settings': ['server/diagnostics', 'server/net', 'shared/languages'],
  'server/store': ['server/diagnostics'],
  'server/core': ['server/diagnostics', 'server/crypto', 'server/net', 'server/store', 'shared/languages'],
  'server/events': CORE,
  'server/accounts': [...CORE, 'server/events'],
  'server/push': [...CORE, 'server/events'],
  'server/announcements': [...CORE, 'server/events', 'server/accounts', 'server/push'],
  'server/devices': [...CORE, 'server/events', 'server/accounts', 'server/push', 'server/announcements'],
  'server/challenges': [
    ...CORE,
    'server/events',
    'server/accounts',
    'server/push',
    'server/announcements',
    'server/devices',
  ],
  'server/recovery': [...CORE, 'server/events', 'server/accounts', 'server/announcements', 'server/devices'],
  'server/fallbacks': [
    ...CORE,
    'server/events',
    'server/accounts',
    'server/announcements',
    'server/devices',
    'server/challenges',
  ],
  'server/retention': CORE,
  'server/doors': [
    ...CORE,
    'shared/sdk/qr.ts',
    'server/accounts',
    'server/push',
    'server/announcements',
    'server/devices',
    'server/challenges',
    'server/recovery',
    'server/fallbacks',
  ],
  'server/cli': ['*'],
  // The wiring: only the command line and programs that start a server import it.
  'server/main.ts': ['*'],
  'server/nod.ts': ['*'],
  'server/app.ts': ['*'],
  'server/listen.ts': ['*'],
  docs: ['*'],
  e2e: ['*'],
  bench: ['*'],
  scripts: ['*'],
  'vite.config.ts': ['*'],
  'vitest.config.ts': [],
  'vitest.long.config.ts': ['vitest.config.ts'],
};

const TEST = /\.(test|spec)\.tsx?$|(^|\/)testing[^/]*(\/|\.ts$)/;
/** Files for tests and pictures only; product code imports none of them. */
const FOR_TESTS = new RegExp(`${TEST.source}|^shared/ui/gallery/|^shared/protocol/vectors/`);
const IMPORT =
  /(?:^|[\n;])\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]|(?:^|[\n;])\s*import['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|\brequire\(\s*['"]([^'"]+)['"]\s*\)/g;
/** A specifier that is put together at run time could name any file. */
const COMPUTED = /\b(?:import|require)\(\s*(?!['"])[^)\s]/;

/** @returns the room of a file of ours, the most specific one; undefined where it is in none. */
export function roomOf(file) {
  const tested = file.replace(/\.test(\.tsx?)$/, '$1');
  const rooms = Object.keys(MAY_IMPORT).filter((room) => tested === room || file.startsWith(`${room}/`));
  return rooms.sort((a, b) => b.length - a.length)[0];
}

/** @returns one sentence per import of this file that goes the wrong way, or one for a file without a room. */
export function wrongWays(file, text) {
  const room = roomOf(file);
  if (room === undefined) return [`${file}: is in no room`];
  const allowed = MAY_IMPORT[room];
  if (FOR_TESTS.test(file) || allowed.includes('*')) return [];
  const targets = [...text.matchAll(IMPORT)]
    .map((match) => match[1] ?? match[2] ?? match[3] ?? match[4])
    .filter((specifier) => specifier.startsWith('.') || specifier.startsWith('/'))
    .map((specifier) => path.posix.join(path.posix.dirname(file), specifier));
  const wrong = targets.flatMap((target) => {
    const to = roomOf(target);
    if (FOR_TESTS.test(target)) return [`${file}: ${target} is for tests only`];
    return to === room || (to !== undefined && allowed.includes(to))
      ? []
      : [`${file}: ${room} may not import ${target}`];
  });
  return COMPUTED.test(text) ? [...wrong, `${file}: imports what is named at run time`] : wrong;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const list = ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx', '*.mts', '*.mjs', '*.js'];
  const files = execFileSync('git', list, { encoding: 'utf8' });
  const wrong = files
    .trim()
    .split('\n')
    .flatMap((file) => wrongWays(file, readFileSync(file, 'utf8')));
  if (wrong.length > 0) {
    console.error(`${wrong.join('\n')}\n\nThe directions are in scripts/directions.mjs and docs/architecture.md.`);
    process.exit(1);
  }
}
