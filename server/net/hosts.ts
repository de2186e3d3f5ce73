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
 * Checks one entry of the configured push hosts: `push.example.org` or `*.example.org`, in lower case.
 * @returns the entry, trimmed. @throws Error that says what is wrong with it
 */
export function parseHostPattern(text: string): string {
  const pattern = text.trim();
  const host = pattern.startsWith('*.') ? pattern.slice(2) : pattern;
  const labels = host.split('.');
  const isName = labels.length >= 2 && labels.every((label) => HOST_LABEL.test(label));
  if (!isName || host.length > MAX_HOST_CHARACTERS || NUMERIC_LABEL.test(labels.at(-1) ?? '')) {
    throw new Error(`"${pattern}" is not a host name such as push.example.org or *.example.org`);
  }
  return pattern;
}
