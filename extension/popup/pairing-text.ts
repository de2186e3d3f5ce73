import { parsePairingUrl } from '../../shared/protocol/pairing-code.ts';

/** What a person gave to pair with: a whole link, or a server's address to which a typed code belongs. */
export type PairingText =
  | { readonly kind: 'link'; readonly origin: string; readonly token: string }
  | { readonly kind: 'server'; readonly origin: string };

const LOCAL = /^(localhost|127\.0\.0\.1|[a-z0-9-]+\.localhost)$/;

/** @returns undefined for what is neither, and for a server that isn't reached by https (but on this very machine) */
export function readPairingText(text: string): PairingText | undefined {
  const link = parseLink(text);
  if (link) return { kind: 'link', ...link };
  const bare = text.trim().replace(/\/+$/, '');
  if (bare === '' || /[\s@]/.test(bare)) return undefined;
  const origin = originOf(/^[a-z]+:\/\//i.test(bare) ? bare : `${isLocal(bare) ? 'http' : 'https'}://${bare}`);
  return origin === undefined ? undefined : { kind: 'server', origin };
}

function parseLink(text: string): { origin: string; token: string } | undefined {
  try {
    const { origin: written, token } = parsePairingUrl(text);
    const origin = originOf(written);
    return origin === undefined ? undefined : { origin, token };
  } catch {
    return undefined;
  }
}

function originOf(text: string): string | undefined {
  const url = URL.parse(text);
  if (!url || (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOCAL.test(url.hostname)))) return undefined;
  return url.origin;
}

function isLocal(address: string): boolean {
  return LOCAL.test(address.split(':')[0]?.toLowerCase() ?? '');
}
