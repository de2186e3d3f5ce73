import type { Windows } from '../../shared/authenticator/background/worker-events.ts';

/**
 * The extension's own page in a tab, at a place in it: where a press on a notification leads, since a popup can't be
 * opened without a click on the toolbar.
 */
export function createPages(): Windows {
  const base = chrome.runtime.getURL('options.html');
  return {
    open: async (hash) => {
      const contexts = await chrome.runtime.getContexts({ contextTypes: ['TAB'] });
      const ours = contexts.find(({ documentUrl }) => documentUrl?.startsWith(base));
      if (!ours) {
        await chrome.tabs.create({ url: `${base}${hash}` });
        return;
      }
      // Only the fragment changes, so the page isn't loaded anew.
      await chrome.tabs.update(ours.tabId, { url: `${base}${hash}`, active: true });
      await chrome.windows.update(ours.windowId, { focused: true });
    },
  };
}
