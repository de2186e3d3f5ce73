import { isIP } from 'node:net';
import { isLoopbackHost } from '../net/hosts.ts';

/** Names that no push service can write to: reserved (RFC 6761, RFC 8375, RFC 9476) or for private networks. */
const RESERVED = ['local', 'localhost', 'internal', 'invalid', 'test', 'alt', 'onion', 'home.arpa'];

/**
 * The host of a contact for push services (RFC 8292 section 2.1).
 * @param subject `mailto:…@host` or `https://host/…`
 * @returns undefined where it is neither
 */
export function subjectHost(subject: string): string | undefined {
  const url = URL.canParse(subject) ? new URL(subject) : undefined;
  const host =
    url?.protocol === 'mailto:'
      ? /^[^\s@?]+@([^\s@?]+)$/.exec(url.pathname)?.[1]
      : url?.protocol === 'https:'
        ? url.hostname
        : undefined;
  return host === '' ? undefined : host?.toLowerCase();
}

/**
 * Whether a contact leads to nobody outside of the operator's own network: a name that is reserved or private, a name of
 * one label, or a bare address. Push services may refuse every push of a server with such a contact; Apple's does.
 */
export function isUnreachableSubject(subject: string): boolean {
  const host = subjectHost(subject)?.replace(/\.$/, '');
  if (host === undefined) return true;
  const bare = host.replace(/^\[(?:ipv6:)?|\]$/g, '');
  if (isIP(bare) !== 0 || isLoopbackHost(host) || !host.includes('.')) return true;
  return RESERVED.some((name) => host.endsWith(`.${name}`) || host === name);
}

/** What the operator is told of a contact that is of no use. */
export function unreachableSubject(subject: string): string {
  return `NOD_VAPID_SUBJECT wants an address of yours that push services can write to, such as mailto:you@example.org; got ${JSON.stringify(subject)}: its host is reserved or private, and push services (Apple's for one) refuse every push of such a server.`;
}
