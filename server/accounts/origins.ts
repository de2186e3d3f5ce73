import * as v from 'valibot';

const MAX_ORIGINS = 10;
const MAX_URL_UNITS = 512;

/** Names that browsers resolve to this machine only (W3C Secure Contexts, section 3.1). */
const LOCALHOST = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * An address of the form `https://host[:port]`; with `allowHttpLocalhost` (the demo) also `http://localhost[:port]`.
 * Given back as browsers write origins: lower case, punycode, no default port, no slash at the end.
 */
export function originSchema(options: { allowHttpLocalhost: boolean }) {
  return v.pipe(
    v.string('must be text'),
    v.maxLength(MAX_URL_UNITS, 'is too long'),
    v.check((text) => URL.canParse(text), 'must be an address such as https://app.example.com'),
    v.check(
      (text) => isSecure(new URL(text), options),
      `must begin with https://${options.allowHttpLocalhost ? ' or http://localhost' : ''}`,
    ),
    v.check((text) => isBare(text), 'must be an origin only: no path, query, user name or password'),
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

/** Whether the address is https, or http to this machine where that is allowed. */
export function isSecure(url: URL, options: { allowHttpLocalhost: boolean }): boolean {
  if (url.protocol === 'https:') return true;
  return options.allowHttpLocalhost && url.protocol === 'http:' && LOCALHOST.has(url.hostname);
}

function isBare(text: string): boolean {
  const { href, origin } = new URL(text);
  return href === `${origin}/` && !text.includes('?') && !text.includes('#');
}
