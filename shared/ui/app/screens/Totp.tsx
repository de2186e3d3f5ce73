import { useCallback, useEffect, useState } from 'preact/hooks';
import { errorCode } from '../../../authenticator/errors.ts';
import type { TotpBegun, TotpResponse } from '../../../protocol/totp-api.ts';
import { TOTP_TARGETS } from '../../../protocol/totp-code.ts';
import { TotpScreen, type TotpScreenProps } from '../../TotpScreen.tsx';
import { useNow } from '../../use-now.ts';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { totpWords } from '../../words/totp-words.ts';
import { useApp, useAppState } from '../app-context.ts';
import { confirmAction } from '../confirm-action.ts';
import { trustWordsFor } from '../trust-words-for.ts';
import { Listed } from './Listed.tsx';

const clock = () => Date.now();

/** The app of six digits of one account's user. @param deviceId of the account here */
export function Totp({ deviceId }: { deviceId: string }) {
  const app = useApp();
  const { actions, router } = app;
  const { accounts } = useAppState();
  const here = useHere();
  const nowMs = useNow(30_000, clock);
  const account = accounts.find((one) => one.deviceId === deviceId);
  const [known, setKnown] = useState<TotpResponse | null>(null);
  const [begun, setBegun] = useState<TotpBegun | null>(null);
  const [busy, setBusy] = useState<TotpScreenProps['busy']>(null);
  const [problem, setProblem] = useState<ErrorWords | undefined>();
  const [misfit, setMisfit] = useState(false);
  const serverName = account?.serverName;

  const attempt = useCallback(
    async (doing: TotpScreenProps['busy'], work: () => Promise<void>) => {
      setBusy(doing);
      setProblem(undefined);
      setMisfit(false);
      try {
        await work();
      } catch (error) {
        // Said below the field: the words that this code has elsewhere are of a login.
        if (errorCode(error) === 'wrong_code') setMisfit(true);
        else setProblem(trustWordsFor(error, { here, serverName }));
      } finally {
        setBusy(null);
      }
    },
    [here, serverName],
  );
  useEffect(() => {
    if (account === undefined) router.go({ name: 'accounts' }, 'replace');
    else attempt(null, async () => setKnown(await actions.totp({ deviceId })));
    // The account itself changes whenever something is heard of it; the question is asked once.
  }, [actions, router, attempt, deviceId, account === undefined]);

  const doing = {
    onBegin: () =>
      attempt('begin', async () => {
        if (!account) return;
        const confirmed = await confirmAction(app, account, 'totp', TOTP_TARGETS.begin);
        setBegun(await actions.beginTotp({ deviceId, ...confirmed }));
      }),
    onConfirm: (code: string) =>
      attempt('confirm', async () => {
        setKnown(await actions.confirmTotp({ deviceId, code }));
        setBegun(null);
      }),
    onRemove: () =>
      attempt('remove', async () => {
        if (!account) return;
        const confirmed = await confirmAction(app, account, 'totp', TOTP_TARGETS.remove);
        await actions.removeTotp({ deviceId, ...confirmed });
        setKnown({ totp: null });
      }),
  };
  return (
    <Listed title={totpWords.title} lead={totpWords.lead} back={{ name: 'account', deviceId }} problem={problem}>
      {known && <TotpScreen totp={known.totp} begun={begun} nowMs={nowMs} busy={busy} misfit={misfit} {...doing} />}
    </Listed>
  );
}
