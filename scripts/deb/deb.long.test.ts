import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withProgram } from '../testing-program.ts';
import { expectApp, freePort, registerAndClaim, runToEnd, type Served, serveInstalled } from '../testing-served.ts';
import { buildDeb } from './build.mjs';

// The package is installed on this very machine, so only where nothing of it is there already.

const PLACES = ['/etc/nod', '/var/lib/nod', '/usr/bin/nod-server'];
const obstacle = () => {
  if (process.getuid?.() !== 0) return 'this is not root';
  if (existsSync('/run/systemd/system')) return 'systemd runs here, and would start it';
  const there = PLACES.find((place) => existsSync(place));
  if (there !== undefined) return `${there} is there already`;
  return hasUser() ? 'there is a user nod already' : undefined;
};
const hasUser = () => spawnSync('getent', ['passwd', 'nod']).status === 0;

withProgram('dpkg', (dpkg) => {
  const reason = obstacle();
  if (reason !== undefined) {
    console.log(`skipped: a .deb is not installed here: ${reason}`);
    test.skip(`not here: ${reason}`, () => undefined);
    return;
  }

  describe('the Debian package', () => {
    const directory = mkdtempSync(path.join(tmpdir(), 'nod-deb-'));
    const unit = () => readFileSync('/lib/systemd/system/nod-server.service', 'utf8');
    let deb: string;
    let port: number;
    let served: Served | undefined;
    let apiKey: string;

    beforeAll(async () => {
      runToEnd(process.execPath, [path.join(import.meta.dirname, '..', 'pack.mjs'), 'nod-server']);
      const arch = runToEnd(dpkg, ['--print-architecture']).trim();
      // As it is for most people.
      process.umask(0o002);
      deb = buildDeb({ arch, compression: ['-Zgzip', '-z1'] });
      port = await freePort();
    });
    afterAll(async () => {
      await served?.stop();
      spawnSync(dpkg, ['--purge', 'nod-server']);
      rmSync(directory, { recursive: true, force: true });
    });

    const install = (file: string) => runToEnd(dpkg, ['--install', file]);
    const nod = (...argv: string[]) => runToEnd('/usr/bin/nod-server', argv);
    const as = (user: string, group: string) => ['setpriv', `--reuid=${user}`, `--regid=${group}`, '--init-groups'];
    const runAs = (user: string, group: string, ...argv: string[]) =>
      spawnSync('env', [...as(user, group), ...argv], { encoding: 'utf8' });
    /** As systemd does. */
    const start = () => {
      const [, line = ''] = /^ExecStart=(.+)$/m.exec(unit()) ?? [];
      const [, user = ''] = /^User=(.+)$/m.exec(unit()) ?? [];
      return serveInstalled([...as(user, user), ...line.split(' ')], { port, cwd: '/var/lib/nod' });
    };

    test('is installed without a question, and says what it needs', () => {
      expect(install(deb)).toContain('Set NOD_ORIGIN and NOD_VAPID_SUBJECT in /etc/nod/nod.env');
      expect(hasUser()).toBe(true);
      expect(statSync('/var/lib/nod').mode & 0o777).toBe(0o700);
      expect(statSync('/etc/nod/nod.env')).toMatchObject({ uid: 0, gid: statSync('/var/lib/nod').gid });
      expect(statSync('/etc/nod/nod.env').mode & 0o777).toBe(0o640);
      const tooEarly = spawnSync('/usr/bin/nod-server', ['realm', 'list'], { encoding: 'utf8' });
      expect([tooEarly.status, tooEarly.stderr]).toEqual([4, expect.stringContaining('first set NOD_ORIGIN')]);
      expect(runAs('nod', 'nod', '/usr/bin/nod-server', 'serve')).toMatchObject({ status: 78 });
      const copyright = readFileSync('/usr/share/doc/nod-server/copyright', 'utf8');
      for (const part of ['better-sqlite3 ', 'preact ', 'Node.js (', 'The Nod authors'])
        expect(copyright).toContain(part);
    });

    test('nothing in it can be changed by others than root', () => {
      const listed = runToEnd('dpkg-deb', ['--contents', deb]).trim().split('\n');
      expect(listed.length).toBeGreaterThan(100);
      expect(listed.filter((line) => !/^(?:l|.....-..-.) ?/.test(line) || !line.includes(' root/root '))).toEqual([]);
    });

    test('its unit is one that systemd can read, and closes what a server needs not', () => {
      const verified = spawnSync('systemd-analyze', ['verify', '/lib/systemd/system/nod-server.service'], {
        encoding: 'utf8',
      });
      if (verified.error) console.log('skipped: systemd-analyze is not installed');
      else expect(verified.stderr.split('\n').filter((line) => line.includes('nod-server'))).toEqual([]);
      for (const line of [
        'NoNewPrivileges=yes',
        'ProtectSystem=strict',
        'ReadWritePaths=/var/lib/nod',
        'CapabilityBoundingSet=',
      ])
        expect(unit()).toMatch(new RegExp(`^${line}$`, 'm'));
    });

    test('serves with the settings of nod.env, which its commands have too', async () => {
      const settings = readFileSync('/etc/nod/nod.env', 'utf8')
        .replace('#NOD_ORIGIN=', 'NOD_ORIGIN=')
        .replace('#NOD_VAPID_SUBJECT=mailto:ops@example.org', 'NOD_VAPID_SUBJECT=mailto:ops@nod.dev')
        .replace('NOD_PORT=4400', `NOD_PORT=${port}`);
      writeFileSync('/etc/nod/nod.env', settings);
      served = await start();
      await expectApp(served.url);
      apiKey = await registerAndClaim(nod, served.url);
      // What root's commands wrote is the server's.
      expect(statSync('/var/lib/nod/nod.sqlite').uid).toBe(statSync('/var/lib/nod').uid);
      expect(runToEnd('env', ['SUDO_USER=olga', 'nod-server', 'user', 'create', 'bob', '--realm', 'home'])).toContain(
        'Next: sudo nod-server enroll bob',
      );
    });

    test('others can’t read its settings, nor run its commands, but those of clients', () => {
      const nobody = (...argv: string[]) => runAs('nobody', 'nogroup', '/usr/bin/nod-server', ...argv);
      expect(nobody('user', 'show', 'alice')).toMatchObject({ status: 4, stdout: '' });
      expect(runAs('nobody', 'nogroup', 'cat', '/etc/nod/nod.env').status).not.toBe(0);
      expect(nobody('--help').status).toBe(0);
      expect(nobody('ask', '--help').status).toBe(0);
    });

    test('keeps data and settings when it is upgraded', async () => {
      expect(await served?.stop()).toBe(0);
      const unpacked = path.join(directory, 'newer');
      runToEnd('dpkg-deb', ['--raw-extract', deb, unpacked]);
      const control = path.join(unpacked, 'DEBIAN', 'control');
      writeFileSync(control, readFileSync(control, 'utf8').replace(/^Version: .*$/m, 'Version: 99.0.0'));
      const newer = path.join(directory, 'newer.deb');
      runToEnd('dpkg-deb', ['-Zgzip', '-z1', '--build', unpacked, newer]);
      expect(install(newer)).not.toContain('NOD_ORIGIN');
      expect(runToEnd('dpkg-query', ['--show', 'nod-server'])).toContain('99.0.0');
      served = await start();
      const answer = await fetch(`${served.url}/v1/users/alice`, { headers: { authorization: `Bearer ${apiKey}` } });
      // It is this server's key: only its scope doesn't reach so far.
      expect(answer.status).toBe(403);
      expect(nod('user', 'show', 'alice')).toContain('home');
      expect(await served.stop()).toBe(0);
      served = undefined;
    });

    test('keeps both when it is removed, and nothing when it is purged', () => {
      runToEnd(dpkg, ['--remove', 'nod-server']);
      expect(existsSync('/usr/lib/nod-server')).toBe(false);
      expect(existsSync('/var/lib/nod/nod.sqlite')).toBe(true);
      expect(readFileSync('/etc/nod/nod.env', 'utf8')).toContain(`NOD_PORT=${port}`);
      install(deb);
      expect(nod('user', 'show', 'alice')).toContain('home');
      runToEnd(dpkg, ['--purge', 'nod-server']);
      for (const place of PLACES) expect([place, existsSync(place)]).toEqual([place, false]);
      expect(hasUser()).toBe(false);
    });
  });
});
