import { useEffect, useState } from 'preact/hooks';
import { renameDevice } from '../../../shared/authenticator/accounts.ts';
import { changeDelivery } from '../../../shared/authenticator/reconcile.ts';
import { Banner } from '../../../shared/ui/Banner.tsx';
import { Button } from '../../../shared/ui/Button.tsx';
import type { ErrorWords } from '../../../shared/ui/errorWords.ts';
import { Field } from '../../../shared/ui/Field.tsx';
import { useHere } from '../../../shared/ui/here.ts';
import { NotificationPrimer } from '../../../shared/ui/NotificationPrimer.tsx';
import { Row } from '../../../shared/ui/Row.tsx';
import { Heading, Screen, Section } from '../../../shared/ui/Screen.tsx';
import { TopBar } from '../../../shared/ui/TopBar.tsx';
import { words } from '../../../shared/ui/words.ts';
import { useApp, useAppState } from '../app-context.ts';
import { appWords } from '../app-words.ts';
import { wordsFor } from '../error-words.ts';
import { askPermission, askPersistence, notificationPermission, storagePersisted } from '../permission.ts';
import { deliveryHealth } from './Home.tsx';

/** Notifications on or off, what this device is called, how it is installed and kept. */
export function Settings() {
  const app = useApp();
  const state = useAppState();
  const here = useHere();
  const [asking, setAsking] = useState(false);
  const health = deliveryHealth(state);
  const off = health === 'off' || health === 'pull';
  const delivery = useDelivery();

  if (asking) {
    const allow = async () => {
      if (await delivery.change('push')) setAsking(false);
    };
    return (
      <NotificationPrimer
        onAllow={allow}
        asking={delivery.busy}
        problem={delivery.problem}
        onBack={() => setAsking(false)}
      />
    );
  }
  return (
    <Screen bar={<TopBar onBack={() => app.router.go({ name: 'home' })} />}>
      <Heading>{appWords.settings.title}</Heading>
      {delivery.problem && (
        <Banner tone="danger" title={delivery.problem.title}>
          {delivery.problem.body} {delivery.problem.nextStep}
        </Banner>
      )}
      <Section title={appWords.settings.notifications}>
        <div class="nod-card">
          <Row
            sign={{ icon: off ? 'bellOff' : 'bell', tone: off ? 'amber' : 'leaf' }}
            title={off ? words.quiet[health] : words.accounts.push}
            note={off ? words.quiet[health === 'off' ? 'offNext' : 'pullNext'] : undefined}
          />
        </div>
        {off ? (
          <Button look="leaf" wide icon="bell" onClick={() => setAsking(true)}>
            {words.quiet.turnOn}
          </Button>
        ) : (
          <Button
            wide
            icon="bellOff"
            onClick={() => delivery.change('pull')}
            busy={delivery.busy ? appWords.settings.turningOff : undefined}
          >
            {appWords.settings.turnOff}
          </Button>
        )}
      </Section>
      <DeviceName />
      <Storage />
      <Section title={appWords.settings.install}>
        <div class="nod-card">
          <Row
            sign={{ icon: here, tone: app.platform.installed ? 'leaf' : 'quiet' }}
            title={app.platform.installed ? appWords.settings.installed(here) : appWords.settings.notInstalled}
          />
        </div>
        {!app.platform.installed && (
          <Button wide icon="install" onClick={() => app.router.go({ name: 'install' })}>
            {appWords.settings.installShow}
          </Button>
        )}
      </Section>
    </Screen>
  );
}

/** Turns notifications on or off for every account of this device. */
function useDelivery() {
  const { core, subscriptions, changed } = useApp();
  const here = useHere();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ErrorWords | undefined>();
  const change = async (to: 'push' | 'pull'): Promise<boolean> => {
    setBusy(true);
    setProblem(undefined);
    try {
      if (to === 'push' && notificationPermission() !== 'granted') await askPermission();
      for (const account of await core.keys.accounts()) {
        if (account.state === 'active') await changeDelivery(core, account, to === 'push' ? subscriptions : null);
      }
      return true;
    } catch (error) {
      setProblem(wordsFor(error, { here }));
      return false;
    } finally {
      setBusy(false);
      await changed();
    }
  };
  return { busy, problem, change };
}

function DeviceName() {
  const { core, changed } = useApp();
  const { accounts } = useAppState();
  const here = useHere();
  const current = accounts[0]?.deviceName ?? '';
  const [name, setName] = useState(current);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | undefined>();
  useEffect(() => setName(current), [current]);
  if (accounts.length === 0) return null;

  const save = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      for (const account of accounts) {
        if (account.state === 'active') await renameDevice(core, account.deviceId, name.trim());
      }
    } catch (error) {
      setProblem(wordsFor(error, { here }).title);
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
        if (name.trim() !== '' && name.trim() !== current) save();
      }}
    >
      <Field label={words.pairing.deviceName(here)} value={name} onInput={setName} maxLength={60} problem={problem} />
      <Button
        type="submit"
        wide
        disabled={name.trim() === '' || name.trim() === current}
        busy={busy ? appWords.settings.renaming : undefined}
      >
        {appWords.settings.renameSave}
      </Button>
    </form>
  );
}

function Storage() {
  const { changed } = useApp();
  const { revision } = useAppState();
  const here = useHere();
  const [persisted, setPersisted] = useState<boolean | null>(null);
  useEffect(() => {
    storagePersisted().then(setPersisted);
  }, [revision]);
  if (persisted === null) return null;
  return (
    <Section title={appWords.settings.storage}>
      <div class="nod-card">
        <Row
          sign={persisted ? { icon: 'check', tone: 'leaf' } : { icon: 'warning', tone: 'amber' }}
          title={persisted ? appWords.settings.storageKept : words.storage.title}
          note={persisted ? undefined : words.storage.body(here)}
        />
      </div>
      {!persisted && (
        <Button wide onClick={() => askPersistence().then(changed)}>
          {appWords.settings.storageAsk}
        </Button>
      )}
    </Section>
  );
}
