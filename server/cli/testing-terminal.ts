import { randomBytes } from 'node:crypto';
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
      (() => {
        throw new Error('no files here');
      }),
    clock: Date.now,
    randomBytes,
    fetch: world.fetch ?? (() => Promise.reject(new TypeError('no network here'))),
  });
  return call;
}
