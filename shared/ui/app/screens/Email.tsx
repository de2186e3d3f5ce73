import { useEffect, useState } from 'preact/hooks';
import { placeOf } from '../../../authenticator/account-place.ts';
import { shownText } from '../../../languages/names.ts';
import type { EmailResponse } from '../../../protocol/trust-api.ts';
import { EmailField } from '../../EmailField.tsx';
import { accountWords } from '../../words/account-words.ts';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { trustWords } from '../../words/trust-words.ts';
import { useApp, useAppState } from '../app-context.ts';
import { confirmAction } from '../confirm-action.ts';
import { trustWordsFor } from '../trust-words-for.ts';
import { Listed } from './Listed.tsx';

/** Where one account's user is written to. @param deviceId of the account here */
export function Email({ deviceId }: { deviceId: string }) {
  const app = useApp();
  const { actions, router } = app;
  const here = useHere();
  const account = useAppState().accounts.find((one) => one.deviceId === deviceId);
  const [known, setKnown] = useState<EmailResponse | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ErrorWords | undefined>();
  const serverName = account?.serverName;
  const isGone = account === undefined;

  useEffect(() => {
    if (isGone) return router.go({ name: 'accounts' }, 'replace');
    let current = true;
    actions.email({ deviceId }).then(
      (answer) => current && setKnown(answer),
      (error) => current && setProblem(trustWordsFor(error, { here, serverName })),
    );
    return () => {
      current = false;
    };
  }, [actions, router, here, deviceId, serverName, isGone]);

  const save = async (email: string | null) => {
    if (!account) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const confirmed = await confirmAction(app, account, 'email', email ?? '');
      setKnown(await actions.changeEmail({ deviceId, email, ...confirmed }));
    } catch (error) {
      setProblem(trustWordsFor(error, { here, serverName }));
    } finally {
      setBusy(false);
    }
  };
  const text = trustWords.email;
  return (
    <Listed title={accountWords.email.title} lead={text.what} back={{ name: 'account', deviceId }} problem={problem}>
      {known?.available === false && <p class="nod-lead">{accountWords.email.unavailable}</p>}
      {account && known?.available && (
        <EmailField
          label={text.field(shownText(account.user.username), shownText(placeOf(account)))}
          email={known.email}
          countsFromMs={known.countsFromMs}
          nowMs={Date.now()}
          saving={busy}
          onSave={save}
        />
      )}
    </Listed>
  );
}
