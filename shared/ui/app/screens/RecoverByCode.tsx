import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { errorCode } from '../../../authenticator/errors.ts';
import { RecoverForm, type Recovering } from '../../RecoverForm.tsx';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { recoveryWords } from '../../words/recovery-words.ts';
import { useApp } from '../app-context.ts';
import { trustWordsFor } from '../trust-words-for.ts';

/** In pairing: a recovery code in place of a pairing code. @param props.origin null where the typed address is none (yet) */
export function RecoverByCode(props: {
  origin: string | null;
  /** Asks for the server, where a person has to say which. */
  children?: ComponentChildren;
  onNoServer?: () => void;
  onTicket: (origin: string, token: string) => void;
  onBack: () => void;
}) {
  const { origin, onNoServer, onTicket, onBack, children } = props;
  const { actions } = useApp();
  const use = async ({ realm, username, code }: Recovering) => {
    if (origin === null) return onNoServer?.();
    // Where the browser keeps no keys, the code would be spent for nothing.
    await actions.tryKeys();
    const named = realm === '' ? { username } : { realm, username };
    const { token } = await actions.recoveryTicket({ origin, request: { ...named, code } });
    onTicket(origin, token);
  };
  return (
    <Form lead={recoveryWords.use.lead} asksWho use={use} onBack={onBack}>
      {children}
    </Form>
  );
}

/** An unvouched device: a recovery code in place of another device's yes. */
export function LetInByCode({ deviceId, onBack }: { deviceId: string; onBack: () => void }) {
  const { actions, changed } = useApp();
  const here = useHere();
  const use = async ({ code }: Recovering) => {
    await actions.letInByRecoveryCode({ deviceId, code });
    await changed();
  };
  return <Form lead={recoveryWords.use.letInLead(here)} asksWho={false} use={use} onBack={onBack} />;
}

function Form(props: {
  lead: string;
  asksWho: boolean;
  use: (typed: Recovering) => Promise<void>;
  onBack: () => void;
  children?: ComponentChildren;
}) {
  const { lead, asksWho, use, onBack, children } = props;
  const here = useHere();
  const [busy, setBusy] = useState(false);
  const [asksRealm, setAsksRealm] = useState(false);
  const [problem, setProblem] = useState<ErrorWords | undefined>();
  const onUse = async (typed: Recovering) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await use(typed);
    } catch (error) {
      // Most servers have a single one.
      if (errorCode(error) === 'realm_required') setAsksRealm(true);
      setProblem(trustWordsFor(error, { here }));
    } finally {
      setBusy(false);
    }
  };
  return (
    <RecoverForm
      lead={lead}
      asksWho={asksWho}
      asksRealm={asksRealm}
      onUse={onUse}
      busy={busy}
      onBack={onBack}
      problem={problem}
    >
      {children}
    </RecoverForm>
  );
}
