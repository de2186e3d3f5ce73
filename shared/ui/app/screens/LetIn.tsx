import { useEffect, useState } from 'preact/hooks';
import { digitsFailed } from '../../../authenticator/digits-failed.ts';
import { errorCode } from '../../../authenticator/errors.ts';
import { shortFingerprint } from '../../fingerprint.ts';
import { useNow } from '../../use-now.ts';
import { WaitForDays } from '../../WaitForDays.tsx';
import { KeptOut, WaitToBeLetIn } from '../../WaitToBeLetIn.tsx';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { vouchingWords } from '../../words/vouching-words.ts';
import { useApp, useAppState } from '../app-context.ts';
import { wordsFor } from '../errors.ts';
import { LetInByCode } from '../lazy-screens.ts';
import { useFetch } from '../use-fetch.ts';

/** While the screen is in front; with it hidden a push, or opening it again, tells. */
const LOOK_EVERY_MS = 2_500;
/** Of one that waits for days. */
const LOOK_AT_WAIT_EVERY_MS = 15_000;
/** A request to be let in lives for ten minutes, the longest that a code may (N3); for the ring. */
const LIFE_MS = 600_000;

const clock = () => Date.now();

export interface LetInProps {
  readonly deviceId: string;
  /** It takes the place of an old phone, which asks for the digits. */
  readonly moves?: boolean;
  readonly onLetIn: () => void;
  /** The device is no more: it was stopped, or refused, and its account is removed here. */
  readonly onOver: () => void;
  readonly onBack: () => void;
}

/** A new device asks the user's others to let it in, and goes on by itself when one has. */
export function LetIn({ deviceId, moves = false, onLetIn, onOver, onBack }: LetInProps) {
  const { actions, changed } = useApp();
  const { accounts, offsets } = useAppState();
  const here = useHere();
  const localMs = useNow(1_000, clock);
  const account = accounts.find((one) => one.deviceId === deviceId);
  const [busy, setBusy] = useState<'asking' | 'stopping' | 'waiting' | null>(null);
  const [recovering, setRecovering] = useState(false);
  const [showsDigits, setShowsDigits] = useState(false);
  const [problem, setProblem] = useState<ErrorWords | undefined>();
  const { byId } = useFetch();
  const state = account?.state;
  const waits = account?.wait != null && account.wait.askedAtMs !== null;

  const doing = async (what: 'asking' | 'waiting', call: () => Promise<void>) => {
    setBusy(what);
    setProblem(undefined);
    try {
      await call();
    } catch (error) {
      const code = errorCode(error);
      // Refused meanwhile: its screen says so.
      if (code === 'device_revoked') return;
      const context = { here, serverName: account?.serverName };
      setProblem(code === 'waiting_refused' ? vouchingWords.days.refused(here) : wordsFor(error, context));
    } finally {
      setBusy(null);
      await changed();
    }
  };
  const ask = (again: boolean) => doing('asking', () => actions.askToBeLetIn({ deviceId, again }));

  useEffect(() => {
    ask(false);
  }, [deviceId]);

  useEffect(() => {
    if (state !== 'unvouched') return;
    const look = () => {
      if (document.visibilityState !== 'visible') return;
      // What it says is in the account then; without a network the next look tells.
      actions
        .lookWhetherLetIn({ deviceId })
        .catch(() => undefined)
        .then(changed);
    };
    const timer = setInterval(look, waits ? LOOK_AT_WAIT_EVERY_MS : LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [actions, changed, deviceId, state, waits]);

  useEffect(() => {
    if (state === 'active') onLetIn();
    if (state === undefined) onOver();
  }, [state, onLetIn, onOver]);

  const stop = async () => {
    setBusy('stopping');
    setProblem(undefined);
    try {
      // Nothing waits for a device that was never let in, so the server needn't be there.
      await actions.removeAccount({ deviceId, evenIfUnreachable: true });
    } catch (error) {
      setProblem(wordsFor(error, { here, serverName: account?.serverName }));
    } finally {
      setBusy(null);
      await changed();
    }
  };

  if (account === undefined || state === 'active') return null;
  const nowMs = localMs + (offsets.get(account.issuer) ?? 0);
  const { vouching, wait } = account;
  const ranOut = vouching != null && vouching.expiresAtMs <= nowMs;
  if (state !== 'unvouched') {
    const refused = vouching?.asksLeft === 0 ? 'last' : 'refused';
    const why = waits ? 'waited' : ranOut ? 'lapsed' : refused;
    return <KeptOut why={why} onAgain={stop} busy={busy === 'stopping'} />;
  }
  if (recovering) return <LetInByCode deviceId={deviceId} onBack={() => setRecovering(false)} />;
  if (wait && waits && (!showsDigits || !vouching || ranOut)) {
    const mayAsk = vouching == null || !ranOut || vouching.asksLeft > 0;
    const askOthers = async () => {
      if (ranOut || !vouching) await ask(true);
      setShowsDigits(true);
    };
    return (
      <WaitForDays
        wait={wait}
        nowMs={nowMs}
        serverName={account.serverName}
        onAsk={mayAsk ? askOthers : undefined}
        asking={busy === 'asking'}
        onRecover={() => setRecovering(true)}
        onStop={stop}
        stopping={busy === 'stopping'}
        onBack={onBack}
        problem={problem}
      />
    );
  }
  const older = accounts.some(
    ({ issuer, user, state }) => issuer === account.issuer && user.id === account.user.id && state === 'active',
  );
  const answerHere = async () => {
    if (!vouching) return;
    const { challengeId, code } = vouching;
    setProblem((await byId({ challengeId, issuer: account.issuer, code })) ?? undefined);
  };
  return (
    <WaitToBeLetIn
      ask={
        vouching
          ? { ...vouching, leftMs: vouching.expiresAtMs - nowMs, totalMs: LIFE_MS, failed: digitsFailed(account) }
          : null
      }
      moves={moves}
      deviceName={account.deviceName}
      serverName={account.serverName}
      fingerprint={shortFingerprint(account.thumbprint)}
      onAskAgain={() => ask(true)}
      askingAgain={busy === 'asking'}
      onStop={stop}
      stopping={busy === 'stopping'}
      onHere={older && vouching ? answerHere : undefined}
      orWait={
        wait && !waits
          ? {
              delayMs: wait.delayMs,
              onWait: () => doing('waiting', () => actions.waitToBeLetIn({ deviceId })),
              busy: busy === 'waiting',
            }
          : undefined
      }
      onRecover={() => setRecovering(true)}
      onBack={waits ? () => setShowsDigits(false) : onBack}
      problem={problem}
    />
  );
}
