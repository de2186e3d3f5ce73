import { totpWords } from '../words/totp-words.ts';
import { byWay, isKnownWay, waysWords } from '../words/ways-words.ts';
import { words } from '../words/words.ts';

/** Where the step leads that fits, if it wasn't the person. */
function stepFor(way: string | null) {
  if (way === 'offline') return { leadsTo: 'account', label: words.outcome.elsewhere.devices } as const;
  if (way === 'totp') return { leadsTo: 'totp', label: totpWords.title } as const;
  return { leadsTo: 'history', label: words.history.title } as const;
}

/**
 * What is said of a request that no device has approved.
 * @param way what counted, as the server names it; null where that isn't known
 * @returns sentences, and the screen and name of the button that goes with them
 */
export function approvedByWay(way: string | null, application: string) {
  const { title, body, next, nextSome } = waysWords.approved;
  return {
    title,
    body: body(application, byWay(way ?? '')),
    next: isKnownWay(way) ? next[way] : nextSome,
    ...stepFor(way),
  };
}
