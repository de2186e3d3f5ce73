import * as v from 'valibot';

const MAX_ORIGINS = 10;
const MAX_URL_UNITS = 512;

/** Names that browsers resolve to this machine only (W3C Secure Contexts, section 3.1). */
const LOCALHOST = new Set(['localhost', '127.0.0.1', '[::1]']);
/** What the URL standard lets into a host goes further: `*.example` would be one, and match nothing. */
const HOST = /^([a-z0-9_.-]+|\[[0-9a-f:.]+\])$/;

/**
 * An address of the form `https://host[:port]`; with `allowHttpLocalhost` (the demo) also `http://localhost[:port]`.
 * Given back as browsers write origins: lower case, punycode, no default port, no slash at the end.
 */
export function originSchema(options: { allowHttpLocalhost: boolean }) {
  return v.pipe(
    v.string('must be text'),
    v.maxLength(MAX_URL_UNITS, 'is too long'),
    v.check(
      (text) => isSecureUrl(text, options),
      `must begin with https://${options.allowHttpLocalhost ? ' or http://localhost' : ''} and be an address such as https://app.example.com`,
    ),
    v.check(isBare, 'must be an origin only: no path, query, user name or password, no wildcard'),
    v.transform((text) => new URL(text).origin),
  );
}

export function originsSchema(options: { allowHttpLocalhost: boolean }) {
  return v.pipe(
    v.array(originSchema(options), 'must be a list of origins'),
    v.maxLength(MAX_ORIGINS, `must have at most ${MAX_ORIGINS} entries`),
    v.transform((origins) => [...new Set(origins)]),
  );
}

/** Whether it is an https address, or http to this machine where that is allowed. */
export function isSecureUrl(text: string, options: { allowHttpLocalhost: boolean }): boolean {
  const url = URL.parse(text);
  if (url === null) return false;
  if (url.protocol === 'https:') return true;
  return options.allowHttpLocalhost && url.protocol === 'http:' && LOCALHOST.has(url.hostname);
}

function isBare(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.href === `${url.origin}/` && HOST.test(url.hostname) && !/[?#]/.test(text);
}
