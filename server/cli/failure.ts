import { KeyFileError } from '../crypto/key-files.ts';
import { NodError, type NodErrorCode } from '../diagnostics/errors.ts';
import { ConfigError } from '../settings/config.ts';
import { explainTrouble } from '../store/trouble.ts';

/** Exit codes that scripts may rely on. `nod --help` lists them. */
export const EXIT = { ok: 0, failed: 1, usage: 2, notFound: 3, config: 4, exists: 5 } as const;

/** Ends a command: one sentence for the person at the terminal, and where it helps, another with the next step. */
export class CommandFailure extends Error {
  readonly exitCode: number;
  readonly code: string;

  constructor(exitCode: number, code: string, message: string) {
    super(message);
    this.name = 'CommandFailure';
    this.exitCode = exitCode;
    this.code = code;
  }
}

export function usageFailure(message: string): CommandFailure {
  return new CommandFailure(EXIT.usage, 'usage', message);
}

const EXIT_BY_CODE: Partial<Record<NodErrorCode, number>> = {
  request_malformed: EXIT.usage,
  realm_required: EXIT.usage,
  application_unknown: EXIT.notFound,
  realm_unknown: EXIT.notFound,
  user_unknown: EXIT.notFound,
  device_unknown: EXIT.notFound,
  username_taken: EXIT.exists,
  name_taken: EXIT.exists,
};

/** Turns any error into what terminal and scripts get. Of an unexpected error only the first line is shown. */
export function toCommandFailure(error: unknown): CommandFailure {
  if (error instanceof CommandFailure) return error;
  if (error instanceof NodError) {
    return new CommandFailure(EXIT_BY_CODE[error.code] ?? EXIT.failed, error.code, error.message);
  }
  if (error instanceof ConfigError) return new CommandFailure(EXIT.config, 'config', error.message);
  if (error instanceof KeyFileError) return new CommandFailure(EXIT.config, `key_file_${error.code}`, error.message);
  const trouble = explainTrouble(error);
  if (trouble !== undefined) return new CommandFailure(EXIT.failed, trouble.code, trouble.words);
  const line = error instanceof Error ? error.message.split('\n', 1)[0] : 'unknown error';
  return new CommandFailure(EXIT.failed, 'failed', `It did not work: ${line}`);
}
