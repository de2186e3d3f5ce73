import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isLanguage, LANGUAGES, type Language } from '../../shared/languages/languages.ts';
import { LOG_LEVELS, type LogLevel } from '../diagnostics/log.ts';
import { isLoopbackHost } from '../net/hosts.ts';
import { type MailConfig, readMail } from './mail.ts';
import {
  type Complain,
  got,
  readHost,
  readOrigin,
  readPort,
  readPushHosts,
  readPushRewrites,
  readTls,
  readTrustedProxies,
  readVapidSubject,
} from './network.ts';

/** The server's settings, checked. Only main.ts and the CLI read the environment, and only through `readConfig`. */
export interface Config {
  /** Public origin: issuer of what the server signs, audience of what devices sign. */
  readonly origin: string;
  /** 0 means any free port (tests). */
  readonly port: number;
  /** Address to listen at; undefined means all of them. */
  readonly host: string | undefined;
  /** Absolute path. */
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  /** For how many days challenges, receipts and events are kept; 0: for ever; undefined: as the database says. */
  readonly retentionDays: number | undefined;
  /** After so many days without use a device is suspended; 0: never. */
  readonly deviceIdleDays: number;
  /** After so many hours a new device that waits may be let in without a yes of another one; 0: never. */
  readonly recoveryDelayHours: number;
  readonly vapidSubject: string;
  /** Addresses and CIDR ranges whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  /** Push hosts allowed beside the built-in ones; `*.` in front means any subdomain. */
  readonly pushHosts: readonly string[];
  /** Test only: pushes to this endpoint host go to that URL. */
  readonly pushRewrites: ReadonlyMap<string, string>;
  /** PEM contents, when the server itself is to speak HTTPS. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
  readonly serverName: string;
  /** What e-mails are in to users whose devices have said no language. */
  readonly language: Language;
  /** NOD_DEMO=1. It loosens no check by itself: see `trying`. */
  readonly demo: boolean;
  /** NOD_DEMO=1 and a localhost origin: nobody else's phone or browser can reach this server, and some checks are loosened. */
  readonly trying: boolean;
  readonly pullAllowed: boolean;
  /** Whether one of a user's devices has to say yes to each further one. */
  readonly vouch: 'required' | 'off';
  readonly logLevel: LogLevel;
  /** Where announcements go by e-mail; undefined: nowhere. */
  readonly mail: MailConfig | undefined;
  /** A database that says where addresses are; undefined: nobody knows. Absolute path; read and checked at the start. */
  readonly placesFile: string | undefined;
  /** Bearer token for /metrics; without one only this very machine may read it. */
  readonly metricsToken: string | undefined;
}

/** `problems` holds one sentence per variable that is wrong: its name, its value unless secret, and what it wants. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration can't be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Checks the whole environment at once.
 * @param readFile reads a PEM file, and throws when it can't
 * @throws ConfigError with every problem that was found
 */
export function readConfig(
  environment: Environment,
  readFile: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): Config {
  const problems: string[] = [];
  const complain: Complain = (problem) => problems.push(problem);
  // An empty variable counts as absent: that is what `NOD_X= nod serve` and unit files mean.
  const read = (name: string) => environment[name]?.trim() || undefined;

  const demo = readFlag('NOD_DEMO', read('NOD_DEMO'), false, complain);
  const origin = readOrigin(read('NOD_ORIGIN'), demo, complain);
  const loopback = origin !== undefined && isLoopbackHost(new URL(origin).hostname);
  const trying = demo && loopback;
  const config: Config = {
    origin: origin ?? '',
    port: readPort(read('NOD_PORT'), complain),
    host: readHost(read('NOD_HOST'), complain) ?? (trying ? '127.0.0.1' : undefined),
    dataDir: resolve(read('NOD_DATA_DIR') ?? './data'),
    databaseUrl: readDatabaseUrl(read('NOD_DATABASE_URL'), complain),
    retentionDays: readRetentionDays(read('NOD_RETENTION_DAYS'), complain),
    deviceIdleDays: readDeviceIdleDays(read('NOD_DEVICE_IDLE_DAYS'), complain),
    recoveryDelayHours: readRecoveryDelay(read('NOD_RECOVERY_DELAY'), complain),
    vapidSubject: readVapidSubject(read('NOD_VAPID_SUBJECT'), trying, complain),
    trustedProxies: readTrustedProxies(read('NOD_TRUSTED_PROXIES'), complain),
    pushHosts: readPushHosts(read('NOD_PUSH_HOSTS'), complain),
    pushRewrites: readPushRewrites(read('NOD_TEST_PUSH_REWRITE'), trying, complain),
    tls: readTls(read('NOD_TLS_CERT'), read('NOD_TLS_KEY'), readFile, complain),
    serverName: readName(read('NOD_NAME'), origin, complain),
    language: readLanguage(read('NOD_LANGUAGE'), complain),
    demo,
    trying,
    pullAllowed: readFlag('NOD_PULL', read('NOD_PULL'), true, complain),
    vouch: readVouch(read('NOD_VOUCH'), complain),
    logLevel: readLogLevel(read('NOD_LOG_LEVEL'), complain),
    mail: readMail(read('NOD_SMTP_URL'), read('NOD_SMTP_FROM'), complain),
    placesFile: readFilePath(read('NOD_PLACES')),
    metricsToken: readMetricsToken(read('NOD_METRICS_TOKEN'), complain),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

const readFilePath = (value: string | undefined) => (value === undefined ? undefined : resolve(value));

function readDatabaseUrl(value: string | undefined, complain: Complain): string | undefined {
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url !== undefined && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1) return value;
  // The value may hold a password, so no part of it is repeated, however harmless it looks.
  complain(
    `NOD_DATABASE_URL wants postgres://user:password@host/database, or to be absent for SQLite; what it got is ${
      url === undefined
        ? 'no URL'
        : /^postgres(ql)?:$/.test(url.protocol)
          ? 'a URL without a database name'
          : 'not a postgres:// URL'
    }.`,
  );
  return undefined;
}

function readRetentionDays(value: string | undefined, complain: Complain): number | undefined {
  if (value === undefined || /^\d{1,5}$/.test(value)) return value === undefined ? undefined : Number(value);
  complain(`NOD_RETENTION_DAYS wants a number of days, or 0 to keep all logins and events; ${got(value)}.`);
  return undefined;
}

function readDeviceIdleDays(value: string | undefined, complain: Complain): number {
  if (value === undefined || /^(0|[1-9]\d{1,3})$/.test(value)) return Number(value ?? 0);
  complain(`NOD_DEVICE_IDLE_DAYS wants 10 to 9999 days without use, or 0 for never; ${got(value)}.`);
  return 0;
}

const RECOVERY_DELAY_HOURS = { least: 72, most: 720 };

/** Less than three days is over before somebody who is away has heard of it; one month is a matter for the operator. */
function readRecoveryDelay(value: string | undefined, complain: Complain): number {
  if (value === undefined || value === 'off') return 0;
  const { least, most } = RECOVERY_DELAY_HOURS;
  const hours = Number(/^([1-9]\d{1,2})h$/.exec(value)?.[1] ?? Number.NaN);
  if (hours >= least && hours <= most) return hours;
  complain(`NOD_RECOVERY_DELAY wants off, or whole hours from ${least}h to ${most}h; ${got(value)}.`);
  return 0;
}

function readName(value: string | undefined, origin: string | undefined, complain: Complain): string {
  if (value === undefined) return origin === undefined ? '' : new URL(origin).host;
  if ([...value].length > 60 || /[\p{Cc}\p{Cf}]/u.test(value) || !value.isWellFormed()) {
    complain(`NOD_NAME wants at most 60 characters that people can read; ${got(value)}.`);
  }
  return value;
}

function readLanguage(value: string | undefined, complain: Complain): Language {
  if (value === undefined) return 'en';
  const language = value.toLowerCase();
  if (isLanguage(language)) return language;
  complain(`NOD_LANGUAGE wants one of ${LANGUAGES.join(', ')}; ${got(value)}.`);
  return 'en';
}

const flags: Readonly<Record<string, boolean>> = {
  1: true,
  true: true,
  on: true,
  yes: true,
  0: false,
  false: false,
  off: false,
  no: false,
};

function readFlag(name: string, value: string | undefined, otherwise: boolean, complain: Complain): boolean {
  if (value === undefined) return otherwise;
  const lower = value.toLowerCase();
  if (Object.hasOwn(flags, lower)) return flags[lower] as boolean;
  complain(`${name} wants 1 or 0; ${got(value)}.`);
  return otherwise;
}

/** Nothing but the word itself turns it off: a value that is mistyped stops the start. */
function readVouch(value: string | undefined, complain: Complain): Config['vouch'] {
  if (value === 'off') return 'off';
  if (value !== undefined && value !== 'required') complain(`NOD_VOUCH wants required or off; ${got(value)}.`);
  return 'required';
}

function readLogLevel(value: string | undefined, complain: Complain): LogLevel {
  if (value === undefined) return 'info';
  const level = LOG_LEVELS.find((known) => known === value.toLowerCase());
  if (level === undefined) complain(`NOD_LOG_LEVEL wants one of ${LOG_LEVELS.join(', ')}; ${got(value)}.`);
  return level ?? 'info';
}

function readMetricsToken(value: string | undefined, complain: Complain): string | undefined {
  if (value !== undefined && !/^[\x21-\x7e]{16,200}$/.test(value)) {
    complain(
      'NOD_METRICS_TOKEN wants 16 to 200 visible ASCII characters; what it got is shorter, longer or has others.',
    );
    return undefined;
  }
  return value;
}
