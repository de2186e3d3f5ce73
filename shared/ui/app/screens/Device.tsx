import { useEffect, useState } from 'preact/hooks';
import type { Account } from '../../../authenticator/account.ts';
import type { Device as ListedDevice } from '../../../authenticator/accounts.ts';
import { errorCode } from '../../../authenticator/errors.ts';
import { hasCodes } from '../../../authenticator/health.ts';
import { shownText } from '../../../languages/names.ts';
import { Button } from '../../Button.tsx';
import { DeviceActions, type DeviceDoing } from '../../DeviceActions.tsx';
import { DeviceDetails } from '../../DeviceDetails.tsx';
import { Field } from '../../Field.tsx';
import { useNow } from '../../use-now.ts';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { sentenceWords } from '../../words/sentence-words.ts';
import { trustWords } from '../../words/trust-words.ts';
import { words } from '../../words/words.ts';
import { useApp } from '../app-context.ts';
import { confirmAction } from '../confirm-action.ts';
import { trustWordsFor } from '../trust-words-for.ts';
import { useDevices } from '../use-devices.ts';
import { Listed } from './Listed.tsx';

const clock = () => Date.now();

/** One of the devices of an account's user: what is known of it, its name, and pausing, bringing back, removing. */
export function Device({ deviceId, of }: { deviceId: string; of: string }) {
  const nowMs = useNow(30_000, clock);
  const { account, devices, problem, load } = useDevices(deviceId);
  const [failed, setFailed] = useState<ErrorWords | undefined>();
  const device = devices?.find(({ id }) => id === of);
  const text = trustWords.device;
  const title = device ? shownText(device.name) : words.devices.title;
  return (
    <Listed title={title} back={{ name: 'account', deviceId }} problem={failed ?? problem}>
      {devices && !device && <p class="nod-lead">{text.unknown}</p>}
      {devices && device && account && (
        <>
          {device.thisDevice && <ThisDevice />}
          <DeviceDetails device={device} all={devices} nowMs={nowMs} />
          <Rename account={account} device={device} load={load} />
          <Doing account={account} device={device} load={load} onProblem={setFailed} />
        </>
      )}
    </Listed>
  );
}

function ThisDevice() {
  return <p class="nod-device__this">{words.devices.thisOne(useHere())}</p>;
}

interface PartProps {
  readonly account: Account;
  readonly device: ListedDevice;
  readonly load: () => Promise<void>;
}

function Rename({ account, device, load }: PartProps) {
  const { actions, changed } = useApp();
  const here = useHere();
  const [name, setName] = useState(device.name);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | undefined>();
  useEffect(() => setName(device.name), [device.name]);
  const { deviceId, serverName } = account;
  const text = trustWords.device;
  const named = name.trim() !== '';
  const isNew = named && name.trim() !== device.name;
  if (device.state !== 'active' && device.state !== 'suspended') return null;

  const save = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      if (device.thisDevice) await actions.renameDevice({ deviceId, name: name.trim() });
      else await actions.renameOther({ deviceId, targetId: device.id, name: name.trim() });
      await load();
    } catch (error) {
      const { title, nextStep } = trustWordsFor(error, { here, serverName });
      setProblem(sentenceWords.titleAndNext(title, nextStep));
    } finally {
      setBusy(false);
      await changed();
    }
  };
  return (
    <form
      class="nod-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isNew && !busy) save();
      }}
    >
      <Field
        label={text.name}
        value={name}
        onInput={setName}
        maxLength={60}
        problem={named ? problem : text.nameMissing}
      />
      <Button type="submit" wide disabled={!isNew} busy={busy ? text.renaming : undefined}>
        {text.rename}
      </Button>
    </form>
  );
}

function Doing({
  account,
  device,
  load,
  onProblem,
}: PartProps & { onProblem: (words: ErrorWords | undefined) => void }) {
  const app = useApp();
  const { actions, router, changed } = app;
  const here = useHere();
  const [busy, setBusy] = useState<DeviceDoing | null>(null);
  const [last, setLast] = useState<DeviceDoing | null>(null);
  const { deviceId, serverName } = account;

  const run = async (doing: DeviceDoing, evenIfLast: boolean) => {
    setBusy(doing);
    onProblem(undefined);
    try {
      const confirmed = device.thisDevice ? {} : await confirmAction(app, account, doing, device.id);
      const more = { ...confirmed, ...(evenIfLast ? { evenIfLast } : {}) };
      if (device.thisDevice) {
        await actions.removeAccount({ deviceId, evenIfUnreachable: false, ...more });
        await changed();
        return router.go({ name: 'accounts' }, 'replace');
      }
      await DO[doing](app, { deviceId, targetId: device.id, ...more });
      await load();
    } catch (error) {
      if (errorCode(error) === 'last_device') setLast(doing);
      else onProblem(trustWordsFor(error, { here, serverName }));
    } finally {
      setBusy(null);
      await changed();
    }
  };
  return (
    <DeviceActions
      device={device}
      busy={busy}
      onDo={(doing) => run(doing, false)}
      last={last !== null}
      hasCodes={hasCodes(account)}
      onLast={(meant) => {
        if (meant && last) run(last, true);
        setLast(null);
      }}
    />
  );
}

type Done = (
  app: Pick<ReturnType<typeof useApp>, 'actions'>,
  input: { deviceId: string; targetId: string },
) => Promise<void>;
const DO: Readonly<Record<DeviceDoing, Done>> = {
  suspend: ({ actions }, input) => actions.suspendDevice(input),
  resume: ({ actions }, input) => actions.resumeDevice(input),
  remove: ({ actions }, input) => actions.removeDevice(input),
};
