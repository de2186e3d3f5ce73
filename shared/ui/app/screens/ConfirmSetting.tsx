import { useEffect, useState } from 'preact/hooks';
import type { Account } from '../../../authenticator/account.ts';
import { placeOf } from '../../../authenticator/account-place.ts';
import { shownText } from '../../../languages/names.ts';
import { Banner, Problem } from '../../Banner.tsx';
import { Button } from '../../Button.tsx';
import { Row } from '../../Row.tsx';
import { Section } from '../../Screen.tsx';
import { confirmWords } from '../../words/confirm-words.ts';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { comingTime } from '../../words/relative-time.ts';
import { words } from '../../words/words.ts';
import { useApp, useAppState } from '../app-context.ts';
import { confirmAction } from '../confirm-action.ts';
import { setUpConfirming } from '../confirm-user.ts';
import { wordsFor } from '../errors.ts';
import type { UserVerification } from '../shell.ts';
import { WaitingVerifiers } from './WaitingVerifiers.tsx';

/** Whether the person is confirmed before an approval, for each account; nothing in a shell that can't do it. */
export function ConfirmSetting() {
  const { userVerification } = useApp();
  const { accounts } = useAppState();
  const active = accounts.filter(({ state }) => state === 'active');
  const here = useHere();
  const can = useAvailable(userVerification);
  if (userVerification === null || active.length === 0) return null;
  return (
    <Section title={confirmWords.title}>
      <p class="nod-muted nod-small">{confirmWords.what(here)}</p>
      {can === false && (
        <Banner tone="info" title={confirmWords.cannotTitle(here)}>
          {confirmWords.cannotBody}
        </Banner>
      )}
      {active.map((account) => (
        <OfAccount key={account.deviceId} account={account} verification={userVerification} mayTurnOn={can === true} />
      ))}
    </Section>
  );
}

/** Whether somebody can be confirmed here at all; undefined until that is known. */
function useAvailable(userVerification: UserVerification | null): boolean | undefined {
  const [available, setAvailable] = useState<boolean | undefined>(userVerification?.roaming || undefined);
  useEffect(() => {
    if (!userVerification || userVerification.roaming) return;
    let current = true;
    userVerification.available().then((found) => {
      if (current) setAvailable(found);
    });
    return () => {
      current = false;
    };
  }, [userVerification]);
  return available;
}

interface OfAccountProps {
  readonly account: Account;
  readonly verification: UserVerification;
  readonly mayTurnOn: boolean;
}

/** Turning it off asks too: otherwise anybody at this computer could do it and enrol a finger of their own. */
function OfAccount({ account, verification, mayTurnOn }: OfAccountProps) {
  const app = useApp();
  const { actions, platform, changed } = app;
  const here = useHere();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ErrorWords | undefined>();
  const { deviceId, serverName } = account;
  const on = Boolean(account.verifier);
  const name = shownText(account.user.username);

  const turn = async (to: 'on' | 'off') => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      if (to === 'on') {
        await setUpConfirming(app, { deviceId });
      } else {
        const credentialId = account.verifier?.credentialId ?? '';
        const confirmed = await confirmAction(app, account, 'verifier-removal', credentialId);
        if (confirmed.verification) await actions.removeVerifier({ deviceId, verification: confirmed.verification });
        await verification.removed(deviceId);
      }
    } catch (error) {
      setProblem(wordsFor(error, { here, runsIn: platform.runsIn, serverName }));
    } finally {
      setBusy(false);
      await changed();
    }
  };
  const text = confirmWords;
  const nowMs = Date.now();
  const countsFromMs = account.verifier?.countsFromMs ?? 0;
  const isOn = countsFromMs > nowMs ? text.isOnFrom(comingTime(countsFromMs, nowMs)) : text.isOn;
  return (
    <>
      <Problem words={problem} />
      <div class="nod-card">
        <Row
          sign={{ icon: 'shield', tone: on ? 'leaf' : 'quiet' }}
          title={words.confirm.ofAccount(name, shownText(placeOf(account)))}
          note={on ? isOn : text.isOff}
        />
      </div>
      {(on || mayTurnOn) && (
        <Button
          look={on ? 'plain' : 'leaf'}
          wide
          onClick={() => turn(on ? 'off' : 'on')}
          busy={busy ? text.busy : undefined}
        >
          {on ? text.turnOff(name) : text.turnOn(name)}
        </Button>
      )}
      <WaitingVerifiers account={account} />
    </>
  );
}
