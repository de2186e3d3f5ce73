import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Account } from '../../authenticator/account.ts';
import type { Device } from '../../authenticator/accounts.ts';
import type { ErrorWords } from '../words/error-words.ts';
import { useHere } from '../words/here.ts';
import { useApp, useAppState } from './app-context.ts';
import { wordsFor } from './errors.ts';

/** The devices of one account's user, asked for when the screen opens; leads away where the account is gone. */
export function useDevices(deviceId: string): {
  readonly account: Account | undefined;
  readonly devices: readonly Device[] | null;
  readonly problem: ErrorWords | undefined;
  readonly load: () => Promise<void>;
} {
  const { reader, actions, router } = useApp();
  const { accounts } = useAppState();
  const here = useHere();
  const [devices, setDevices] = useState<readonly Device[] | null>(null);
  const [problem, setProblem] = useState<ErrorWords | undefined>();

  const load = useCallback(async () => {
    const known = await reader.keys.account(deviceId);
    if (!known) return router.go({ name: 'accounts' }, 'replace');
    try {
      setDevices((await actions.listDevices({ deviceId })).filter(({ state }) => state !== 'revoked'));
      setProblem(undefined);
    } catch (error) {
      setProblem(wordsFor(error, { here, serverName: known.serverName }));
    }
  }, [reader, actions, router, here, deviceId]);
  useEffect(() => {
    load();
  }, [load]);
  return { account: accounts.find((one) => one.deviceId === deviceId), devices, problem, load };
}
