import type { Clock, RandomBytes } from '../crypto/ids.ts';
import type { FileRights } from './agents/file-rights.ts';

/** What a command can reach of the world; tests hand in their own. */
export interface Terminal {
  /** Standard output holds the answer and nothing else. */
  out(text: string): void;
  /** Standard error: errors, and what the log has to say. */
  err(text: string): void;
  /** Standard error too, but not with `--json`: hints for a person. */
  note(text: string): void;
  /** Whether standard output is a terminal that takes colours. */
  isTerminal: boolean;
  environment: Readonly<Record<string, string | undefined>>;
  /** The account on this machine that runs the command, for the log. */
  systemUser: string;
  /** Asks the person at the terminal, and waits for a line; undefined where there is none. */
  ask?: ((question: string) => Promise<string>) | undefined;
  readFile(path: string): string;
  fileExists(path: string): boolean;
  /** For its owner's eyes. @throws when it is there already */
  writeNewFile(path: string, text: string): void;
  /** Standard input, whole. @throws when it has more bytes, or `signal` gives it up */
  readInput(maxBytes: number, signal: AbortSignal): Promise<string>;
  /** What the account on this machine may do to a file or folder. @throws where there is none */
  rightsOf(path: string): FileRights;
  /** Where the command was called. */
  cwd: string;
  /** Calls once on Ctrl-C or SIGTERM, which end nothing by themselves meanwhile. @returns to be called when that is over */
  whenInterrupted(stop: () => void): () => void;
  clock: Clock;
  randomBytes: RandomBytes;
  fetch: typeof fetch;
}

export interface OptionSpec {
  /** `flag` takes no value, `text` one, `list` several (repeated, or with commas), `each` several, each as it is. */
  kind: 'flag' | 'text' | 'list' | 'each';
  /** The name of the value in the help: `URL`. */
  value?: string;
  help: string;
}

/** The values of a call, as the options' kinds say; absent options are undefined. */
export interface CommandInput {
  /** Arguments that aren't options, as many as `takes` names. */
  operands: string[];
  flag(name: string): boolean;
  text(name: string): string | undefined;
  list(name: string): string[] | undefined;
  /** A whole number. @throws CommandFailure usage */
  number(name: string): number | undefined;
}

/** The answer of a command in both forms. */
export interface Answer {
  /** For `--json`: one value. Times are RFC 3339. */
  json: unknown;
  /** For people. */
  text: string;
  /** Default 0. */
  exitCode?: number;
}

export interface Command {
  /** The words that call it: `app create`. */
  name: string;
  summary: string;
  /** Names of its operands, all required. */
  takes: readonly string[];
  /** What it takes in place of them where an option is given. */
  takesWith?: { option: string; takes: readonly string[] };
  options: Readonly<Record<string, OptionSpec>>;
  /** Its own exit code for a failure, where the usual ones are answers. @param usual of EXIT, or its own already */
  exitOf?(usual: number): number;
  /** More lines for its `--help`: examples, next steps. */
  details?: string;
  run(input: CommandInput, terminal: Terminal): Promise<Answer>;
}

const COMMON_OPTIONS = [
  ['--json', 'print the answer as one JSON value; errors as JSON on standard error'],
  ['--help', 'say what the command does'],
] as const;

/** The answer to `nod --help`. */
export function generalHelp(commands: readonly Command[]): string {
  return [
    'Nod: push authentication over Web Push.',
    '',
    'Usage: nod COMMAND [OPTIONS]',
    '',
    columns(commands.map((command) => [synopsis(command), command.summary])),
    '',
    columns([...COMMON_OPTIONS, ['--version', 'say which version this is, without a command']]),
    '',
    'The variables NOD_… say which server it is, as for the server itself; without any, the demo of `npm start`.',
    'Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not found, 4 wrong configuration, 5 exists already.',
  ].join('\n');
}

/** The answer to `nod app --help`, and to `nod app` alone. */
export function groupHelp(group: string, commands: readonly Command[]): string {
  return [
    `Usage: nod ${group} COMMAND [OPTIONS]`,
    '',
    columns(commands.map((command) => [synopsis(command), command.summary])),
    '',
    `\`nod ${group} COMMAND --help\` says more.`,
  ].join('\n');
}

/** The answer to `nod COMMAND --help`. */
export function commandHelp(command: Command): string {
  const options = Object.entries(command.options).map(
    ([name, { value, help }]) => [`--${name}${value === undefined ? '' : ` ${value}`}`, help] as const,
  );
  return [
    `${command.summary}.`,
    '',
    `Usage: nod ${synopsis(command)}${options.length > 0 ? ' [OPTIONS]' : ''}`,
    '',
    columns([...options, ...COMMON_OPTIONS]),
    ...(command.details === undefined ? [] : ['', command.details]),
  ].join('\n');
}

function synopsis(command: Command): string {
  return [command.name, ...command.takes].join(' ');
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}
