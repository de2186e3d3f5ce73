import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Device } from '../../../authenticator/accounts.ts';
import { DeviceList } from '../../DeviceList.tsx';
import { useNow } from '../../use-now.ts';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { words } from '../../words/words.ts';
import { useApp, useAppState } from '../app-context.ts';
import { wordsFor } from '../errors.ts';
import { Listed } from './Listed.tsx';

const clock = () => Date.now();

/** All devices of one account's user. */
export function Devices({ deviceId }: { deviceId: string }) {
  const { reader, actions, router, changed } = useApp();
  const { accounts } = useAppState();
  const here = useHere();
  const nowMs = useNow(30_000, clock);
  const [devices, setDevices] = useState<Device[] | null>(null);
  const [revokingId, setRevokingId] = useState<string | null>(null);
  const [problem, setProblem] = useState<ErrorWords | undefined>();
  const account = accounts.find((one) => one.deviceId === deviceId);

  const load = useCallback(async () => {
    const known = await reader.keys.account(deviceId);
    if (!known) return router.go({ name: 'accounts' }, 'replace');
    try {
      setDevices(await actions.listDevices({ deviceId }));
    } catch (error) {
      setProblem(wordsFor(error, { here, serverName: known.serverName }));
    }
  }, [reader, actions, router, here, deviceId]);
  useEffect(() => {
    load();
  }, [load]);

  const revoke = async (id: string) => {
    if (!account) return;
    setRevokingId(id);
    setProblem(undefined);
    try {
      await actions.revokeDevice({ deviceId, revokeId: id });
      await changed();
      await load();
    } catch (error) {
      setProblem(wordsFor(error, { here, serverName: account.serverName }));
    } finally {
      setRevokingId(null);
    }
  };
  return (
    <Listed title={words.devices.title} lead={words.devices.lead} back={{ name: 'accounts' }} problem={problem}>
      {devices && (
        <DeviceList
          devices={devices.filter(({ state }) => state !== 'revoked')}
          nowMs={nowMs}
          onRevoke={revoke}
          revokingId={revokingId}
        />
      )}
    </Listed>
  );
}
