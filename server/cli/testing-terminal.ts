import { randomBytes } from 'node:crypto';
import type { Terminal } from './command.ts';
import { run } from './run.ts';

export interface Call {
  exitCode: number;
  out: string;
  err: string;
}

/** Runs a command in this process, as `nod` would with this environment. It reaches only what is handed in. */
export async function nod(
  argv: readonly string[],
  environment: Record<string, string | undefined>,
  world: {
    fetch?: typeof fetch;
    readFile?: (path: string) => string;
    isTerminal?: boolean;
    ask?: (question: string) => Promise<string>;
    /** Files that are there, and those that are written. */
    files?: Map<string, string>;
    input?: string | ((signal: AbortSignal) => Promise<string>);
    rightsOf?: Terminal['rightsOf'];
    whenInterrupted?: (stop: () => void) => () => void;
    clock?: () => number;
  } = {},
): Promise<Call> {
  const call: Call = { exitCode: 0, out: '', err: '' };
  call.exitCode = await run(argv, {
    out: (text) => {
      call.out += text;
    },
    err: (text) => {
      call.err += text;
    },
    isTerminal: world.isTerminal ?? false,
    environment,
    systemUser: 'olga',
    ask: world.ask,
    readFile:
      world.readFile ??
      ((path) => {
        const text = world.files?.get(path);
        if (text === undefined) throw new Error('no such file here');
        return text;
      }),
    fileExists: (path) => world.files?.has(path) ?? false,
    writeNewFile(path, text) {
      if (world.files === undefined || world.files.has(path)) throw new Error('no files here, or this one is');
      world.files.set(path, text);
    },
    readInput: async (_maxBytes, signal) =>
      typeof world.input === 'function' ? world.input(signal) : (world.input ?? ''),
    rightsOf:
      world.rightsOf ??
      (() => {
        throw new Error('no files here');
      }),
    cwd: '/home/olga/project',
    whenInterrupted: world.whenInterrupted ?? (() => () => undefined),
    clock: world.clock ?? Date.now,
    randomBytes,
    fetch: world.fetch ?? (() => Promise.reject(new TypeError('no network here'))),
  });
  return call;
}
