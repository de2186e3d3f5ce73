import { decide } from './decide.ts';
import type { RequestId } from './inbox-item.ts';
import type { Core } from './ports.ts';

/**
 * Where a login waits in this very browser. The page that shows it carries the challenge's id (`<nod-login>` does that);
 * the origin comes from the browser, so no page can lie about it.
 */
export type LoginPlace =
  /** In a tab at one of the origins that the challenge names: an approval can be bound to it. */
  | { readonly kind: 'found'; readonly origin: string }
  /** Also, or only, shown by a page of another origin: an attacker relays the login. */
  | { readonly kind: 'foreign'; readonly origin: string }
  /** In no tab that can be seen: it was started elsewhere. */
  | { readonly kind: 'absent' }
  /** The browser doesn't let the tabs at these origins be looked into. */
  | { readonly kind: 'hidden'; readonly origins: readonly string[] };

/** The port of a shell that can look: an extension's background worker. */
export interface LoginFinder {
  /** @param origins the ones that the challenge names */
  find(challengeId: string, origins: readonly string[]): Promise<LoginPlace>;
}

/**
 * Looks where a waiting request's login is. A foreign page that shows it is phishing: that is reported at once, before a
 * person can answer anywhere else, and ends the request.
 * @returns null where there is nothing to look for: another kind of request, one that has ended, or a shell that can't look
 * @throws AuthenticatorError as decide.ts, when the report can't be made
 */
export async function locateLogin(core: Core, request: RequestId): Promise<LoginPlace | null> {
  const item = await core.inbox.get(request);
  if (!core.logins || !item || item.ended || item.claims.match !== 'origin') return null;
  const place = await core.logins.find(item.challengeId, item.claims.origins ?? []);
  if (place.kind === 'foreign') {
    await decide(core, {
      deviceId: item.deviceId,
      challengeId: item.challengeId,
      choice: 'report',
      from: 'app',
      foreignOrigin: place.origin,
    });
  }
  return place;
}
