import type { Account } from '../../authenticator/account.ts';
import { placeOf } from '../../authenticator/account-place.ts';
import { approvalGate } from '../../authenticator/answer.ts';
import { shownText } from '../../languages/names.ts';
import type { RequestView } from '../RequestCard.tsx';
import { words } from '../words/words.ts';
import type { Waiting } from './store.ts';
import type { LookedFor } from './use-login-place.ts';

/**
 * A request in the words and numbers of its screen.
 * @param severalPlaces whether this device has accounts in several realms or on several servers
 * @param shell.place where the request's login was found in this browser, in a shell that looks for it
 * @param shell.confirmsUser as for approvalGate
 */
export function requestView(
  { item, account, strange, lately }: Waiting,
  severalPlaces: boolean,
  { place, confirmsUser }: { place: LookedFor; confirmsUser: boolean } = { place: null, confirmsUser: false },
): RequestView {
  const { claims } = item;
  const { username } = account.user;
  // The realm as this request says it, where it does: its server has signed that.
  const realmName = claims.app.realm ?? account.realmName;
  const { vouch } = claims;
  const isSignIn = claims.action.title === `Sign in as ${username}` || claims.action.title === 'Sign in';
  return {
    id: item.challengeId,
    application: `${item.deviceId} ${claims.app.id}`,
    applicationName: claims.app.name,
    username,
    title: vouch ? words.pending.letIn(shownText(vouch.name)) : isSignIn ? null : claims.action.title,
    ...(vouch ? { vouch: { ...vouch, moves: vouch.moves ?? false } } : {}),
    context: claims.context,
    details: claims.action.details,
    attached: claims.action.attachments?.map(({ name }) => name),
    strange: Object.fromEntries(strange.map(({ kind, asked }) => [kind, asked ? 'unapproved' : 'first'])),
    lately,
    createdAtMs: claims.iat * 1000,
    expiresAtMs: item.expiresAtMs,
    totalMs: (claims.exp - claims.iat) * 1000,
    match: claims.match,
    digits: asksForCode(claims, place, confirmsUser) ? (claims.digits ?? null) : null,
    origin: typeof place === 'object' && place?.kind === 'found' ? new URL(place.origin).host : undefined,
    fetched: item.arrivedBy === 'fetch',
    place: severalPlaces
      ? placeOf({ ...account, realmName })
      : unlessSaid(realmName ?? account.serverName, claims.app.name),
  };
}

/** An application in a realm of its own has its name, which stands in the heading. */
function unlessSaid(realmName: string, applicationName: string): string | undefined {
  return realmName === applicationName ? undefined : realmName;
}

/** Whether the name of its server or realm has to say which account a request is for. */
export function inSeveralPlaces(accounts: readonly Account[]): boolean {
  return new Set(accounts.map((account) => `${account.issuer} ${placeOf(account)}`)).size > 1;
}

/** In a shell that looks for the login's tab, the code is asked for only when the tab isn't there. */
function asksForCode(claims: Waiting['item']['claims'], place: LookedFor, confirmsUser: boolean): boolean {
  if (place === null) return approvalGate(claims, { readsOrigins: false, confirmsUser }) === 'code';
  return typeof place === 'object' && (place.kind === 'absent' || place.kind === 'hidden');
}
