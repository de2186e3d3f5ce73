import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Banner } from '../../Banner.tsx';
import { Button } from '../../Button.tsx';
import type { ErrorWords } from '../../errorWords.ts';
import { useHere } from '../../here.ts';
import { NotificationPrimer } from '../../NotificationPrimer.tsx';
import { Row } from '../../Row.tsx';
import { Heading, Screen, Section } from '../../Screen.tsx';
import { TopBar } from '../../TopBar.tsx';
import { words } from '../../words.ts';
import { useApp, useAppState } from '../app-context.ts';
import { appWords } from '../app-words.ts';
import { deliveryHealth } from '../delivery-health.ts';
import { wordsFor } from '../error-words.ts';
import { ConfirmSetting } from './ConfirmSetting.tsx';
import { DeviceName } from './DeviceName.tsx';

/** Notifications on or off, what this device is called, and below whatever else the shell has to set. */
export function Settings({ children }: { children?: ComponentChildren }) {
  const { router } = useApp();
  const state = useAppState();
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
    <Screen bar={<TopBar onBack={() => router.go({ name: 'home' })} />}>
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
      <ConfirmSetting />
      {children}
    </Screen>
  );
}

/** Turns notifications on or off for every account of this device. */
function useDelivery() {
  const { actions, notifications, changed } = useApp();
  const here = useHere();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ErrorWords | undefined>();
  const change = async (to: 'push' | 'pull'): Promise<boolean> => {
    setBusy(true);
    setProblem(undefined);
    try {
      if (to === 'push' && notifications.state() !== 'granted') await notifications.ask();
      await actions.changeDelivery({ to });
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
