import type { RequestId } from '../../shared/authenticator/inbox-item.ts';
import type { Route } from '../../shared/ui/app/route.ts';
import type { Router } from '../../shared/ui/app/router.ts';

/** Screens that a new request may replace by itself; pairing and answering are not interrupted. */
const GIVES_WAY: ReadonlySet<Route['name']> = new Set([
  'home',
  'account',
  'history',
  'happened',
  'accounts',
  'settings',
  'leave',
]);

export interface GivingWay {
  /** This page has taken in a request. @returns whether it is in front, so that nothing else has to be shown */
  came(request: RequestId): boolean;
  /** The database was read: what wait in it that this page hasn't seen there came to the worker, by a push that was faster. */
  waiting(requests: readonly RequestId[]): void;
}

/**
 * A request that comes while the app is in front comes up by itself, whichever of page and worker it came to: of a push and a
 * stream that bring the same one, the first takes it in, and the other finds it known.
 */
export function createGivingWay(router: Pick<Router, 'current' | 'go'>, isVisible: () => boolean): GivingWay {
  let seen: Set<string> | undefined;
  const nameOf = ({ deviceId, challengeId }: RequestId) => `${deviceId} ${challengeId}`;
  const came = (request: RequestId) => {
    seen?.add(nameOf(request));
    if (!isVisible()) return false;
    if (GIVES_WAY.has(router.current().name)) router.go({ name: 'request', challengeId: request.challengeId });
    return true;
  };
  return {
    came,
    waiting: (requests) => {
      // What waited before the app was opened is no reason to leave the screen that it was opened at.
      const isFirst = seen === undefined;
      seen ??= new Set();
      for (const request of requests) {
        if (isFirst) seen.add(nameOf(request));
        else if (!seen.has(nameOf(request))) came(request);
      }
    },
  };
}
