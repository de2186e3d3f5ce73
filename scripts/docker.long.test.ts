import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withProgram } from './testing-program.ts';
import {
  expectApp,
  freePort,
  registerAndClaim,
  runToEnd,
  type Served,
  serveInstalled,
  settingsFor,
} from './testing-served.ts';

// The Dockerfile is built by buildah where it is installed. Its base image can't be had without the internet, so another one of
// that name is made: Debian's smallest system (debootstrap), with the Node of our lock file. Where an engine is missing, the same
// steps are done in a folder.

const root = path.join(import.meta.dirname, '..');
const dockerfile = readFileSync(path.join(root, 'Dockerfile'), 'utf8');
const BASE = /^FROM (\S+)/m.exec(dockerfile)?.[1] ?? '';
const MINUTES_20 = 20 * 60_000;

const directory = mkdtempSync(path.join(tmpdir(), 'nod-docker-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const isThere = (program: string) => spawnSync(program, ['--version']).error === undefined;
const withEngine = process.getuid?.() === 0 && isThere('buildah') && isThere('debootstrap');
if (!withEngine)
  console.log('skipped: no container engine (buildah and debootstrap, as root): the same steps are done in a folder');

interface Built {
  /** What runs a program in it, with these settings. */
  command(argv: readonly string[], settings: Record<string, string>): string[];
  dataDir: string;
}

describe(`the image, ${withEngine ? 'by buildah' : 'its steps in a folder'}`, () => {
  let built: Built;
  let served: Served | undefined;
  beforeAll(() => {
    built = withEngine ? buildImage() : buildInFolder();
  }, MINUTES_20);
  afterAll(async () => {
    await served?.stop();
  });

  test('serves the app as a user of its own, is healthy, and its commands work beside it', async () => {
    const port = await freePort();
    const settings = settingsFor(port, built.dataDir);
    served = await serveInstalled(built.command(['nod-server', 'serve'], settings), {
      port,
      env: process.env as Record<string, string>,
    });
    await expectApp(served.url);
    const run = (...argv: string[]) => {
      const [program = '', ...rest] = built.command(argv, {
        ...settings,
        NOD_CALLED_AS: 'docker compose exec nod nod-server',
      });
      return runToEnd(program, rest);
    };
    await registerAndClaim((...argv) => run('nod-server', ...argv), served.url);
    expect(run('nod-server', 'user', 'create', 'bob', '--realm', 'home')).toContain(
      'Next: docker compose exec nod nod-server enroll bob',
    );
    const [, check = '[]'] = /^HEALTHCHECK .*?CMD (\[.*\])$/m.exec(dockerfile) ?? [];
    run(...(JSON.parse(check) as string[]));
    if (withEngine) expect(run('sh', '-c', 'id -un; touch /opt/nod-server/x 2>&1 || true')).toMatch(/^nod\n.*denied/s);
  });

  /** The Dockerfile itself. */
  function buildImage(): Built {
    const buildah = (...argv: string[]) =>
      execFileSync('buildah', ['--root', `${directory}/images`, '--runroot', `${directory}/run`, ...argv], {
        encoding: 'utf8',
        env: { ...process.env, STORAGE_DRIVER: 'vfs', BUILDAH_ISOLATION: 'chroot' },
        maxBuffer: 64 * 1024 * 1024,
      }).trim();
    const base = path.join(directory, 'base');
    execFileSync('debootstrap', ['--variant=minbase', '--include=ca-certificates', 'bookworm', base], {
      stdio: 'ignore',
    });
    const npm = path.resolve(realpathSync(execFileSync('which', ['npm'], { encoding: 'utf8' }).trim()), '../..');
    cpSync(realpathSync(process.execPath), path.join(base, 'usr/local/bin/node'));
    cpSync(npm, path.join(base, 'usr/local/lib/npm'), { recursive: true });
    symlinkSync('../lib/npm/bin/npm-cli.js', path.join(base, 'usr/local/bin/npm'));
    const certificates = '/etc/ssl/certs/ca-certificates.crt';
    cpSync(certificates, path.join(base, certificates));
    const made = buildah('from', 'scratch');
    buildah('add', '--quiet', made, base, '/');
    const usual = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
    buildah('config', '--env', usual, '--env', `NODE_EXTRA_CA_CERTS=${certificates}`, made);
    buildah('commit', '--quiet', '--rm', made, `docker.io/library/${BASE}`);
    rmSync(base, { recursive: true });
    buildah('bud', '--quiet', '--network', 'host', '--layers=false', '--tag', 'nod-server', root);
    const container = buildah('from', 'localhost/nod-server');
    return {
      dataDir: '/var/lib/nod',
      command: (argv, settings) => [
        'env',
        'STORAGE_DRIVER=vfs',
        'BUILDAH_ISOLATION=chroot',
        ...['buildah', '--root', `${directory}/images`, '--runroot', `${directory}/run`],
        ...['run', '--network', 'host', '--user', 'nod'],
        ...Object.entries(settings).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
        ...[container, '--', ...argv],
      ],
    };
  }

  /** Its first stage, line by line: /src and /opt are folders of this test. */
  function buildInFolder(): Built {
    const source = path.join(directory, 'src');
    const opt = path.join(directory, 'opt');
    mkdirSync(opt);
    const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' });
    for (const file of files.split('\0').filter(Boolean)) {
      mkdirSync(path.dirname(path.join(source, file)), { recursive: true });
      cpSync(path.join(root, file), path.join(source, file));
    }
    const [first = ''] = dockerfile.split(/^FROM .*$/m).slice(1);
    const steps = [...first.matchAll(/^RUN (.+)$/gm)].map(([, step = '']) => step.replaceAll('/opt/', `${opt}/`));
    expect(steps.length).toBeGreaterThan(2);
    for (const step of steps) runToEnd('sh', ['-c', step], { cwd: source });
    const bin = path.join(directory, 'bin');
    mkdirSync(bin);
    symlinkSync(path.join(opt, 'nod-server/bin/nod-server.mjs'), path.join(bin, 'nod-server'));
    return {
      dataDir: path.join(directory, 'data'),
      command: (argv, settings) => [
        'env',
        `PATH=${bin}:${process.env.PATH}`,
        ...Object.entries(settings).map(([name, value]) => `${name}=${value}`),
        ...argv,
      ],
    };
  }
});

withProgram('caddy', (caddy) => {
  test('compose.yaml: Caddy reads its file, and leads to Nod, which believes it', () => {
    const compose = readFileSync(path.join(root, 'compose.yaml'), 'utf8');
    const adapted = runToEnd(caddy, ['adapt', '--config', path.join(root, 'docker/Caddyfile')], {
      env: { ...process.env, NOD_HOSTNAME: 'nod.example.org' },
    });
    expect(adapted).toContain('"host":["nod.example.org"]');
    expect(adapted).toContain('"upstreams":[{"dial":"nod:4400"}]');
    const [, trusted] = /NOD_TRUSTED_PROXIES: (\S+)/.exec(compose) ?? [];
    expect(compose.slice(compose.indexOf('\n  caddy:'))).toContain(`ipv4_address: ${trusted}\n`);
  });
});
