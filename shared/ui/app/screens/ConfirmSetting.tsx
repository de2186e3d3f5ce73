import { useState } from 'preact/hooks';
import type { Account } from '../../../authenticator/account.ts';
import { placeOf } from '../../../authenticator/account-place.ts';
import { Problem } from '../../Banner.tsx';
import { Button } from '../../Button.tsx';
import { shownText } from '../../Given.tsx';
import { Row } from '../../Row.tsx';
import { Section } from '../../Screen.tsx';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { words } from '../../words/words.ts';
import { useApp, useAppState } from '../app-context.ts';
import { wordsFor } from '../errors.ts';
import type { UserVerification } from '../shell.ts';

/** Whether the person is confirmed before an approval, for each account; nothing in a shell that can't do it. */
export function ConfirmSetting() {
  const { userVerification } = useApp();
  const { accounts } = useAppState();
  const active = accounts.filter(({ state }) => state === 'active');
  if (userVerification === null || active.length === 0) return null;
  return (
    <Section title={words.confirm.title}>
      <p class="nod-muted nod-small">{words.confirm.what}</p>
      {active.map((account) => (
        <OfAccount key={account.deviceId} account={account} verification={userVerification} />
      ))}
    </Section>
  );
}

/** Turning it off asks too: otherwise anybody at this computer could do it and enrol a finger of their own. */
function OfAccount({ account, verification }: { account: Account; verification: UserVerification }) {
  const { actions, changed } = useApp();
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
        const registration = await verification.register(await actions.offerVerifier({ deviceId }));
        await actions.registerVerifier({ deviceId, registration });
      } else {
        const ask = await actions.prepareVerifierRemoval({ deviceId });
        if (ask) await actions.removeVerifier({ deviceId, verification: await verification.verify(ask) });
      }
    } catch (error) {
      setProblem(wordsFor(error, { here, serverName }));
    } finally {
      setBusy(false);
      await changed();
    }
  };
  const text = words.confirm;
  return (
    <>
      <Problem words={problem} />
      <div class="nod-card">
        <Row
          sign={{ icon: 'shield', tone: on ? 'leaf' : 'quiet' }}
          title={text.ofAccount(name, shownText(placeOf(account)))}
          note={on ? text.isOn : text.isOff}
        />
      </div>
      <Button
        look={on ? 'plain' : 'leaf'}
        wide
        onClick={() => turn(on ? 'off' : 'on')}
        busy={busy ? text.busy : undefined}
      >
        {on ? text.turnOff(name) : text.turnOn(name)}
      </Button>
    </>
  );
}
