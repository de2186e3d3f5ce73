/**
 * Where a login waits in this very browser. The page that shows it carries the challenge's id (`<nod-login>` does that);
 * the origin comes from the browser, so no page can lie about it.
 */
export type LoginPlace =
  /** In a tab at one of the origins that the challenge names: an approval can be bound to it. */
  | { readonly kind: 'found'; readonly origin: string }
  /** Also, or only, shown by a page of another origin: somebody relays the login. */
  | { readonly kind: 'foreign'; readonly origin: string }
  /** In no tab that can be seen: it was started elsewhere. */
  | { readonly kind: 'absent' }
  /** The browser doesn't let these be looked into. */
  | { readonly kind: 'hidden'; readonly origins: readonly string[] };

/** The port of a shell that can look: an extension's background worker. */
export interface LoginFinder {
  /** @param origins those that the challenge names */
  find(challengeId: string, origins: readonly string[]): Promise<LoginPlace>;
}
