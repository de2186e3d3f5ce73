// Host names: those of this machine itself, and patterns that stand for several names.

/** Whether the name leads to this machine itself: good for a first try, of no use to a phone. */
export function isLoopbackHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

const MAX_HOST_CHARACTERS = 253;

const HOST_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** A last label made of digits would be read as an IPv4 address (WHATWG URL, "ends in a number"). */
const NUMERIC_LABEL = /^(?:[0-9]+|0x[0-9a-f]*)$/;

/**
 * Whether the text is a host name of at least two labels, in lower case and without a dot at its end (RFC 1123 section
 * 2.1). A URL parser takes more: empty labels, stars, names that no resolver could look up.
 */
export function isHostName(host: string): boolean {
  const labels = host.split('.');
  return (
    host.length <= MAX_HOST_CHARACTERS &&
    labels.length >= 2 &&
    labels.every((label) => HOST_LABEL.test(label)) &&
    !NUMERIC_LABEL.test(labels.at(-1) ?? '')
  );
}

/**
 * Checks one entry of the configured push hosts: `push.example.org` or `*.example.org`, in lower case.
 * @returns the entry, trimmed. @throws Error that says what is wrong with it
 */
export function parseHostPattern(text: string): string {
  const pattern = text.trim();
  if (!isHostName(pattern.startsWith('*.') ? pattern.slice(2) : pattern)) {
    throw new Error(`"${pattern}" is not a host name such as push.example.org or *.example.org`);
  }
  return pattern;
}
