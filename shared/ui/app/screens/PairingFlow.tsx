import { type ComponentChildren, Fragment } from 'preact';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Offer } from '../../../authenticator/enrol.ts';
import type { ClaimRequest } from '../../../protocol/device-api.ts';
import { NotificationPrimer } from '../../NotificationPrimer.tsx';
import { PairConfirm } from '../../PairConfirm.tsx';
import { PullModeNotice } from '../../PullModeNotice.tsx';
import { TestCheck } from '../../TestCheck.tsx';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { useApp, useAppState } from '../app-context.ts';
import { wordsFor } from '../errors.ts';
import { lazyScreen } from '../lazy-screen.ts';
import { LetIn, RecoveryCodes, WhichIsThis } from '../lazy-screens.ts';
import { carryOut, type PairingContext } from '../pairing-effects.ts';
import { mayGoWithout, nextStep, type Pairing, type PairingEvent, START } from '../pairing-steps.ts';
import { SettingUp } from './SettingUp.tsx';
import { Trouble } from './Trouble.tsx';

const ConfirmOffer = lazyScreen(() => import('../../ConfirmOffer.tsx').then((file) => file.ConfirmOffer));

/** What the shell's own first screen works with, on which a person gets at a ticket. */
export interface PairingStart {
  readonly claim: (origin: string, ticket: ClaimRequest) => void;
  readonly claiming: boolean;
  readonly problem: ErrorWords | undefined;
  readonly onBack: (() => void) | undefined;
}

export interface PairingFlowProps {
  readonly kind: PairingContext['kind'];
  readonly renderStart: (start: PairingStart) => ComponentChildren;
  /** Something to know before "Pair" is pressed. */
  readonly confirmNote?: (offer: Offer) => ComponentChildren;
  readonly onPair?: PairingContext['onPair'];
  readonly onPaired?: PairingContext['onPaired'];
}

/** After this long without the test push, ways on appear; the server sends another one no sooner. */
const SLOW_AFTER_MS = 10_000;

/** Draws the steps of pairing (pairing-steps.ts), from the ticket to the test notification. */
export function PairingFlow({ kind, renderStart, confirmNote, onPair, onPaired }: PairingFlowProps) {
  const app = useApp();
  const { actions, router, platform, changed } = app;
  const { accounts } = useAppState();
  const here = useHere();
  const [codesOf, setCodesOf] = useState<string | null>(null);
  const [deviceName, setDeviceName] = useState(platform.deviceName);
  const [pairing, happens] = usePairing({ app, kind, deviceName, onPair, onPaired });
  const { step, offer, problem: error } = pairing;
  const problem = useMemo(
    () =>
      error === undefined
        ? undefined
        : wordsFor(error, { here, runsIn: platform.runsIn, serverName: offer?.serverName }),
    [error, here, platform, offer],
  );
  // Stays the same, since the shells' first screens have it among the dependencies of an effect.
  const claim = useCallback<PairingStart['claim']>(
    (origin, ticket) => happens({ type: 'claim', origin, ticket }),
    [happens],
  );

  useEffect(() => happens({ type: 'try_keys' }), [happens]);

  // With other devices the person has another way in already.
  const first = accounts.find((one) => one.deviceId === pairing.deviceId && one.otherDevices === 0);
  // Somebody who came in by a recovery code has others left.
  const unsaidOf = step === 'ready' && first?.recoveryCodesLeft === undefined ? first?.deviceId : undefined;
  useEffect(() => {
    // A server of before doesn't say.
    if (unsaidOf !== undefined) actions.recoveryCodesLeft({ deviceId: unsaidOf }).then(changed, () => undefined);
  }, [actions, changed, unsaidOf]);
  const home = () => router.go({ name: 'home' }, 'replace');
  const back = () => happens({ type: 'back' });
  const allow = () => happens({ type: 'allow' });
  const letIn = useCallback(() => happens({ type: 'let_in' }), [happens]);
  const keptOut = useCallback(() => happens({ type: 'kept_out' }), [happens]);
  const settled = useCallback(() => happens({ type: 'settled' }), [happens]);
  const goWithout = () => happens({ type: 'go_without' });
  switch (step) {
    case 'start':
    case 'claiming': {
      const onBack = accounts.length > 0 ? () => router.back({ name: 'home' }) : undefined;
      return <Fragment>{renderStart({ claim, claiming: step === 'claiming', problem, onBack })}</Fragment>;
    }
    case 'no_keys':
      return <Trouble error={error} onAgain={() => happens({ type: 'try_keys' })} />;
    case 'confirm':
      return offer === null ? null : (
        <PairConfirm
          username={offer.user.username}
          displayName={offer.user.displayName}
          serverName={offer.serverName}
          realmName={offer.realmName}
          serverHost={new URL(offer.origin).host}
          applicationName={offer.applicationName}
          deviceName={deviceName}
          onDeviceName={setDeviceName}
          note={confirmNote?.(offer)}
          onPair={() => happens({ type: 'pair' })}
          onNotMine={() => happens({ type: 'not_mine' })}
          problem={problem}
        />
      );
    case 'primer':
    case 'asking':
      return (
        <NotificationPrimer
          pairing
          onAllow={allow}
          onSkip={mayGoWithout(pairing) ? () => happens({ type: 'skip' }) : undefined}
          asking={step === 'asking'}
          problem={problem}
          onBack={back}
        />
      );
    case 'pull':
      return (
        <PullModeNotice
          pairing
          reason={pairing.reason}
          inBackground={platform.pullsInBackground}
          onContinue={goWithout}
          onRetry={platform.hasPush ? allow : undefined}
          onBack={back}
        />
      );
    case 'setting_up':
      return <SettingUp what={pairing.doing} />;
    case 'vouching':
      return pairing.deviceId === null ? null : (
        <LetIn deviceId={pairing.deviceId} onLetIn={letIn} onOver={keptOut} onBack={home} />
      );
    case 'same':
      return pairing.deviceId === null ? null : <WhichIsThis deviceId={pairing.deviceId} onDone={settled} />;
    case 'confirming':
      return (
        <ConfirmOffer
          onSetUp={() => happens({ type: 'set_up' })}
          onSkip={() => happens({ type: 'skip' })}
          asking={pairing.sending}
          problem={problem}
        />
      );
    case 'testing':
    case 'ready':
      if (codesOf !== null) return <RecoveryCodes deviceId={codesOf} onBack={() => setCodesOf(null)} />;
      return (
        <TestCheck
          state={step === 'ready' ? 'ready' : pairing.slow ? 'slow' : 'waiting'}
          onSendAgain={() => happens({ type: 'send_again' })}
          onPull={mayGoWithout(pairing) ? goWithout : undefined}
          onDone={home}
          codesLeft={first?.recoveryCodesLeft ?? 0}
          onCodes={first ? () => setCodesOf(first.deviceId) : undefined}
          sendingAgain={pairing.sending}
          problem={problem}
        />
      );
  }
}

/** @returns how far pairing has come, and the way to tell it what was tapped */
function usePairing(context: PairingContext): readonly [Pairing, (event: PairingEvent) => void] {
  const [pairing, draw] = useState(START);
  // Where pairing is now: the drawing may be behind.
  const current = useRef(START);
  const latest = useRef(context);
  latest.current = context;
  const { userVerification } = context.app;
  // Known long before it is needed, or not offered.
  const confirms = useRef(false);
  useEffect(() => {
    userVerification?.available().then((available) => {
      confirms.current = available;
    });
  }, [userVerification]);

  const happens = useCallback((event: PairingEvent) => {
    const { platform, notifications } = latest.current.app;
    const granted = notifications.state() === 'granted';
    const facts = { hasPush: platform.hasPush, granted, confirms: confirms.current };
    const turn = nextStep(current.current, event, facts);
    current.current = turn.pairing;
    draw(turn.pairing);
    // Here and not in an effect of the drawing: a browser's question may be asked only in the very moment of a tap.
    if (turn.effect) carryOut(turn.effect, latest.current, happens);
  }, []);

  useEffect(() => {
    if (pairing.step !== 'testing') return;
    const timer = setTimeout(() => happens({ type: 'took_long' }), SLOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, [pairing.step, happens]);

  return [pairing, happens];
}
