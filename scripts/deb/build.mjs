import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { npmCommand, root } from '../setup.mjs';
import { copyright } from './copyright.mjs';

/** Debian's names of architectures → Node's. */
export const ARCHITECTURES = { amd64: 'x64', arm64: 'arm64' };

const OUT = path.join(root, 'dist', 'packages');
const FILES = path.join(import.meta.dirname, 'files');
const LIB = 'usr/lib/nod-server';
const DOC = 'usr/share/doc/nod-server';

/** Where each file of files/ goes, and its mode. */
const PLACES = [
  ['nod-server', 'usr/bin/nod-server', 0o755],
  ['nod-server.service', 'lib/systemd/system/nod-server.service', 0o644],
  ['nod.env', 'etc/nod/nod.env', 0o640],
  ['defaults.env', `${LIB}/defaults.env`, 0o644],
  ['lintian-overrides', 'usr/share/lintian/overrides/nod-server', 0o644],
  ['postinst', 'DEBIAN/postinst', 0o755],
  ['prerm', 'DEBIAN/prerm', 0o755],
  ['postrm', 'DEBIAN/postrm', 0o755],
];

/**
 * Makes a Debian package of dist/packages/nod-server-….tgz (`npm run pack`): the server with its production dependencies, at
 * the versions and hashes of its lock file, and a Node of its own, since Debian 12 has none that is new enough.
 * @param options.compression of dpkg-deb: less for a test
 * @returns the package's path
 */
export function buildDeb({ arch, compression = ['-Zxz', '-z1'] }) {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const tarball = path.join(OUT, `nod-server-${version}.tgz`);
  if (!existsSync(tarball)) throw new Error('There is no package of the server: npm run pack nod-server');
  const stage = path.join(OUT, '.deb');
  rmSync(stage, { recursive: true, force: true });
  const at = (file) => path.join(stage, file);
  for (const folder of [LIB, DOC, 'DEBIAN', 'usr/share/man/man8']) mkdirSync(at(folder), { recursive: true });

  execFileSync('tar', ['-xzf', tarball, '-C', at(LIB), '--strip-components=1']);
  npm(['ci', '--omit=dev', '--ignore-scripts', '--os=linux', `--cpu=${ARCHITECTURES[arch]}`, '--libc=glibc'], at(LIB));
  const licences = copyright(at(LIB), addNode(at(LIB), arch));
  leaveOut(at(LIB), arch);

  for (const [name, place] of PLACES) {
    mkdirSync(path.dirname(at(place)), { recursive: true });
    cpSync(path.join(FILES, name), at(place));
  }
  const debVersion = version.replace('-', '~');
  const date = new Date(Number(sourceDate()) * 1000).toUTCString().replace('GMT', '+0000');
  const entry = `  * What has changed: /${DOC}/NEWS.gz.\n\n -- ${maintainer()}  ${date}\n`;
  const changelog = `nod-server (${debVersion}) stable; urgency=medium\n\n${entry}`;
  writeFileSync(at(`${DOC}/copyright`), licences);
  writeFileSync(at(`${DOC}/changelog.gz`), zipped(changelog));
  writeFileSync(at(`${DOC}/NEWS.gz`), zipped(readFileSync(path.join(root, 'CHANGELOG.md'))));
  writeFileSync(at('usr/share/man/man8/nod-server.8.gz'), zipped(readFileSync(path.join(FILES, 'nod-server.8'))));
  writeFileSync(at('DEBIAN/conffiles'), '/etc/nod/nod.env\n');
  writeFileSync(at('DEBIAN/control'), control({ arch, version: debVersion, installedSize: kibibytes(stage) }));
  // Whatever the umask is of who builds it: nothing is writable by root's group, and two builds are one.
  execFileSync('chmod', ['-R', 'u=rwX,go=rX', stage]);
  for (const [, place, mode] of PLACES) chmodSync(at(place), mode);

  const deb = path.join(OUT, `nod-server_${debVersion}_${arch}.deb`);
  execFileSync('dpkg-deb', [...compression, '--root-owner-group', '--build', stage, deb], {
    env: { ...process.env, SOURCE_DATE_EPOCH: sourceDate() },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  rmSync(stage, { recursive: true, force: true });
  return deb;
}

/**
 * Puts the Node of this architecture in, which comes as a package, and has to be the one of our lock file.
 * @returns its licence
 */
function addNode(lib, arch) {
  const name = `node-linux-${ARCHITECTURES[arch]}`;
  const { version, integrity } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages[
    `node_modules/${name}`
  ];
  const work = path.join(OUT, '.node');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const [{ filename, integrity: got }] = JSON.parse(npm(['pack', '--json', `${name}@${version}`], work));
  if (got !== integrity) throw new Error(`${name} ${version} is not the one of package-lock.json.`);
  execFileSync('tar', ['-xzf', path.join(work, filename), '-C', work]);
  cpSync(path.join(work, 'package', 'bin', 'node'), path.join(lib, 'bin', 'node'));
  chmodSync(path.join(lib, 'bin', 'node'), 0o755);
  const licence = readFileSync(path.join(work, 'package', 'LICENSE'), 'utf8');
  rmSync(work, { recursive: true, force: true });
  return licence;
}

/** What nothing reads when the server runs: sources, other platforms' binaries, types, tests, texts that /usr/share/doc has. */
function leaveOut(lib, arch) {
  const modules = path.join(lib, 'node_modules');
  const native = path.join(modules, 'better-sqlite3');
  const prebuilds = readdirSync(path.join(native, 'prebuilds'));
  const foreign = prebuilds.filter((file) => file !== `linux-${ARCHITECTURES[arch]}.node`);
  const parts = ['deps', 'src', 'binding.gyp', ...foreign.map((file) => `prebuilds/${file}`)];
  for (const part of parts) rmSync(path.join(native, part), { recursive: true });
  for (const file of readdirSync(lib, { recursive: true, withFileTypes: true })) {
    const whole = path.join(file.parentPath, file.name);
    const inModule = whole.startsWith(`${modules}${path.sep}`);
    if (inModule && UNREAD.test(file.name)) rmSync(whole, { recursive: true, force: true });
    else if (file.isFile() && existsSync(whole))
      chmodSync(whole, whole === path.join(lib, 'bin', 'node') ? 0o755 : 0o644);
  }
  for (const text of ['LICENSE', 'README.md']) rmSync(path.join(lib, text));
}

const UNREAD =
  /^(?:\..*|tests?|docs?|examples?|bench(?:marks?)?|(?:licen[cs]e|copying|notice)(?:-[^.]*)?(?:\.txt)?|.*\.(?:[cm]?ts|map|md|markdown|html|sh))$/i;

const control = ({ arch, version, installedSize }) => `Package: nod-server
Version: ${version}
Architecture: ${arch}
Maintainer: ${maintainer()}
Installed-Size: ${installedSize}
Depends: adduser, init-system-helpers (>= 1.54), libc6 (>= 2.28), libgcc-s1, libstdc++6 (>= 8)
Suggests: caddy | nginx | haproxy, postgresql-client
Section: net
Priority: optional
Description: self-hosted push authentication over Web Push
 Somebody signs in, or does something else that is worth a second look, and
 their phone asks whether it is them. Nod is the server that asks, by the
 browsers' own push services, and the web app that answers.
 .
 This package brings the Node.js that it runs on. Keys and data are in
 /var/lib/nod, settings in /etc/nod/nod.env.
`;

function npm(args, cwd) {
  const [command, ...first] = npmCommand();
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  return execFileSync(command, [...first, ...args, ...quiet], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** As Debian's own tools take it. */
function maintainer() {
  const { DEBFULLNAME = 'The Nod authors', DEBEMAIL = 'nod@localhost' } = process.env;
  return `${DEBFULLNAME} <${DEBEMAIL}>`;
}

/** Seconds since 1970, so that the same commit makes the same package. */
function sourceDate() {
  if (process.env.SOURCE_DATE_EPOCH) return process.env.SOURCE_DATE_EPOCH;
  try {
    return execFileSync('git', ['log', '-1', '--format=%ct'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    // Not a checkout: what is packed says when it was changed.
    return '0';
  }
}

const zipped = (text) => gzipSync(text, { level: 9 });

function kibibytes(folder) {
  return Number(
    execFileSync('du', ['-sk', '--apparent-size', '--exclude=DEBIAN', folder], { encoding: 'utf8' }).split('\t')[0],
  );
}
