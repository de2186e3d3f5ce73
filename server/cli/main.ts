import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { run } from './run.ts';

/** The entry of `nod …`: hands the process's arguments and environment to `run`. */
// A reader that has seen enough (`nod app list | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});
process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  isTerminal: process.stdout.isTTY === true && !process.env.NO_COLOR,
  environment: process.env,
  systemUser: systemUser(),
  readFile: (path) => readFileSync(path, 'utf8'),
  clock: Date.now,
  randomBytes,
  fetch,
});

/** A container may run under a number that has no name. */
function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
