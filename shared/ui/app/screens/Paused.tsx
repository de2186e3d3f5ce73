import { useCallback, useEffect, useState } from 'preact/hooks';
import { placeOf } from '../../../authenticator/account-place.ts';
import { PausedNotice } from '../../PausedNotice.tsx';
import { useNow } from '../../use-now.ts';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { trustWords } from '../../words/trust-words.ts';
import { words } from '../../words/words.ts';
import { useApp, useAppState } from '../app-context.ts';
import { confirmAction } from '../confirm-action.ts';
import { trustWordsFor } from '../trust-words-for.ts';
import { Listed } from './Listed.tsx';

const clock = () => Date.now();

/** This very device is suspended on an account: by whom, since when, why, and what its person can do. */
export function Paused({ deviceId }: { deviceId: string }) {
  const app = useApp();
  const { actions, router, changed } = app;
  const { accounts, offsets, loaded } = useAppState();
  const here = useHere();
  const nowMs = useNow(30_000, clock);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ErrorWords | undefined>();
  const account = accounts.find((one) => one.deviceId === deviceId);
  const gone = loaded && !account;

  const look = useCallback(async () => {
    try {
      await actions.lookAtSelf({ deviceId });
    } catch (error) {
      setProblem(trustWordsFor(error, { here }));
    } finally {
      await changed();
    }
  }, [actions, changed, here, deviceId]);
  useEffect(() => {
    look();
  }, [look]);
  useEffect(() => {
    if (gone) router.go({ name: 'accounts' }, 'replace');
  }, [gone, router]);
  if (!account) return null;

  const object = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await actions.objectToSuspension({ deviceId, ...(await confirmAction(app, account, 'object', deviceId)) });
    } catch (error) {
      setProblem(trustWordsFor(error, { here, serverName: account.serverName }));
    } finally {
      setBusy(false);
      await changed();
    }
  };
  const isPaused = account.state === 'suspended';
  const text = trustWords.paused;
  return (
    <Listed
      title={isPaused ? text.title(here) : text.backTitle(here)}
      lead={isPaused ? text.lead : text.backBody}
      back={{ name: 'accounts' }}
      problem={problem}
    >
      {isPaused && (
        <PausedNotice
          account={words.confirm.ofAccount(account.user.username, placeOf(account))}
          suspension={account.suspension ?? null}
          nowMs={nowMs + (offsets.get(account.issuer) ?? 0)}
          onObject={object}
          objecting={busy}
        />
      )}
    </Listed>
  );
}
