import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * What the browser tests need of the distribution, by the names of its packages. Firefox loads libnotify where it is
 * installed, although none of its packages depends on it: without it showNotification() is refused.
 */
const NEEDED = {
  chromium: () => onPath('chromium'),
  'firefox-esr': () => onPath('firefox-esr'),
  libnotify4: () => hasLibrary('libnotify.so.4'),
};

function onPath(program) {
  return (process.env.PATH ?? '').split(path.delimiter).some((directory) => {
    try {
      accessSync(path.join(directory, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Distributions keep libraries in one directory per kind of machine, or in one for all. */
function hasLibrary(file) {
  const below = existsSync('/usr/lib') ? readdirSync('/usr/lib') : [];
  const directories = ['/usr/lib', '/usr/lib64', ...below.map((name) => path.join('/usr/lib', name))];
  return directories.some((directory) => existsSync(path.join(directory, file)));
}

const missingOnes = () => Object.keys(NEEDED).filter((name) => !NEEDED[name]());

/**
 * Finds the browsers that the browser tests drive, and what these need: the distribution's own, no downloads. Missing
 * packages are installed where that is possible (Debian packages, as root).
 * @returns names of Debian packages that are still missing
 */
export function findBrowsers({ mayInstall }) {
  const missing = missingOnes();
  if (missing.length === 0 || !mayInstall || process.getuid?.() !== 0 || !onPath('apt-get')) return missing;
  console.log(`\n▸ installing ${missing.join(' and ')} (Debian packages)`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = (...args) => spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env });
  run('-qq', 'update');
  run('-qq', 'install', '-y', '--no-install-recommends', ...missing);
  return missingOnes();
}
