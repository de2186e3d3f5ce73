import { DeviceList } from '../../DeviceList.tsx';
import { Row } from '../../Row.tsx';
import { useNow } from '../../use-now.ts';
import { recoveryWords } from '../../words/recovery-words.ts';
import { totpWords } from '../../words/totp-words.ts';
import { words } from '../../words/words.ts';
import { useApp } from '../app-context.ts';
import { useDevices } from '../use-devices.ts';
import { Listed } from './Listed.tsx';
import { Ways } from './Ways.tsx';

const clock = () => Date.now();

/** An account's own place: its user's devices, each with a screen of its own, and what signs in without one. */
export function Devices({ deviceId }: { deviceId: string }) {
  const { router } = useApp();
  const nowMs = useNow(30_000, clock);
  const { account, devices, problem } = useDevices(deviceId);
  return (
    <Listed title={words.devices.title} lead={words.devices.lead} back={{ name: 'accounts' }} problem={problem}>
      {devices && (
        <DeviceList devices={devices} nowMs={nowMs} onOpen={(of) => router.go({ name: 'device', deviceId, of })} />
      )}
      {account?.state === 'active' && (
        <ul class="nod-card nod-rows">
          <li>
            <Row
              sign={{ icon: 'shield' }}
              title={recoveryWords.title}
              note={recoveryWords.note}
              onOpen={() => router.go({ name: 'codes', deviceId })}
            />
          </li>
          <li>
            <Row
              sign={{ icon: 'clock' }}
              title={totpWords.link}
              note={totpWords.linkNote}
              onOpen={() => router.go({ name: 'totp', deviceId })}
            />
          </li>
        </ul>
      )}
      {devices && account?.state === 'active' && <Ways account={account} />}
    </Listed>
  );
}
