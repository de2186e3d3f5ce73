import { DeviceList } from '../../DeviceList.tsx';
import { Row } from '../../Row.tsx';
import { useNow } from '../../use-now.ts';
import { recoveryWords } from '../../words/recovery-words.ts';
import { totpWords } from '../../words/totp-words.ts';
import { words } from '../../words/words.ts';
import { useApp } from '../app-context.ts';
import { useDevices } from '../use-devices.ts';
import { Listed } from './Listed.tsx';

const clock = () => Date.now();

/** All devices of one account's user; each has a screen of its own. */
export function Devices({ deviceId }: { deviceId: string }) {
  const { router } = useApp();
  const nowMs = useNow(30_000, clock);
  const { account, devices, problem } = useDevices(deviceId);
  return (
    <Listed title={words.devices.title} lead={words.devices.lead} back={{ name: 'accounts' }} problem={problem}>
      {devices && (
        <>
          <DeviceList devices={devices} nowMs={nowMs} onOpen={(of) => router.go({ name: 'device', deviceId, of })} />
          <div class="nod-card">
            <Row
              sign={{ icon: 'clock' }}
              title={totpWords.link}
              note={totpWords.linkNote}
              onOpen={() => router.go({ name: 'totp', deviceId })}
            />
          </div>
        </>
      )}
      {account?.state === 'active' && (
        <div class="nod-card">
          <Row
            sign={{ icon: 'shield' }}
            title={recoveryWords.title}
            note={recoveryWords.note}
            onOpen={() => router.go({ name: 'codes', deviceId })}
          />
        </div>
      )}
    </Listed>
  );
}
