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

/** Members of what is refused, as the options that fill them: that is what was typed. */
const OPTION_OF: Readonly<Record<string, string>> = {
  origins: '--origin',
  loginPaths: '--login-path',
  match: '--match',
  originRequired: '--origin-required',
  userVerification: '--user-verification',
  unknownBrowser: '--unknown-browser',
  pairing: '--pairing',
  digits: '--digits',
  ttlSeconds: '--ttl',
  scopes: '--scope',
  webhook: '--webhook-url',
  'webhook.username': '--webhook-user',
  'webhook.password': '--webhook-password-file',
  overlapSeconds: '--overlap',
  displayName: '--display-name',
};

/** `"origins.0" must …`, `The value origins: …` and `origins: …` begin with the option. */
function inOptions(message: string): string {
  return message.replace(
    /^(?:The value )?"?(([A-Za-z]+)(?:\.\w+)?)"?(?=[: ])/,
    (subject, full: string, member: string) => {
      return OPTION_OF[full] ?? OPTION_OF[member] ?? subject;
    },
  );
}

/** Where a command has a next step of its own. */
function nextStepOf({ code }: NodError): string {
  return code === 'last_device' ? ' If you mean it: --even-if-last' : '';
}

/** Turns any error into what terminal and scripts get. Of an unexpected error only the first line is shown. */
export function toCommandFailure(error: unknown): CommandFailure {
  if (error instanceof CommandFailure) return error;
  if (error instanceof NodError) {
    const message = error.code === 'request_malformed' ? inOptions(error.message) : error.message + nextStepOf(error);
    return new CommandFailure(EXIT_BY_CODE[error.code] ?? EXIT.failed, error.code, message);
  }
  if (error instanceof ConfigError) return new CommandFailure(EXIT.config, 'config', error.message);
  if (error instanceof KeyFileError) return new CommandFailure(EXIT.config, `key_file_${error.code}`, error.message);
  const trouble = explainTrouble(error);
  if (trouble !== undefined) return new CommandFailure(EXIT.failed, trouble.code, trouble.words);
  const line = error instanceof Error ? error.message.split('\n', 1)[0] : 'unknown error';
  return new CommandFailure(EXIT.failed, 'failed', `It did not work: ${line}`);
}
