import type { ChallengeClaims } from '../protocol/challenge.ts';
import { isLoginPath } from '../protocol/login-paths.ts';
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

/** Where a challenge may be approved: its origins and, where the application has registered them, its login paths. */
export type LoginPages = Pick<ChallengeClaims, 'origins' | 'paths'>;

/** The port of a shell that can look: an extension's background worker. */
export interface LoginFinder {
  find(challengeId: string, where: LoginPages): Promise<LoginPlace>;
}

/** What was seen in one tab's top document, all in the same moment. */
export interface SeenPage {
  readonly origin: string;
  /** Of its address, as the browser has it. */
  readonly path: string;
  /** Ids in the shadow root of a defined `<nod-login>`: the page's own script put them there. */
  readonly marks: readonly string[];
  /** Ids in anything else that says which login a page shows. Markup by strangers can hold them. */
  readonly mentions: readonly string[];
}

/**
 * What the tabs say together. A page of another origin weighs more than the real one: both together are a login that an
 * attacker relays. To be foreign a mention is enough, since nobody but a copy has a reason for one; to be the real
 * page takes a mark, on a login path where there are such.
 * @param hidden those of the origins that may not be looked at
 */
export function judgePlace(
  pages: readonly SeenPage[],
  challengeId: string,
  { origins = [], paths }: LoginPages,
  hidden: readonly string[],
): LoginPlace {
  const foreign = pages.find(
    ({ origin, marks, mentions }) => !origins.includes(origin) && [...marks, ...mentions].includes(challengeId),
  );
  if (foreign) return { kind: 'foreign', origin: foreign.origin };
  const real = pages.find(
    ({ origin, path, marks }) =>
      origins.includes(origin) && marks.includes(challengeId) && (!paths || isLoginPath(paths, path)),
  );
  if (real) return { kind: 'found', origin: real.origin };
  return hidden.length > 0 ? { kind: 'hidden', origins: hidden } : { kind: 'absent' };
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
  const place = await core.logins.find(item.challengeId, item.claims);
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
