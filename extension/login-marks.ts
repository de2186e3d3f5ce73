import type { SeenPage } from '../shared/authenticator/login-place.ts';
import { within } from './within.ts';

/** A tab that doesn't answer by then is passed over: approving looks again. */
const TAB_LIMIT_MS = 4_000;

/** @returns what one tab's top document shows; undefined where it can't be seen */
export async function seePage(tabId: number): Promise<SeenPage | undefined> {
  const reading = chrome.scripting.executeScript({
    target: { tabId },
    world: 'ISOLATED',
    // Also in a page that never finishes loading.
    injectImmediately: true,
    func: readMarks,
  });
  // The tab is gone or shows an error page, or the permission has just been taken back: nothing can be read.
  const results = await within(reading, TAB_LIMIT_MS).catch(() => undefined);
  return results?.[0]?.result ?? undefined;
}

/**
 * Runs in the tab, by its source: it can use nothing from outside itself. The isolated world sees the page's elements and not
 * what its scripts made of them (tried in Chromium 156 and Firefox 153): `:defined` says that a script of the page has
 * defined `<nod-login>`, and `shadowRoot` is the real one. A declarative shadow root, which markup can make, belongs to an
 * element that isn't defined, or was emptied when the element was. A file that the site hands out in a sandbox has the site's
 * address and scripts of its own, but not its origin (`self.origin` is null there): it makes no mark either.
 */
export function readMarks(): SeenPage {
  const ATTRIBUTE = 'data-nod-challenge';
  const ids = (found: (string | null)[]) =>
    [...new Set(found.flatMap((id) => (id ? [id.slice(0, 64)] : [])))].slice(0, 20);
  const marksIn = (root: ParentNode) =>
    [...root.querySelectorAll(`[${ATTRIBUTE}]`)].map((mark) => mark.getAttribute(ATTRIBUTE));
  const logins = [...document.querySelectorAll('nod-login')];
  const metas = [...document.querySelectorAll('meta[name="nod-challenge"]')];
  const isOfItsOrigin = self.origin === location.origin;
  return {
    origin: location.origin,
    path: location.pathname,
    marks: ids(
      logins.flatMap((login) =>
        isOfItsOrigin && login.matches(':defined') && login.shadowRoot ? marksIn(login.shadowRoot) : [],
      ),
    ),
    mentions: ids([
      ...marksIn(document),
      ...logins.flatMap((login) => (login.shadowRoot ? marksIn(login.shadowRoot) : [])),
      ...logins.map((login) => login.getAttribute('challenge')),
      ...metas.map((meta) => meta.getAttribute('content')),
    ]),
  };
}
