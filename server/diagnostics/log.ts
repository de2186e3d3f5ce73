import { type DestinationStream, type Logger, pino } from 'pino';

/** The log of all rooms: structured detail first, then a sentence. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'isLevelEnabled'> & {
  child(bindings: Record<string, unknown>): Log;
};

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * Members that are never written, at the top of a line or one level down: a safety net, since no code should log them.
 */
const SECRET_MEMBERS: ReadonlySet<string> = new Set([
  'apiKey',
  'authorization',
  'code',
  'digits',
  'token',
  'secret',
  'password',
  'endpoint',
  'p256dh',
  'auth',
  'privateKey',
  'databaseUrl',
  'subscription',
  'jws',
  'challenge',
  'decision',
  'receipt',
  'qr',
  'url',
]);
const CENSORED = '[secret]';

/** Done by hand: pino's own redaction takes four times as long as the rest of a line. */
function censor(detail: Record<string, unknown>, depth = 1): Record<string, unknown> {
  let censored = detail;
  for (const name in detail) {
    const value = detail[name];
    let instead = value;
    if (SECRET_MEMBERS.has(name)) instead = CENSORED;
    else if (depth > 0 && typeof value === 'object' && value !== null && !(value instanceof Error)) {
      instead = Array.isArray(value) ? value : censor(value as Record<string, unknown>, depth - 1);
    }
    if (instead === value) continue;
    if (censored === detail) censored = { ...detail };
    censored[name] = instead;
  }
  return censored;
}

/**
 * @param options.destination the stream for the lines, standard output when absent; tests hand in one to read them.
 */
export function createLog(options: { level: LogLevel; destination?: DestinationStream }): Log {
  const settings = {
    level: options.level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (detail: Record<string, unknown>) => censor(detail),
    },
    serializers: { err: describeError, error: describeError },
  };
  return options.destination === undefined ? pino(settings) : pino(settings, options.destination);
}

interface ErrorDescription {
  type: string;
  errorCode?: string;
  message: string;
  detail?: string;
  stack?: string;
  cause?: ErrorDescription;
}

/** An error for the log, without its own members, whatever their names (a database driver's error holds whole rows). */
function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) {
    return { type: typeof error, message: withoutSecrets(String(error)) };
  }
  const { code, logDetail } = error as { code?: unknown; logDetail?: unknown };
  return {
    type: error.name,
    ...(typeof code === 'string' ? { errorCode: code } : {}),
    message: withoutSecrets(error.message),
    ...(typeof logDetail === 'string' ? { detail: withoutSecrets(logDetail) } : {}),
    ...(error.stack === undefined ? {} : { stack: withoutSecrets(error.stack) }),
    ...(error.cause === undefined || depth >= 3 ? {} : { cause: describeError(error.cause, depth + 1) }),
  };
}

/** API keys, JWTs, credentials in URLs and paths of push endpoints, wherever a library put them into its message. */
const SECRET_TEXT: readonly [RegExp, string][] = [
  [/\bnod_[0-9A-Za-z]{12}_[0-9A-Za-z_-]{22,}/g, 'nod_[secret]'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, '[jwt]'],
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, '$1[secret]@'],
  [/(\bhttps:\/\/[^\s/"'#?]+)[/?#][^\s"']*/gi, '$1/…'],
];

function withoutSecrets(text: string): string {
  return SECRET_TEXT.reduce((kept, [pattern, instead]) => kept.replace(pattern, instead), text);
}
