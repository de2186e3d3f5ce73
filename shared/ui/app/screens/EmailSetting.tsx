import { useEffect, useState } from 'preact/hooks';
import type { Account } from '../../../authenticator/account.ts';
import { placeOf } from '../../../authenticator/account-place.ts';
import type { EmailResponse } from '../../../protocol/trust-api.ts';
import { Problem } from '../../Banner.tsx';
import { EmailField } from '../../EmailField.tsx';
import { shownText } from '../../Given.tsx';
import { Section } from '../../Screen.tsx';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { trustWords } from '../../words/trust-words.ts';
import { useApp, useAppState } from '../app-context.ts';
import { trustWordsFor } from '../trust-words-for.ts';

/** Where each account's user is written to; nothing where no server sends e-mail. */
export function EmailSetting() {
  const { actions, reader } = useApp();
  const [known, setKnown] = useState<ReadonlyMap<string, EmailResponse>>(new Map());
  const { accounts } = useAppState();

  useEffect(() => {
    let current = true;
    const ask = async () => {
      for (const { deviceId, state } of await reader.keys.accounts()) {
        if (state !== 'active') continue;
        // A server that is away, or of before, offers nothing: the other settings are there without it.
        const answer = await actions.email({ deviceId }).catch(() => undefined);
        if (current && answer?.available) setKnown((now) => new Map(now).set(deviceId, answer));
      }
    };
    ask();
    return () => {
      current = false;
    };
  }, [actions, reader]);

  const offered = accounts.filter(({ deviceId }) => known.has(deviceId));
  if (offered.length === 0) return null;
  return (
    <Section title={trustWords.email.title}>
      <p class="nod-muted nod-small">{trustWords.email.what}</p>
      {offered.map((account) => (
        <OfAccount
          key={account.deviceId}
          account={account}
          known={known.get(account.deviceId)}
          onChanged={(answer) => setKnown((now) => new Map(now).set(account.deviceId, answer))}
        />
      ))}
    </Section>
  );
}

function OfAccount(props: {
  account: Account;
  known: EmailResponse | undefined;
  onChanged: (to: EmailResponse) => void;
}) {
  const { account, known, onChanged } = props;
  const { actions } = useApp();
  const here = useHere();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ErrorWords | undefined>();
  const { deviceId, serverName } = account;

  const save = async (email: string | null) => {
    setBusy(true);
    setProblem(undefined);
    try {
      onChanged(await actions.changeEmail({ deviceId, email }));
    } catch (error) {
      setProblem(trustWordsFor(error, { here, serverName }));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Problem words={problem} />
      <EmailField
        label={trustWords.email.field(shownText(account.user.username), shownText(placeOf(account)))}
        email={known?.email ?? null}
        countsFromMs={known?.countsFromMs ?? null}
        nowMs={Date.now()}
        saving={busy}
        onSave={save}
      />
    </>
  );
}
