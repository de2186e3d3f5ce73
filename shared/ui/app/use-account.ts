import { useEffect } from 'preact/hooks';
import type { Account } from '../../authenticator/account.ts';
import { lastTime, newsOf } from '../../authenticator/news.ts';
import { useApp, useAppState } from './app-context.ts';
import type { AppState } from './store.ts';

/**
 * The account of a screen whose address may leave it out: a notification says that something happened, and not to which.
 * Leads to the address of the one that it is about; where there is none, to the list.
 */
export function useAccount(name: 'happened' | 'history', deviceId: string | null): Account | undefined {
  const { router } = useApp();
  const state = useAppState();
  const found = deviceId ?? newestId(name, state);
  const account = state.accounts.find((one) => one.deviceId === found);
  const wanted = account?.deviceId;
  useEffect(() => {
    if (wanted === undefined) router.go({ name: 'accounts' }, 'replace');
    else if (deviceId === null) router.go({ name, deviceId: wanted }, 'replace');
  }, [router, name, deviceId, wanted]);
  return account;
}

/** The account with the newest past request, or with what happened last: first of those where nobody has looked yet. */
export function newestId(
  name: 'happened' | 'history',
  { accounts, lastAnswer }: Pick<AppState, 'accounts' | 'lastAnswer'>,
): string | undefined {
  if (name === 'history') return lastAnswer?.deviceId ?? accounts[0]?.deviceId;
  const unread = accounts.filter((account) => newsOf(account).length > 0);
  const latest = ({ happened = [] }: Account) => Math.max(0, ...happened.map(lastTime));
  const [first] = [...(unread.length > 0 ? unread : accounts)].sort((a, b) => latest(b) - latest(a));
  return first?.deviceId;
}
