/**
 * Firefox runs this background as an event page: no Web Push, no offscreen document, and notifications that only say
 * something. Everything else is the same there.
 */
export function isFirefox(): boolean {
  return chrome.runtime.getURL('').startsWith('moz-extension:');
}
