import type { LoginFinder, LoginPlace } from '../../shared/authenticator/login-place.ts';
import { splitByPermission } from '../site-patterns.ts';
import { within } from '../within.ts';

/** A tab that doesn't answer by then is passed over: approving looks again. */
const TAB_LIMIT_MS = 4_000;

/** What was read from a page: the origin of its document, and the ids of the challenges it marks (`<nod-login>`). */
interface Seen {
  readonly origin: string;
  readonly challengeIds: readonly string[];
}

/**
 * Looks into this browser's tabs. The origin is read from the document's location in the extension's own world, where the
 * page's scripts can't reach, in the same moment as the marks: a page can claim any id, but no other origin.
 * Only the top document counts: a page that frames the real one is not the real one.
 */
export function createLoginFinder(): LoginFinder {
  return {
    find: async (challengeId, origins) => {
      const tabs = await chrome.tabs.query({});
      const pages = await Promise.all(tabs.filter(canBeSeen).map(({ id = -1 }) => look(id)));
      const showing = pages
        .filter((page) => page?.challengeIds.includes(challengeId))
        .map((page) => page?.origin ?? '');
      return judge(showing, origins, (await splitByPermission(origins)).hidden);
    },
  };
}

/** A page of another origin weighs more than the real one: both together are a login that an attacker relays. */
export function judge(showing: readonly string[], origins: readonly string[], hidden: readonly string[]): LoginPlace {
  const foreign = showing.find((origin) => !origins.includes(origin));
  if (foreign !== undefined) return { kind: 'foreign', origin: foreign };
  const [origin] = showing;
  if (origin !== undefined) return { kind: 'found', origin };
  return hidden.length > 0 ? { kind: 'hidden', origins: hidden } : { kind: 'absent' };
}

/** A tab has an address only where this extension has the host's permission, or was opened on that tab (activeTab). */
function canBeSeen({ url, id, discarded }: chrome.tabs.Tab): boolean {
  return id !== undefined && !discarded && /^https?:/.test(url ?? '');
}

async function look(tabId: number): Promise<Seen | undefined> {
  const reading = chrome.scripting.executeScript({
    target: { tabId },
    world: 'ISOLATED',
    // Also in a page that never finishes loading.
    injectImmediately: true,
    func: readMarks,
  });
  // The tab is gone or shows an error page, or the permission has just been taken back: nothing can be read.
  const results = await within(reading, TAB_LIMIT_MS).catch(() => undefined);
  return results?.[0]?.result;
}

/** Runs in the tab, by its source: it can use nothing from outside itself. */
function readMarks(): Seen {
  const marks = [...document.querySelectorAll('[data-nod-challenge]')];
  return {
    origin: location.origin,
    challengeIds: marks.slice(0, 20).map((mark) => (mark.getAttribute('data-nod-challenge') ?? '').slice(0, 64)),
  };
}
