import { parsePairingUrl } from '../../shared/protocol/pairing-code.ts';

/** What a person gave to pair with: a whole link, or a server's address to which a typed code belongs. */
export type PairingText =
  | { readonly kind: 'link'; readonly origin: string; readonly token: string }
  | { readonly kind: 'server'; readonly origin: string };

const LOCAL = /^(localhost|127\.0\.0\.1|[a-z0-9-]+\.localhost)$/;

/** @returns undefined for a text that is neither, and for a server without https that isn't on this very machine */
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

/**
 * The pairing link on the page in front, if it shows one of a server that is known here. A click on the toolbar's button
 * is what allows a look at that page, at this very moment (activeTab).
 */
export async function findPairingLink(
  knownServers: readonly string[],
): Promise<{ origin: string; token: string } | undefined> {
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  if (tab?.id === undefined) return undefined;
  const results = await chrome.scripting
    .executeScript({ target: { tabId: tab.id }, world: 'ISOLATED', injectImmediately: true, func: readLinks })
    // A page of the browser's own, or one that may not be looked at.
    .catch(() => []);
  for (const link of results[0]?.result ?? []) {
    const found = readPairingText(link);
    if (found?.kind === 'link' && knownServers.includes(found.origin)) return found;
  }
  return undefined;
}

/** Runs in the tab, where only its source arrives: it can use nothing from outside itself. */
function readLinks(): string[] {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('a[href*="/#/pair/"]')];
  return links.slice(0, 10).map(({ href }) => href.slice(0, 256));
}
