/** What the page's head says about which login it shows: `<meta name="nod-challenge" content="chl_…">`. */
const IN_HEAD = ':scope > head > meta[name="nod-challenge"]';
/** Where Nod's browser extension reads it, in the shadow root of <nod-login>. */
const MARK = 'data-nod-challenge';

/**
 * The id that the page's head names. Markup by strangers stands in a page's body, and none of it gets into the head; so an
 * attribute of the element, which such markup could have too, is no place for it.
 * @returns '' where the head names none, or more than one
 */
export function challengeInHead(element: Element): string {
  // Not by way of `document`: a form or picture named "head" or "querySelector" takes the place of those.
  const found = element.closest(':root')?.querySelectorAll<HTMLMetaElement>(IN_HEAD) ?? [];
  return found.length === 1 ? (found[0]?.content ?? '') : '';
}

/** Marks the page by an element of the shadow root; '' takes the mark away. */
export function setMark(element: Element, challengeId: string): void {
  if (challengeId) element.setAttribute(MARK, challengeId);
  else element.removeAttribute(MARK);
}
