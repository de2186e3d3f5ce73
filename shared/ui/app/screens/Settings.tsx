import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { placeOf } from '../../../authenticator/account-place.ts';
import { wantsPush } from '../../../authenticator/wants-push.ts';
import { Problem } from '../../Banner.tsx';
import { Button } from '../../Button.tsx';
import { Given } from '../../Given.tsx';
import { NotificationPrimer } from '../../NotificationPrimer.tsx';
import { Row } from '../../Row.tsx';
import { Heading, Screen, Section } from '../../Screen.tsx';
import { TopBar } from '../../TopBar.tsx';
import { accountWords } from '../../words/account-words.ts';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { words } from '../../words/words.ts';
import { useApp, useAppState } from '../app-context.ts';
import { deliveryHealth } from '../delivery-health.ts';
import { wordsFor } from '../errors.ts';
import type { AppState } from '../store.ts';
import { ConfirmSetting } from './ConfirmSetting.tsx';
import { DeviceName } from './DeviceName.tsx';
import { LanguageChoice } from './LanguageChoice.tsx';

/** Notifications on or off, the device's name and, below, the settings that only the shell has. */
export function Settings({ children }: { children?: ComponentChildren }) {
  const { platform, router } = useApp();
  const state = useAppState();
  const [asking, setAsking] = useState(false);
  const off = deliveryHealth(state) === 'off';
  const pushed = someDelivered(state, 'push');
  // A browser without push has nothing to turn off, even before there is an account.
  const pulled = !platform.hasPush || someDelivered(state, 'pull');
  const here = useHere();
  const offLook = { sign: amber, title: words.quiet.off, note: words.quiet.offNext(here, platform.runsIn) };
  const look = off ? offLook : !pulled ? on() : pushed ? some() : platform.pullsInBackground ? rounds() : pull();
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
    <Screen bar={<TopBar onBack={() => router.back({ name: 'home' })} />}>
      <Heading>{words.settings.title}</Heading>
      <Problem words={delivery.problem} />
      <Section title={words.settings.notifications}>
        <div class="nod-card">
          <Row {...look} />
        </div>
        {platform.hasPush && (off || pulled) && (
          <Button look="leaf" wide icon="bell" onClick={() => setAsking(true)}>
            {words.quiet.turnOn}
          </Button>
        )}
        {!off && (pushed || !pulled) && (
          <Button
            wide
            icon="bellOff"
            onClick={() => delivery.change('pull')}
            busy={delivery.busy ? words.settings.turningOff : undefined}
          >
            {words.settings.turnOff}
          </Button>
        )}
      </Section>
      <DeviceName />
      <ConfirmSetting />
      <LanguageChoice />
      <Accounts />
      {children}
    </Screen>
  );
}

/** What concerns an account is on its own screen. */
function Accounts() {
  const { router } = useApp();
  const { accounts } = useAppState();
  const here = useHere();
  return (
    <Section title={words.accounts.title}>
      <ul class="nod-card nod-rows">
        {accounts.map(({ deviceId, user, ...account }) => (
          <li key={deviceId}>
            <Row
              sign={{ initialOf: user.displayName || user.username }}
              title={<Given>{words.confirm.ofAccount(user.username, placeOf(account))}</Given>}
              note={accountWords.note}
              onOpen={() => router.go({ name: 'account', deviceId })}
            />
          </li>
        ))}
        <li>
          <Row
            sign={{ icon: 'person' }}
            title={words.settings.accounts(here)}
            note={words.settings.accountsNote}
            onOpen={() => router.go({ name: 'accounts' })}
          />
        </li>
      </ul>
    </Section>
  );
}

/** How requests arrive, as a row. Functions, since the words are in the person's language only when they are asked for. */
const on = () => ({ sign: { icon: 'bell', tone: 'leaf' }, title: words.accounts.push }) as const;
const some = () => ({ ...on(), note: words.settings.someWithout }) as const;
const amber = { icon: 'bellOff', tone: 'amber' } as const;
const pull = () => ({ sign: amber, title: words.quiet.pull, note: words.quiet.pullNext }) as const;
const rounds = () => ({ sign: amber, title: words.rounds.quiet, note: words.rounds.quietNext }) as const;

function someDelivered({ accounts }: Pick<AppState, 'accounts'>, by: 'push' | 'pull'): boolean {
  return accounts.some((account) => account.state === 'active' && wantsPush(account) === (by === 'push'));
}

/** Turns notifications on or off for every account of this device. */
function useDelivery() {
  const { actions, notifications, platform, changed } = useApp();
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
      setProblem(wordsFor(error, { here, runsIn: platform.runsIn }));
      return false;
    } finally {
      setBusy(false);
      await changed();
    }
  };
  return { busy, problem, change };
}
