import { approvalGate } from '../../authenticator/answer.ts';
import type { RequestView } from '../RequestCard.tsx';
import type { Waiting } from './store.ts';
import type { LookedFor } from './use-login-place.ts';

/**
 * A request in the words and numbers of its screen.
 * @param shell.place where the request's login was found in this browser, in a shell that looks for it
 * @param shell.confirmsUser as for approvalGate
 */
export function requestView(
  { item, account, strange }: Waiting,
  severalServers: boolean,
  { place, confirmsUser }: { place: LookedFor; confirmsUser: boolean } = { place: null, confirmsUser: false },
): RequestView {
  const { claims } = item;
  const { username } = account.user;
  const isSignIn = claims.action.title === `Sign in as ${username}` || claims.action.title === 'Sign in';
  return {
    id: item.challengeId,
    applicationName: claims.app.name,
    username,
    title: isSignIn ? null : claims.action.title,
    context: claims.context,
    details: claims.action.details,
    strange: Object.fromEntries(strange.map(({ kind, asked }) => [kind, asked ? 'unapproved' : 'first'])),
    createdAtMs: claims.iat * 1000,
    expiresAtMs: item.expiresAtMs,
    totalMs: (claims.exp - claims.iat) * 1000,
    match: claims.match,
    digits: asksForCode(claims, place, confirmsUser) ? (claims.digits ?? null) : null,
    origin: typeof place === 'object' && place?.kind === 'found' ? new URL(place.origin).host : undefined,
    serverName: severalServers ? account.serverName : undefined,
  };
}

/** In a shell that looks for the login's tab, the code is asked for only when the tab isn't there. */
function asksForCode(claims: Waiting['item']['claims'], place: LookedFor, confirmsUser: boolean): boolean {
  if (place === null) return approvalGate(claims, { readsOrigins: false, confirmsUser }) === 'code';
  return typeof place === 'object' && (place.kind === 'absent' || place.kind === 'hidden');
}
