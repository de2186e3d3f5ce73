import { readPairingText } from './pairing-text.ts';

/**
 * The pairing link on the page in front, if it shows one of a server that is known here. To look at that page this very
 * moment is what clicking on the toolbar's button allows (activeTab).
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

/** Runs in the tab, by its source. */
function readLinks(): string[] {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('a[href*="/#/pair/"]')];
  return links.slice(0, 10).map(({ href }) => href.slice(0, 256));
}
