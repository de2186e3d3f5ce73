/** RFC 5321 section 4.5.3.1: what a path may have, without its angle brackets. */
const MAX_LENGTH = 254;
const MAX_LOCAL_LENGTH = 64;

/** Dot-atoms of RFC 5322 section 3.2.3: no quoted parts, comments, lists or line breaks. */
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;

/** `local_part`: the part before the @ has letters beyond ASCII, which not every mail server takes. */
export type EmailAddressErrorCode = 'malformed' | 'local_part';

export class EmailAddressError extends Error {
  readonly code: EmailAddressErrorCode;

  constructor(code: EmailAddressErrorCode) {
    super('This is not one e-mail address');
    this.name = 'EmailAddressError';
    this.code = code;
  }
}

/**
 * Takes one e-mail address, and nothing that a mail server or a header could read as more than one: a comma, a line break or
 * a "name <address>" would send somebody's mail to a stranger.
 * @returns the address with its domain in lower case and in ASCII (IDNA)
 * @throws EmailAddressError
 */
export function parseEmailAddress(text: string): string {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(at, 0));
  const domain = at < 0 ? '' : asciiDomain(text.slice(at + 1));
  if (/^[^\s@,;:<>()[\]"\\]+$/.test(local) && /[\u0080-\u{10ffff}]/u.test(local)) {
    throw new EmailAddressError('local_part');
  }
  const address = `${local}@${domain}`;
  if (local.length > MAX_LOCAL_LENGTH || address.length > MAX_LENGTH || !LOCAL.test(local) || !DOMAIN.test(domain)) {
    throw new EmailAddressError('malformed');
  }
  return address;
}

/** '' where it is none. The URL parser would cut a path off, so only what has no sign of one is given to it. */
function asciiDomain(domain: string): string {
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain)) return '';
  return URL.parse(`https://${domain}`)?.hostname ?? '';
}
