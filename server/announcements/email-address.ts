import { NodError } from '../diagnostics/errors.ts';

/** RFC 5321 section 4.5.3.1, and what an SMTP server may refuse beyond. */
const MAX_LENGTH = 254;
const MAX_LOCAL_LENGTH = 64;

/** Dot-atoms of RFC 5322 section 3.2.3: no quoted parts, comments, lists or line breaks. */
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;

/**
 * Takes one e-mail address, and nothing that a mail server or a header could read as more than one: a comma, a line break or
 * a "name <address>" would send somebody's announcements to a stranger.
 * @returns the address with its domain in lower case and in ASCII (IDNA)
 * @throws NodError email_invalid
 */
export function parseEmailAddress(text: string): string {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(at, 0));
  const domain = at < 0 ? '' : asciiDomain(text.slice(at + 1));
  if (/[\u0080-\u{10ffff}]/u.test(local)) {
    throw new NodError(
      'email_invalid',
      'The part before the @ has letters that not every mail server takes. Use an address with a to z, digits and signs there.',
    );
  }
  const address = `${local}@${domain}`;
  if (local.length > MAX_LOCAL_LENGTH || address.length > MAX_LENGTH || !LOCAL.test(local) || !DOMAIN.test(domain)) {
    throw new NodError('email_invalid', 'This is not one e-mail address, such as alice@example.org.');
  }
  return address;
}

/** '' where it is none. The URL parser would cut a path off, so only what has no sign of one is given to it. */
function asciiDomain(domain: string): string {
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain)) return '';
  return URL.parse(`https://${domain}`)?.hostname ?? '';
}
