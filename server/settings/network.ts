import { isIP } from 'node:net';
import { createSecureContext } from 'node:tls';
import { createAddressSet } from '../net/client-address.ts';
import { isLoopbackHost, parseHostPattern } from '../net/hosts.ts';
import { subjectHost } from './vapid-subject.ts';

/**
 * The settings that say where the server is and whom it believes, each read from its variable. `complain` takes one
 * sentence per problem: the variable's name, its value (never a secret) and what it wants.
 */
export type Complain = (problem: string) => void;

/** Quotes a value that isn't secret for an error message: shortened, control characters escaped. */
export const got = (value: string) => `got ${JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value)}`;

export function readOrigin(value: string | undefined, demo: boolean, complain: Complain): string | undefined {
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

export function readPort(value: string | undefined, complain: Complain): number {
  if (value === undefined) return 4400;
  const port = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  if (port <= 65_535) return port;
  complain(`NOD_PORT wants a number from 0 to 65535; ${got(value)}.`);
  return 4400;
}

export function readHost(value: string | undefined, complain: Complain): string | undefined {
  if (value === undefined || value === 'localhost' || isIP(value) !== 0) return value;
  complain(`NOD_HOST wants an IP address to listen at, such as 127.0.0.1 or ::; ${got(value)}.`);
  return undefined;
}

/**
 * RFC 8292 section 2.1: `sub` is a mailto: or https: address of the operator; Apple answers 403 to localhost. Names that
 * lead to nobody are refused by main.ts, which knows whether phones would lose their server by it.
 */
export function readVapidSubject(value: string | undefined, trying: boolean, complain: Complain): string {
  const wants = 'NOD_VAPID_SUBJECT wants an address of yours for push services, such as mailto:you@example.org';
  if (value === undefined) {
    if (trying) return 'mailto:demo@nod.example';
    complain(`${wants}; it is not set.`);
    return '';
  }
  const host = subjectHost(value);
  if (host === undefined) {
    complain(`${wants} or https://example.org; ${got(value)}.`);
  } else if (!trying && (isLoopbackHost(host) || !host.includes('.'))) {
    complain(`${wants}, at a host that exists; ${got(value)}: push services refuse localhost.`);
  }
  return value;
}

const list = (value: string | undefined) => value?.split(/[\s,]+/).filter((item) => item !== '') ?? [];

export function readTrustedProxies(value: string | undefined, complain: Complain): string[] {
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

export function readPushHosts(value: string | undefined, complain: Complain): string[] {
  const hosts = list(value).map((host) => host.toLowerCase());
  for (const host of hosts) {
    try {
      parseHostPattern(host);
    } catch {
      complain(`NOD_PUSH_HOSTS wants host names, such as push.example.org or *.example.org; ${got(host)}.`);
    }
  }
  return hosts;
}

export function readPushRewrites(value: string | undefined, trying: boolean, complain: Complain): Map<string, string> {
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

export function readTls(
  certPath: string | undefined,
  keyPath: string | undefined,
  readFile: (path: string) => string,
  complain: Complain,
): { cert: string; key: string } | undefined {
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
