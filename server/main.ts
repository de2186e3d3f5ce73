import { randomBytes } from 'node:crypto';
import { asCalled } from './cli/called-as.ts';
import { KeyFileError } from './crypto/key-files.ts';
import { createLog } from './diagnostics/log.ts';
import { type RunningServer, serve } from './listen.ts';
import { createNod } from './nod.ts';
import { ConfigError, readConfig } from './settings/config.ts';

/** sysexits.h: EX_CONFIG and EX_UNAVAILABLE, so that a service manager can tell them apart. */
const EXIT_CONFIG = 78;
const EXIT_UNAVAILABLE = 69;

/** In lines for people: see scripts/nod.mjs. */
const calledAs = process.env.NOD_CALLED_AS;
const printAsCalled = (line: string) => process.stdout.write(asCalled(line, calledAs));

/** Environment → dependencies → listen. SIGTERM and SIGINT stop the server; a second one stops it at once. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog({ level: config.logLevel, ...(calledAs ? { destination: { write: printAsCalled } } : {}) });
  const nod = await createNod(config, { clock: Date.now, randomBytes, log });
  const starting = serve(nod, log);

  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) {
      log.warn({ signal }, 'stopped at once');
      process.exit(1);
    }
    stopping = true;
    const end = (server: RunningServer) =>
      server.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.fatal({ err: error }, 'could not stop properly');
          process.exit(1);
        },
      );
    // If the start fails, the code below that waits for it says why.
    starting.then(end, () => undefined);
  };
  // Installed before the log says that the server listens: otherwise a signal in between would just kill it.
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // An error that no code has caught leaves an unknown state behind: a restart is safer than going on.
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'stopped by an error that nobody expected');
    process.exit(1);
  });
  await starting.catch(async (error: unknown) => {
    await nod.stop();
    throw error;
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${asCalled(explain(error), calledAs)}\n`);
  process.exit(error instanceof ConfigError ? EXIT_CONFIG : EXIT_UNAVAILABLE);
});

/** What went wrong, for the person who has just started the server. */
function explain(error: unknown): string {
  if (error instanceof ConfigError || error instanceof KeyFileError) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return 'NOD_PORT wants a free port: another program listens at this one.';
  if (code === 'EACCES') return 'NOD_PORT wants a port that this user may open (above 1023, mostly).';
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND')
    return `The database of NOD_DATABASE_URL does not answer (${code}).`;
  return `Nod could not start: ${message}`;
}
