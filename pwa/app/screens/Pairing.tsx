import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { AccountId } from '../../../shared/authenticator/actions.ts';
import type { Offer } from '../../../shared/authenticator/enrol.ts';
import { AuthenticatorError, errorCode } from '../../../shared/authenticator/errors.ts';
import { readScan } from '../../../shared/authenticator/scan.ts';
import type { TestResult } from '../../../shared/authenticator/test-push.ts';
import { useAppState } from '../../../shared/ui/app/app-context.ts';
import { followSteps } from '../../../shared/ui/app/enrol-steps.ts';
import { otherServerWords, wordsFor } from '../../../shared/ui/app/error-words.ts';
import { SettingUp } from '../../../shared/ui/app/screens/SettingUp.tsx';
import { useCamera } from '../../../shared/ui/app/screens/useCamera.ts';
import type { ErrorWords } from '../../../shared/ui/errorWords.ts';
import { useHere } from '../../../shared/ui/here.ts';
import { InstallGuide } from '../../../shared/ui/InstallGuide.tsx';
import { NotificationPrimer } from '../../../shared/ui/NotificationPrimer.tsx';
import { PairConfirm } from '../../../shared/ui/PairConfirm.tsx';
import { PairStart } from '../../../shared/ui/PairStart.tsx';
import { PullModeNotice, type PullModeNoticeProps } from '../../../shared/ui/PullModeNotice.tsx';
import { TestCheck } from '../../../shared/ui/TestCheck.tsx';
import { usePwaApp } from '../pwa-app.ts';
import { Scanner } from './Scanner.tsx';

type Step =
  | { readonly name: 'start' | 'scanning' | 'claiming' }
  | { readonly name: 'confirm' | 'primer' | 'asking' }
  | { readonly name: 'setting_up'; readonly what: 'subscribing' | 'binding' }
  | { readonly name: 'pull'; readonly reason: PullModeNoticeProps['reason'] }
  | { readonly name: 'testing' | 'ready' };

/** After this long without the test push, ways on appear; the server sends another one no sooner. */
const SLOW_AFTER_MS = 10_000;

const PULL_REASONS: Readonly<Record<string, PullModeNoticeProps['reason']>> = {
  subscribe_timeout: 'hung',
  subscribe_failed: 'unavailable',
  endpoint_not_allowed: 'unavailable',
};

/** Pairing, from the code to the test notification. Each step can fail in words, and nothing is made before "Pair". */
export function Pairing({ token }: { token: string | null }) {
  const app = usePwaApp();
  const { reader, actions, router, platform, origin } = app;
  const { accounts } = useAppState();
  const here = useHere();
  const camera = useCamera();
  const [step, setStep] = useState<Step>({ name: token === null ? 'start' : 'claiming' });
  const [code, setCode] = useState('');
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
    async (ticket: { code: string } | { token: string }) => {
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
    [actions, origin, here],
  );
  useEffect(() => {
    if (token !== null && !platform.mustInstall) claim({ token });
  }, [token, claim, platform.mustInstall]);

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
      const device = { kind: 'pwa', name: deviceName.trim(), platform: platform.description } as const;
      const result = await actions.enrol({ offer, device, push: how === 'push' });
      // A person who has just paired wants the key kept. Not waited for: Firefox asks, and may be left without an answer.
      app.storage.ask().then(app.changed, () => undefined);
      await finish(result);
    } catch (error) {
      const reason = PULL_REASONS[errorCode(error) ?? ''];
      if (reason && offer.pullAllowed) setStep({ name: 'pull', reason });
      else fail(error, { name: how === 'push' ? 'primer' : 'confirm' });
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

  const confirmed = () => {
    if (!platform.hasPush) {
      if (offer?.pullAllowed) return setStep({ name: 'pull', reason: 'unavailable' });
      return fail(new AuthenticatorError('pull_not_allowed', 'this browser has no push'), { name: 'confirm' });
    }
    return app.notifications.state() === 'granted' ? pair('push') : setStep({ name: 'primer' });
  };

  const whileTesting = async (work: (account: AccountId) => Promise<TestResult>) => {
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
  const back = accounts.length > 0 ? home : undefined;
  const skip = offer?.pullAllowed ? () => setStep({ name: 'pull', reason: 'declined' }) : undefined;
  if (platform.mustInstall) return <InstallGuide platform={platform.guide} onBack={back} />;

  switch (step.name) {
    case 'start':
    case 'claiming':
      return (
        <PairStart
          code={code}
          onCode={setCode}
          onContinue={() => claim({ code })}
          onScan={camera ? () => setStep({ name: 'scanning' }) : undefined}
          onBack={back}
          checking={step.name === 'claiming'}
          problem={problem}
        />
      );
    case 'scanning':
      return (
        <Scanner
          onText={async (text) => {
            try {
              const scanned = await readScan(reader, text);
              if (scanned.kind === 'code') {
                router.go({ name: 'request', challengeId: scanned.item.challengeId });
                return null;
              }
              if (scanned.origin !== origin) return otherServerWords(scanned.origin);
              claim({ token: scanned.token });
              return null;
            } catch (error) {
              return wordsFor(error, { here });
            }
          }}
          onTypeInstead={() => setStep({ name: 'start' })}
          onBack={() => setStep({ name: 'start' })}
        />
      );
    case 'primer':
    case 'asking':
      return (
        <NotificationPrimer
          pairing
          onAllow={allow}
          onSkip={skip}
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
          onContinue={() => pair('pull')}
          onRetry={allow}
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
          onPair={confirmed}
          onNotMine={() => {
            setOffer(null);
            setCode('');
            setStep({ name: 'start' });
          }}
          problem={problem}
        />
      );
  }
}
