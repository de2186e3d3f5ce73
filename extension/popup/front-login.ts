import { seePage } from '../login-marks.ts';

/**
 * The login that the page in front shows. A click on the toolbar's button is what allows a look at that page, at this very
 * moment (activeTab). Only the mark that markup can't make counts: a person who presses "this page" means the page's own login,
 * and not one that a stranger's comment on it names.
 */
export async function findFrontLogin(): Promise<string | null> {
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  const page = tab?.id === undefined ? undefined : await seePage(tab.id);
  return page?.marks.length === 1 ? (page.marks[0] ?? null) : null;
}
