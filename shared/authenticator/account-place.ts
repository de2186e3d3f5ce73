import type { Account } from './account.ts';

/**
 * Where an account is, as people tell accounts apart: its realm, and the server where that has another name. One server
 * may have accounts of one username in two realms.
 */
export function placeOf({ realmName, serverName }: Pick<Account, 'realmName' | 'serverName'>): string {
  return realmName === undefined || realmName === serverName ? serverName : `${realmName} · ${serverName}`;
}
