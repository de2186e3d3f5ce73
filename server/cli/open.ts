import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Accounts, createAccounts } from '../accounts/accounts.ts';
import { loadOrCreateKeys } from '../crypto/keys.ts';
import { createLog } from '../diagnostics/log.ts';
import { isLoopbackHost } from '../net/hosts.ts';
import type { Nod } from '../nod.ts';
import { type Config, readConfig } from '../settings/config.ts';
import { openStore, type Store } from '../store/store.ts';
import type { Terminal } from './command.ts';
import { CommandFailure, EXIT } from './failure.ts';

/** Any of these says that this is a real server, not the demo of `npm start`. */
const SERVER_VARIABLES = ['NOD_ORIGIN', 'NOD_DATABASE_URL', 'NOD_VAPID_SUBJECT', 'NOD_DEMO'] as const;
const DEMO_PORT = 4400;

/**
 * The settings of the server whose data this is, from the same variables as the server's. Where none is set, they are
 * those of the demo that `npm start` runs, so that `nod app create` works beside it. A localhost origin is always the
 * demo's.
 * @throws ConfigError
 */
export function readCommandConfig(environment: Terminal['environment']): { config: Config; assumedDemo: boolean } {
  const assumedDemo = SERVER_VARIABLES.every((name) => !environment[name]?.trim());
  const origin = assumedDemo ? `http://localhost:${environment.NOD_PORT?.trim() || DEMO_PORT}` : environment.NOD_ORIGIN;
  const url = URL.parse(origin?.trim() ?? '');
  const demo = environment.NOD_DEMO?.trim() || (url !== null && isLoopbackHost(url.hostname) ? '1' : undefined);
  const config = readConfig({ ...environment, NOD_ORIGIN: origin, NOD_DEMO: demo });
  return { config, assumedDemo };
}

/**
 * Refuses root in another user's data directory: the server couldn't read the files that root makes there (a key,
 * SQLite's log).
 * @throws CommandFailure config
 */
export function requireOwnData(dataDir: string): void {
  if (process.getuid?.() !== 0 || !existsSync(dataDir)) return;
  const { uid } = statSync(dataDir);
  if (uid !== 0) {
    throw new CommandFailure(
      EXIT.config,
      'wrong_user',
      `${dataDir} belongs to another user (${uid}), as whom the server runs. Run this as that user: sudo -u '#${uid}' …`,
    );
  }
}

/** Opens the database and the keys, for commands that need no more. */
export async function withAccounts<T>(
  terminal: Terminal,
  work: (parts: { config: Config; store: Store; accounts: Accounts }) => Promise<T>,
): Promise<T> {
  const { config } = readCommandConfig(terminal.environment);
  requireOwnData(config.dataDir);
  const { clock, randomBytes } = terminal;
  const keys = await loadOrCreateKeys(path.join(config.dataDir, 'keys'), { randomBytes });
  const store = await openStore({ databaseUrl: config.databaseUrl, dataDir: config.dataDir });
  try {
    const accounts = createAccounts({ store, clock, randomBytes, keys }, { allowHttpLocalhost: config.trying });
    return await work({ config, store, accounts });
  } finally {
    await store.close();
  }
}

/** Opens the whole server without starting it, which may be done beside one that serves the same database. */
export async function withNod<T>(terminal: Terminal, work: (nod: Nod) => Promise<T>): Promise<T> {
  const { config, assumedDemo } = readCommandConfig(terminal.environment);
  if (assumedDemo) {
    terminal.note(`NOD_ORIGIN is not set: this is taken for the demo of \`npm start\`, ${config.origin}.\n`);
  }
  requireOwnData(config.dataDir);
  const log = createLog({
    level: terminal.environment.NOD_LOG_LEVEL === undefined ? 'warn' : config.logLevel,
    destination: { write: (line) => terminal.err(line) },
  });
  // Loaded only here: commands that don't need it start in half the time.
  const { createNod } = await import('../nod.ts');
  const nod = await createNod(config, { clock: terminal.clock, randomBytes: terminal.randomBytes, log });
  try {
    return await work(nod);
  } finally {
    await nod.stop();
  }
}
