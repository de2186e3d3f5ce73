import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { rightsOf } from './agents/file-rights.ts';
import { armHook } from './agents/last-word.ts';
import { readInput } from './read-input.ts';
import { run } from './run.ts';

const INTERRUPTIONS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The entry of `nod …`: hands the process's arguments and environment to `run`. */
// A reader that has seen enough (`nod app list | head`) is no error.
const argv = process.argv.slice(2);
// For an agent a hook that nobody heard, or that broke, must not look like one that has nothing against it.
const hook = armHook(argv);
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(hook?.blocks);
  throw error;
});
// What is written there nobody needs to hear. Thrown, it would end `nod ask` with the exit code of a no.
process.stderr.on('error', () => undefined);
process.exitCode = await run(argv, {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  isTerminal: process.stdout.isTTY === true && !process.env.NO_COLOR,
  environment: process.env,
  systemUser: systemUser(),
  ask: process.stdin.isTTY === true ? ask : undefined,
  readFile: (path) => readFileSync(path, 'utf8'),
  fileExists: existsSync,
  writeNewFile: (path, text) => writeFileSync(path, text, { mode: 0o600, flag: 'wx' }),
  readInput: (maxBytes, signal) => readInput(process.stdin, maxBytes, signal),
  rightsOf,
  cwd: process.cwd(),
  whenInterrupted,
  clock: Date.now,
  randomBytes,
  fetch,
});
// Calls that still run, and an input that nobody closes, would hold it beyond the agent's patience.
if (hook !== undefined) process.stdout.write('', () => process.exit());

/** By standard error: standard output holds the answer alone. An end of the input is an empty line. */
async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new AbortController();
  lines.once('close', () => ended.abort());
  try {
    return await lines.question(question, { signal: ended.signal });
  } catch (error) {
    if (ended.signal.aborted) return '';
    throw error;
  } finally {
    lines.close();
  }
}

function whenInterrupted(stop: () => void): () => void {
  for (const signal of INTERRUPTIONS) process.once(signal, stop);
  return () => {
    for (const signal of INTERRUPTIONS) process.off(signal, stop);
  };
}

/** Who is at the terminal: behind `sudo` it is who called that. A container may run under a number that has no name. */
function systemUser(): string {
  try {
    return process.env.SUDO_USER || userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
