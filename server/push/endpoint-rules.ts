import { NodError } from '../diagnostics/errors.ts';
import { isHostName, parseHostPattern } from '../net/hosts.ts';

/** Whose push service an endpoint belongs to: a label with few values, fit for logs and counters. */
export type HostClass = 'google' | 'mozilla' | 'apple' | 'microsoft' | 'other';

/** A push endpoint that passed the rules, taken apart for the transport. `path` is a secret: it is never logged. */
export interface PushEndpoint {
  readonly origin: string;
  readonly host: string;
  readonly path: string;
  readonly hostClass: HostClass;
}

/** The push services of the browsers. `*.` stands for one or more labels, never for none. */
const KNOWN_HOSTS: ReadonlyArray<readonly [pattern: string, hostClass: HostClass]> = [
  ['fcm.googleapis.com', 'google'],
  ['jmt17.google.com', 'google'],
  ['*.push.services.mozilla.com', 'mozilla'],
  ['*.push.apple.com', 'apple'],
  ['*.notify.windows.com', 'microsoft'],
];

/** The same limit as in the device door's schema. Real endpoints have 150 to 500 characters. */
const MAX_ENDPOINT_CHARACTERS = 1024;

export interface EndpointRules {
  /** Takes an endpoint apart. @throws NodError endpoint_not_allowed */
  parse(endpoint: string): PushEndpoint;
}

/**
 * The rules for push endpoints. Clients choose their endpoints, so without rules anybody with a device could make this
 * server call any address (SSRF). Only https URLs on the allow-list pass; what a name resolves to is checked at each
 * connection (`public-address.ts`).
 *
 * @param moreHosts host patterns of the configuration, next to those of the browsers' own push services
 * @throws Error for a pattern that is not a host name
 */
export function createEndpointRules(moreHosts: readonly string[]): EndpointRules {
  const exact = new Map<string, HostClass>();
  const suffixes: Array<readonly [suffix: string, hostClass: HostClass]> = [];
  const hosts = [...KNOWN_HOSTS, ...moreHosts.map((host) => [parseHostPattern(host), 'other'] as const)];
  for (const [pattern, hostClass] of hosts) {
    if (pattern.startsWith('*.')) suffixes.push([pattern.slice(1), hostClass]);
    else if (!exact.has(pattern)) exact.set(pattern, hostClass);
  }

  function classOf(host: string): HostClass | undefined {
    return exact.get(host) ?? suffixes.find(([suffix]) => host.length > suffix.length && host.endsWith(suffix))?.[1];
  }

  return {
    parse(endpoint) {
      if (endpoint.length > MAX_ENDPOINT_CHARACTERS) throw notAllowed('longer than the limit');
      if (!URL.canParse(endpoint)) throw notAllowed('not a URL');
      const url = new URL(endpoint);
      // Browsers hand out endpoints in canonical form. Whatever the URL parser would repair (tabs, upper case, spelled-out
      // default ports, backslashes, empty userinfo, decimal addresses, dot segments, raw Unicode) is no endpoint of theirs,
      // and two parsers can't disagree about a canonical one.
      if (url.href !== endpoint) throw notAllowed('not in canonical form');
      if (url.protocol !== 'https:') throw notAllowed('not https');
      if (url.username !== '' || url.password !== '') throw notAllowed('has credentials');
      if (url.port !== '') throw notAllowed('has a port');
      if (endpoint.includes('#')) throw notAllowed('has a fragment');
      // `..push.services.mozilla.com` and `*.push.apple.com` end like an allowed host, and are none.
      if (!isHostName(url.hostname)) throw notAllowed('not a host name');
      const hostClass = classOf(url.hostname);
      if (hostClass === undefined) throw notAllowed('host not on the allow-list');
      return { origin: url.origin, host: url.hostname, path: url.pathname + url.search, hostClass };
    },
  };
}

function notAllowed(reason: string): NodError {
  return new NodError(
    'endpoint_not_allowed',
    "This push service is not one that the server sends to. Use a browser with its own push service, or ask the server's operator to allow the host.",
    { logDetail: `push endpoint refused: ${reason}` },
  );
}
