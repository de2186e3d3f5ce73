import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

const BROWSERS = ['chromium', 'firefox-esr'];

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

/**
 * The browsers that the browser tests drive: the distribution's own, no downloads. Where they are missing and it is
 * possible (Debian packages, as root) they are installed.
 * @returns names of Debian packages that are still missing
 */
export function findBrowsers({ mayInstall }) {
  const missing = BROWSERS.filter((browser) => !onPath(browser));
  if (missing.length === 0 || !mayInstall || process.getuid?.() !== 0 || !onPath('apt-get')) return missing;
  console.log(`\n▸ installing ${missing.join(' and ')} (Debian packages)`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = (...args) => spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env });
  run('-qq', 'update');
  run('-qq', 'install', '-y', '--no-install-recommends', ...missing);
  return BROWSERS.filter((browser) => !onPath(browser));
}
