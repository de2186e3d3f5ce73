import { judgePlace, type LoginFinder } from '../../shared/authenticator/login-place.ts';
import { seePage } from '../login-marks.ts';
import { splitByPermission } from '../site-patterns.ts';

/**
 * Looks into this browser's tabs. The origin is read from the document's location in the extension's own world, where the
 * page's scripts can't reach, in the same moment as the marks: a page can claim any id, but no other origin.
 * Only the top document counts: a page that frames the real one is not the real one.
 */
export function createLoginFinder(): LoginFinder {
  return {
    find: async (challengeId, where) => {
      const tabs = await chrome.tabs.query({});
      const pages = await Promise.all(tabs.filter(canBeSeen).map(({ id = -1 }) => seePage(id)));
      const seen = pages.filter((page) => page !== undefined);
      return judgePlace(seen, challengeId, where, (await splitByPermission(where.origins ?? [])).hidden);
    },
  };
}

/** A tab has an address only where this extension has the host's permission, or was opened on that tab (activeTab). */
function canBeSeen({ url, id, discarded }: chrome.tabs.Tab): boolean {
  return id !== undefined && !discarded && /^https?:/.test(url ?? '');
}
