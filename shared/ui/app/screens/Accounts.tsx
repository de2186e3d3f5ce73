import { useState } from 'preact/hooks';
import type { Account } from '../../../authenticator/account.ts';
import { placeOf } from '../../../authenticator/account-place.ts';
import { errorCode, isUnheard } from '../../../authenticator/errors.ts';
import { hasCodes, REFUSAL_WARNINGS, wasKeptOut } from '../../../authenticator/health.ts';
import { lockReason } from '../../../authenticator/lock-reason.ts';
import { AccountList, type AccountView } from '../../AccountList.tsx';
import { Dialog } from '../../Dialog.tsx';
import { describeError } from '../../words/describe-error.ts';
import type { ErrorWords } from '../../words/error-words.ts';
import { type Here, useHere } from '../../words/here.ts';
import { sentenceWords } from '../../words/sentence-words.ts';
import { lastBody, trustWords } from '../../words/trust-words.ts';
import { words } from '../../words/words.ts';
import { useApp, useAppState } from '../app-context.ts';
import { trustWordsFor } from '../trust-words-for.ts';
import { unheardWords } from '../unheard-words.ts';
import { Listed } from './Listed.tsx';

/** Every account on this device; removing one tells the server first, where it can be told. */
export function Accounts() {
  const { actions, platform, router, userVerification, changed } = useApp();
  const { accounts } = useAppState();
  const here = useHere();
  const [removingId, setRemovingId] = useState<string | null>(null);
  const [unheard, setUnheard] = useState<{ deviceId: string; title: string; body: string } | null>(null);
  const [lastId, setLastId] = useState<string | null>(null);
  const [problem, setProblem] = useState<ErrorWords | undefined>();

  const remove = async (deviceId: string, even: { evenIfUnreachable?: true; evenIfLast?: true } = {}) => {
    setRemovingId(deviceId);
    setProblem(undefined);
    try {
      await actions.removeAccount({ deviceId, evenIfUnreachable: false, ...even });
      await userVerification?.removed(deviceId);
    } catch (error) {
      if (isUnheard(error)) setUnheard({ deviceId, ...unheardWords(error, here) });
      else if (errorCode(error) === 'last_device') setLastId(deviceId);
      else setProblem(trustWordsFor(error, { here }));
    } finally {
      setRemovingId(null);
      await changed();
    }
  };
  return (
    <Listed title={words.accounts.title} problem={problem}>
      <AccountList
        accounts={accounts.map((account) => accountView(account, here))}
        onOpen={(deviceId) => router.go({ name: 'account', deviceId })}
        onPaused={(deviceId) => router.go({ name: 'paused', deviceId })}
        onLetIn={(deviceId) => router.go({ name: 'letin', deviceId })}
        onRemove={(deviceId) => remove(deviceId)}
        onAdd={() => router.go({ name: 'pair', token: null })}
        removingId={removingId}
        pullsInBackground={platform.pullsInBackground}
      />
      <Dialog
        open={unheard !== null}
        danger
        title={unheard?.title ?? ''}
        confirm={words.removeOffline.confirm}
        onConfirm={() => {
          if (unheard !== null) remove(unheard.deviceId, { evenIfUnreachable: true, evenIfLast: true });
          setUnheard(null);
        }}
        onCancel={() => setUnheard(null)}
      >
        {unheard?.body}
      </Dialog>
      <Dialog
        open={lastId !== null}
        danger
        title={trustWords.device.lastTitle}
        confirm={trustWords.device.lastConfirm}
        onConfirm={() => {
          if (lastId !== null) remove(lastId, { evenIfLast: true });
          setLastId(null);
        }}
        onCancel={() => setLastId(null)}
      >
        {lastBody(accounts.some((account) => account.deviceId === lastId && hasCodes(account)))}
      </Dialog>
    </Listed>
  );
}

function accountView(account: Account, here: Here): AccountView {
  const failing = account.pushHealth === 'gone' || account.pushHealth === 'failed';
  return {
    id: account.deviceId,
    username: account.user.username,
    displayName: account.user.displayName,
    serverName: placeOf(account),
    serverHost: new URL(account.issuer).host,
    deviceName: account.deviceName,
    state: wasKeptOut(account) ? 'kept_out' : account.state === 'pending' ? 'active' : account.state,
    wrongCodes: (account.suspension?.why ?? 'wrong_codes') === 'wrong_codes',
    delivery: account.delivery === 'pull' ? 'pull' : failing || account.state === 'pending' ? 'failing' : 'push',
    onlyDevice: account.otherDevices === 0 && !account.refusal,
    hasCodes: hasCodes(account),
    ...(account.refusal ? { refused: refusedWords(account, account.refusal, here) } : {}),
  };
}

function refusedWords(
  account: Account,
  refusal: NonNullable<Account['refusal']>,
  here: Here,
): NonNullable<AccountView['refused']> {
  const reason = lockReason(account) ?? '';
  const { title, body, nextStep } = describeError(REFUSAL_WARNINGS[refusal], { here, reason });
  return { title, body: sentenceWords.together(body, nextStep) };
}
