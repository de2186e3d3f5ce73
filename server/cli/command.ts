import type { Clock, RandomBytes } from '../crypto/ids.ts';

/** What a command meets of the world; tests hand in their own. */
export interface Terminal {
  /** Standard output holds the answer and nothing else. */
  out(text: string): void;
  /** Standard error: errors, and what the log has to say. */
  err(text: string): void;
  /** Standard error too, but not with `--json`: hints for a person. */
  note(text: string): void;
  /** Whether a person looks at standard output: colours and frames are for them. */
  isTerminal: boolean;
  environment: Readonly<Record<string, string | undefined>>;
  readFile(path: string): string;
  clock: Clock;
  randomBytes: RandomBytes;
  fetch: typeof fetch;
}

export interface OptionSpec {
  /** `flag` takes no value, `text` one, `list` several (repeated, or with commas). */
  kind: 'flag' | 'text' | 'list';
  /** How the value is called in the help: `URL`. */
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
  options: Readonly<Record<string, OptionSpec>>;
  /** More lines for its `--help`: examples, what to do next. */
  details?: string;
  run(input: CommandInput, terminal: Terminal): Promise<Answer>;
}
