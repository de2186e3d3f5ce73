import { approvalGate } from '../../authenticator/approval-gate.ts';
import type { RequestView } from '../RequestCard.tsx';
import type { Waiting } from './store.ts';

/** A request in the words and numbers of its screen. */
export function requestView({ item, account, firsts }: Waiting, severalServers: boolean): RequestView {
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
    firstTime: {
      location: firsts.includes('place'),
      browser: firsts.includes('browser'),
      application: firsts.includes('application'),
    },
    createdAtMs: claims.iat * 1000,
    expiresAtMs: item.expiresAtMs,
    totalMs: (claims.exp - claims.iat) * 1000,
    match: claims.match,
    digits: approvalGate(claims) === 'code' ? (claims.digits ?? null) : null,
    serverName: severalServers ? account.serverName : undefined,
  };
}
