import { type ComponentChildren, Fragment } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { AccountId } from '../../../authenticator/actions.ts';
import type { Offer } from '../../../authenticator/enrol.ts';
import { AuthenticatorError, errorCode } from '../../../authenticator/errors.ts';
import type { TestResult } from '../../../authenticator/test-push.ts';
import { NotificationPrimer } from '../../NotificationPrimer.tsx';
import { PairConfirm } from '../../PairConfirm.tsx';
import { PullModeNotice, type PullModeNoticeProps } from '../../PullModeNotice.tsx';
import { TestCheck } from '../../TestCheck.tsx';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { useApp, useAppState } from '../app-context.ts';
import { followSteps } from '../enrol-steps.ts';
import { wordsFor } from '../errors.ts';
import { SettingUp } from './SettingUp.tsx';

type Step =
  | { readonly name: 'start' | 'claiming' | 'confirm' | 'primer' | 'asking' }
  | { readonly name: 'setting_up'; readonly what: 'subscribing' | 'binding' }
  | { readonly name: 'pull'; readonly reason: PullModeNoticeProps['reason'] }
  | { readonly name: 'testing' | 'ready' };

/** What comes before: how the shell gets at a ticket. */
export interface PairingStart {
  readonly claim: (origin: string, ticket: { code: string } | { token: string }) => Promise<void>;
  readonly claiming: boolean;
  readonly problem: ErrorWords | undefined;
  readonly onBack: (() => void) | undefined;
}

export interface PairingFlowProps {
  readonly kind: 'pwa' | 'extension';
  readonly renderStart: (start: PairingStart) => ComponentChildren;
  /** Something to know before "Pair" is pressed. */
  readonly confirmNote?: (offer: Offer) => ComponentChildren;
  /** On the tap on "Pair": what only a tap may ask the browser. */
  readonly onPair?: (offer: Offer) => Promise<unknown>;
  readonly onPaired?: () => void;
}

/** After this long without the test push, ways on appear; the server sends another one no sooner. */
const SLOW_AFTER_MS = 10_000;

const PULL_REASONS: Readonly<Record<string, PullModeNoticeProps['reason']>> = {
  subscribe_timeout: 'hung',
  subscribe_failed: 'unavailable',
  endpoint_not_allowed: 'unavailable',
};

/** Pairing, from the ticket to the test notification. Each step can fail in words, and nothing is made before "Pair". */
export function PairingFlow({ kind, renderStart, confirmNote, onPair, onPaired }: PairingFlowProps) {
  const app = useApp();
  const { reader, actions, router, platform } = app;
  const { accounts } = useAppState();
  const here = useHere();
  const [step, setStep] = useState<Step>({ name: 'start' });
  const [offer, setOffer] = useState<Offer | null>(null);
  const [deviceName, setDeviceName] = useState(platform.deviceName);
  const [problem, setProblem] = useState<ErrorWords | undefined>();
  const [busy, setBusy] = useState(false);
  const [slow, setSlow] = useState(false);
  const pendingId = useRef<string | null>(null);

  const fail = useCallback(
    (error: unknown, back: Step) => {
      setProblem(wordsFor(error, { here, serverName: offer?.serverName }));
      setStep(back);
    },
    [here, offer],
  );

  const claim = useCallback(
    async (origin: string, ticket: { code: string } | { token: string }) => {
      setProblem(undefined);
      setStep({ name: 'claiming' });
      try {
        setOffer(await actions.claimEnrollment({ origin, ticket }));
        setStep({ name: 'confirm' });
      } catch (error) {
        setProblem(wordsFor(error, { here }));
        setStep({ name: 'start' });
      }
    },
    [actions, here],
  );

  useEffect(() => {
    if (step.name !== 'testing') return setSlow(false);
    const timer = setTimeout(() => setSlow(true), SLOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, [step.name]);

  const finish = async (result: TestResult) => {
    pendingId.current = result.account.deviceId;
    // First, or a quick "Done" leads to a home that knows of no account yet, and from there to pairing once more.
    await app.changed();
    if (result.kind === 'passed') setStep({ name: 'ready' });
    else setSlow(true);
  };

  /** Makes key and subscription, binds them, waits for the test. */
  const pair = async (how: 'push' | 'pull') => {
    if (!offer) return;
    setProblem(undefined);
    const unfollow = followSteps(app.store, (what) =>
      setStep(what === 'testing' ? { name: 'testing' } : { name: 'setting_up', what }),
    );
    try {
      const device = { kind, name: deviceName.trim(), platform: platform.description } as const;
      const result = await actions.enrol({ offer, device, push: how === 'push' });
      onPaired?.();
      await finish(result);
    } catch (error) {
      const reason = PULL_REASONS[errorCode(error) ?? ''];
      if (reason && offer.pullAllowed) setStep({ name: 'pull', reason });
      else fail(error, { name: how === 'push' && app.notifications.state() !== 'granted' ? 'primer' : 'confirm' });
    } finally {
      unfollow();
    }
  };

  const allow = async () => {
    setProblem(undefined);
    setStep({ name: 'asking' });
    try {
      await app.notifications.ask();
    } catch (error) {
      return fail(error, { name: 'primer' });
    }
    await pair('push');
  };

  const confirmed = async () => {
    // Asked first: what a tap may ask, it may ask only at once.
    if (offer) await onPair?.(offer);
    if (!platform.hasPush) {
      if (offer?.pullAllowed) return setStep({ name: 'pull', reason: 'unsupported' });
      return fail(new AuthenticatorError('pull_not_allowed', 'this browser has no push'), { name: 'confirm' });
    }
    return app.notifications.state() === 'granted' ? pair('push') : setStep({ name: 'primer' });
  };

  const whileTesting = async (work: (id: AccountId) => Promise<TestResult>) => {
    setBusy(true);
    setProblem(undefined);
    try {
      // While `enrol` still waits, the account is in the database only.
      const pending = (await reader.keys.accounts()).find(({ state }) => state === 'pending');
      const deviceId = pendingId.current ?? pending?.deviceId;
      if (deviceId === undefined) throw new AuthenticatorError('account_unknown', 'nothing is being paired');
      await finish(await work({ deviceId }));
    } catch (error) {
      fail(error, { name: 'testing' });
    } finally {
      setBusy(false);
    }
  };

  const home = () => router.go({ name: 'home' }, 'replace');
  const onBack = accounts.length > 0 ? home : undefined;
  switch (step.name) {
    case 'start':
    case 'claiming':
      return <Fragment>{renderStart({ claim, claiming: step.name === 'claiming', problem, onBack })}</Fragment>;
    case 'primer':
    case 'asking':
      return (
        <NotificationPrimer
          pairing
          onAllow={allow}
          onSkip={offer?.pullAllowed ? () => setStep({ name: 'pull', reason: 'declined' }) : undefined}
          asking={step.name === 'asking'}
          problem={problem}
          onBack={() => setStep({ name: 'confirm' })}
        />
      );
    case 'setting_up':
      return <SettingUp what={step.what} />;
    case 'pull':
      return (
        <PullModeNotice
          pairing
          reason={step.reason}
          inBackground={platform.pullsInBackground}
          onContinue={() => pair('pull')}
          onRetry={platform.hasPush ? allow : undefined}
          onBack={() => setStep({ name: 'confirm' })}
        />
      );
    case 'testing':
    case 'ready':
      return (
        <TestCheck
          state={step.name === 'ready' ? 'ready' : slow ? 'slow' : 'waiting'}
          onSendAgain={() => whileTesting(actions.sendTestAgain)}
          onPull={offer?.pullAllowed ? () => whileTesting(actions.continueWithoutPush) : undefined}
          onDone={home}
          sendingAgain={busy}
          problem={problem}
        />
      );
    default:
      return offer === null ? null : (
        <PairConfirm
          username={offer.user.username}
          displayName={offer.user.displayName}
          serverName={offer.serverName}
          serverHost={new URL(offer.origin).host}
          applicationName={offer.applicationName}
          deviceName={deviceName}
          onDeviceName={setDeviceName}
          note={confirmNote?.(offer)}
          onPair={confirmed}
          onNotMine={() => {
            setOffer(null);
            setStep({ name: 'start' });
          }}
          problem={problem}
        />
      );
  }
}
