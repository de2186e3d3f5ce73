import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import { createAddressSet } from './doors/client-address.ts';
import { LOG_LEVELS, type LogLevel } from './log.ts';

/** The server's settings, checked. Only main.ts and the CLI read the environment; they do it through `readConfig`. */
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
  /** NOD_DEMO=1. It loosens checks only together with a localhost origin. */
  readonly demo: boolean;
  readonly pullAllowed: boolean;
  readonly logLevel: LogLevel;
  /** Bearer token for /metrics; without one only this very machine may read it. */
  readonly metricsToken: string | undefined;
}

/** `problems` holds one sentence for each variable that is wrong: its name, what it got, what it wants. No secrets. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration can't be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;
type Complain = (problem: string) => void;

/** Quotes a value that isn't secret for an error message: shortened, control characters escaped. */
const got = (value: string) => `got ${JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value)}`;

/** Addresses only this machine has: fine to try things out, of no use to a phone. */
export function isLoopbackHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Checks the whole environment at once.
 * @param readFile reads a PEM file; throws when it can't.
 * @throws ConfigError with every problem that was found
 */
export function readConfig(
  environment: Environment,
  readFile: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): Config {
  const problems: string[] = [];
  const complain: Complain = (problem) => problems.push(problem);
  // An empty variable is an absent one: that is what `NOD_X= nod serve` and unit files mean.
  const read = (name: string) => environment[name]?.trim() || undefined;

  const demo = readFlag('NOD_DEMO', read('NOD_DEMO'), false, complain);
  const origin = readOrigin(read('NOD_ORIGIN'), demo, complain);
  const loopback = origin !== undefined && isLoopbackHost(new URL(origin).hostname);
  const config: Config = {
    origin: origin ?? '',
    port: readPort(read('NOD_PORT'), complain),
    host: readHost(read('NOD_HOST'), complain) ?? (demo && loopback ? '127.0.0.1' : undefined),
    dataDir: resolve(read('NOD_DATA_DIR') ?? './data'),
    databaseUrl: readDatabaseUrl(read('NOD_DATABASE_URL'), complain),
    vapidSubject: readVapidSubject(read('NOD_VAPID_SUBJECT'), demo && loopback, complain),
    trustedProxies: readTrustedProxies(read('NOD_TRUSTED_PROXIES'), complain),
    pushHosts: readPushHosts(read('NOD_PUSH_HOSTS'), complain),
    pushRewrites: readPushRewrites(read('NOD_TEST_PUSH_REWRITE'), demo && loopback, complain),
    tls: readTls(read('NOD_TLS_CERT'), read('NOD_TLS_KEY'), readFile, complain),
    serverName: readName(read('NOD_NAME'), origin, complain),
    demo,
    pullAllowed: readFlag('NOD_PULL', read('NOD_PULL'), true, complain),
    logLevel: readLogLevel(read('NOD_LOG_LEVEL'), complain),
    metricsToken: readMetricsToken(read('NOD_METRICS_TOKEN'), complain),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

function readOrigin(value: string | undefined, demo: boolean, complain: Complain): string | undefined {
  const wants = 'NOD_ORIGIN wants the public origin of this server, such as https://nod.example.org';
  if (value === undefined) {
    complain(`${wants}; it is not set. (To try Nod on this machine: npm start.)`);
    return undefined;
  }
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username || url.password) {
    complain(`${wants}; ${url?.username || url?.password ? 'got one with credentials in it' : got(value)}.`);
    return undefined;
  }
  if (value.replace(/\/$/, '').toLowerCase() !== url.origin) {
    complain(`${wants}, without path, query or default port; ${got(value)}: did you mean ${url.origin}?`);
    return undefined;
  }
  if (isLoopbackHost(url.hostname)) {
    if (!demo) {
      complain(`${wants}, that phones can reach; ${got(value)}. (NOD_DEMO=1 allows localhost to try things out.)`);
    }
  } else if (url.protocol === 'http:') {
    complain(`${wants}; ${got(value)}: browsers give push and keys to https pages only.`);
  }
  return url.origin;
}

function readPort(value: string | undefined, complain: Complain): number {
  if (value === undefined) return 4400;
  const port = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  if (port <= 65_535) return port;
  complain(`NOD_PORT wants a number from 0 to 65535; ${got(value)}.`);
  return 4400;
}

function readHost(value: string | undefined, complain: Complain): string | undefined {
  if (value === undefined || value === 'localhost' || isIP(value) !== 0) return value;
  complain(`NOD_HOST wants an IP address to listen at, such as 127.0.0.1 or ::; ${got(value)}.`);
  return undefined;
}

function readDatabaseUrl(value: string | undefined, complain: Complain): string | undefined {
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url !== undefined && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1) return value;
  // The value may hold a password, so not even the part that looks harmless is repeated.
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

/** RFC 8292 section 2.1: `sub` is a mailto: or https: address of the operator; Apple answers 403 to localhost. */
function readVapidSubject(value: string | undefined, trying: boolean, complain: Complain): string {
  const wants = 'NOD_VAPID_SUBJECT wants an address of yours for push services, such as mailto:you@example.org';
  if (value === undefined) {
    if (trying) return 'mailto:demo@nod.example';
    complain(`${wants}; it is not set.`);
    return '';
  }
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const host =
    url?.protocol === 'mailto:'
      ? /^[^\s@?]+@([^\s@?]+)$/.exec(url.pathname)?.[1]
      : url && /^https:$/.test(url.protocol)
        ? url.hostname
        : undefined;
  if (host === undefined || host === '') {
    complain(`${wants} or https://example.org; ${got(value)}.`);
  } else if (!trying && (isLoopbackHost(host) || !host.includes('.'))) {
    complain(`${wants}, at a host that exists; ${got(value)}: push services refuse localhost.`);
  }
  return value;
}

const list = (value: string | undefined) => value?.split(/[\s,]+/).filter((item) => item !== '') ?? [];

function readTrustedProxies(value: string | undefined, complain: Complain): string[] {
  const items = list(value);
  for (const item of items) {
    try {
      createAddressSet([item]);
    } catch {
      complain(`NOD_TRUSTED_PROXIES wants IP addresses or CIDR ranges, such as 127.0.0.1 10.0.0.0/8; ${got(item)}.`);
    }
  }
  return items;
}

const hostPattern = /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

function readPushHosts(value: string | undefined, complain: Complain): string[] {
  const hosts = list(value).map((host) => host.toLowerCase());
  for (const host of hosts) {
    if (!hostPattern.test(host)) {
      complain(`NOD_PUSH_HOSTS wants host names, such as push.example.org or *.example.org; ${got(host)}.`);
    }
  }
  return hosts;
}

function readPushRewrites(value: string | undefined, trying: boolean, complain: Complain): Map<string, string> {
  const rewrites = new Map<string, string>();
  if (value === undefined) return rewrites;
  if (!trying) {
    complain('NOD_TEST_PUSH_REWRITE is for tests: it wants NOD_DEMO=1 and a localhost NOD_ORIGIN, or to be absent.');
    return rewrites;
  }
  for (const item of list(value)) {
    const separator = item.indexOf('=');
    const host = item.slice(0, separator).toLowerCase();
    const target = item.slice(separator + 1);
    const url = URL.canParse(target) ? new URL(target) : undefined;
    if (separator < 1 || !hostPattern.test(host) || url === undefined || !/^https?:$/.test(url.protocol)) {
      complain(`NOD_TEST_PUSH_REWRITE wants host=http://127.0.0.1:1234 pairs; ${got(item)}.`);
    } else if (!isLoopbackHost(url.hostname)) {
      complain(`NOD_TEST_PUSH_REWRITE wants targets on this machine; ${got(item)}.`);
    } else {
      rewrites.set(host, target);
    }
  }
  return rewrites;
}

function readTls(
  certPath: string | undefined,
  keyPath: string | undefined,
  readFile: (path: string) => string,
  complain: Complain,
): Config['tls'] {
  if (certPath === undefined && keyPath === undefined) return undefined;
  if (certPath === undefined || keyPath === undefined) {
    const missing = certPath === undefined ? 'NOD_TLS_CERT' : 'NOD_TLS_KEY';
    complain(`${missing} wants a PEM file, since the other of NOD_TLS_CERT and NOD_TLS_KEY is set; it is not set.`);
    return undefined;
  }
  const readPem = (name: string, path: string) => {
    try {
      return readFile(path);
    } catch (error) {
      const { code } = error as { code?: unknown };
      complain(
        `${name} wants a PEM file that can be read; ${got(path)} (${typeof code === 'string' ? code : 'unreadable'}).`,
      );
      return undefined;
    }
  };
  const cert = readPem('NOD_TLS_CERT', certPath);
  const key = readPem('NOD_TLS_KEY', keyPath);
  if (cert === undefined || key === undefined) return undefined;
  try {
    createSecureContext({ cert, key });
  } catch {
    complain(
      `NOD_TLS_CERT and NOD_TLS_KEY want a certificate and its own private key, both PEM, without a passphrase; ${got(certPath)} and ${got(keyPath)} are not.`,
    );
    return undefined;
  }
  return { cert, key };
}

function readName(value: string | undefined, origin: string | undefined, complain: Complain): string {
  if (value === undefined) return origin === undefined ? '' : new URL(origin).host;
  if ([...value].length > 60 || /[\p{Cc}\p{Cf}]/u.test(value) || !value.isWellFormed()) {
    complain(`NOD_NAME wants at most 60 characters that people can read; ${got(value)}.`);
  }
  return value;
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
