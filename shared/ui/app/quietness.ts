import type { Account } from '../../authenticator/account.ts';
import type { AppState } from './store.ts';

/**
 * What can honestly be said while no request shows. `quiet`: every server says so. `asking`: not all have answered yet.
 * `away`: these don't answer; `all`, or only some of them. `unused`: no account here may ask.
 */
export type Quietness =
  | { readonly kind: 'quiet' | 'asking' | 'offline' | 'unused' }
  | { readonly kind: 'away'; readonly servers: readonly string[]; readonly all: boolean };

export function quietness({
  accounts,
  warnings,
  online,
  reached,
}: Pick<AppState, 'accounts' | 'warnings' | 'online' | 'reached'>): Quietness {
  const keyless = new Set(warnings.map((one) => (one.code === 'key_missing' ? one.deviceId : '')));
  const active = accounts.filter(
    (account) => account.state === 'active' && isHeard(account) && !keyless.has(account.deviceId),
  );
  if (active.length === 0) return { kind: 'unused' };
  if (!online) return { kind: 'offline' };
  const away = active.filter(({ issuer }) => reached.get(issuer) === false);
  if (away.length > 0) {
    const servers = [...new Set(away.map(({ serverName }) => serverName))];
    return { kind: 'away', servers, all: away.length === active.length };
  }
  return { kind: active.every(({ issuer }) => reached.has(issuer)) ? 'quiet' : 'asking' };
}

/**
 * Whether this device may be asked for an account, or is about to be: paired, not paused, and its server hears it. One whose
 * user the operator has locked gets nothing, a test neither.
 */
export function isHeard({ state, refusal }: Pick<Account, 'state' | 'refusal'>): boolean {
  return (state === 'active' || state === 'pending') && !refusal;
}
