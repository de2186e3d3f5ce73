import { useState } from 'preact/hooks';
import { canFetch } from '../../../authenticator/health.ts';
import { wantsPush } from '../../../authenticator/wants-push.ts';
import { AllQuiet, type TestState } from '../../AllQuiet.tsx';
import { Button } from '../../Button.tsx';
import { PendingList } from '../../PendingList.tsx';
import { Heading, Screen } from '../../Screen.tsx';
import { TopBar } from '../../TopBar.tsx';
import { useNow } from '../../use-now.ts';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { words } from '../../words/words.ts';
import { useApp, useAppState } from '../app-context.ts';
import { deliveryHealth } from '../delivery-health.ts';
import { wordsFor } from '../errors.ts';
import { isHeard, quietness } from '../quietness.ts';
import { inSeveralPlaces, requestView } from '../request-view.ts';
import type { AppState } from '../store.ts';
import { useThingsToDo } from '../things-to-do.tsx';
import { FetchThisPage } from './FetchThisPage.tsx';

const clock = () => Date.now();

/** Where the app opens when no request does: the list when several wait; otherwise it says that all is quiet. */
export function Home() {
  const { waiting } = useAppState();
  return waiting.length === 0 ? <Quiet /> : <Pending />;
}

function Pending() {
  const { router } = useApp();
  const { waiting, accounts } = useAppState();
  const nowMs = useNow(10_000, clock);
  const severalPlaces = inSeveralPlaces(accounts);
  return (
    <Screen bar={<TopBar />}>
      <Heading lead={words.pending.count(waiting.length)}>{words.pending.title}</Heading>
      <PendingList
        requests={waiting.map((request) => requestView(request, severalPlaces))}
        nowMs={nowMs}
        onOpen={(challengeId) => router.go({ name: 'request', challengeId })}
      />
      <FetchThisPage />
      {accounts.some(canFetch) && (
        <Button wide icon="scan" onClick={() => router.go({ name: 'signin' })}>
          {words.signingIn.entry}
        </Button>
      )}
    </Screen>
  );
}

function Quiet() {
  const { actions, platform, router, changed } = useApp();
  const state = useAppState();
  const nowMs = useNow(10_000, clock);
  const here = useHere();
  const [test, setTest] = useState<TestState>('idle');
  const [problem, setProblem] = useState<ErrorWords | undefined>();
  const todo = useThingsToDo();

  const runTest = async () => {
    const tested = state.accounts.find(
      (account) => account.state === 'active' && isHeard(account) && wantsPush(account),
    );
    if (!tested) return;
    setTest('sending');
    setProblem(undefined);
    try {
      const waiting = setTimeout(() => setTest('waiting'), 1_000);
      const result = await actions.retryTest({ deviceId: tested.deviceId }).finally(() => clearTimeout(waiting));
      setTest(result.kind === 'passed' ? 'arrived' : 'lost');
    } catch (error) {
      // It was never sent, so it can't be lost.
      setTest('idle');
      setProblem(wordsFor(error, { here, serverName: tested.serverName }));
    }
    await changed();
  };

  const last = state.lastAnswer;
  // The list says what keeps an account from being used.
  const only = state.accounts.length === 1 ? state.accounts.find((account) => account.state === 'active') : undefined;
  const heard = state.accounts.filter(isHeard);
  return (
    <AllQuiet
      nowMs={nowMs}
      lastAnswer={last && { applicationName: last.applicationName, state: last.state, atMs: last.finalAtMs }}
      health={heard.length > 0 ? { state: deliveryHealth(state), checkedAtMs: lastPushAtMs(state) } : null}
      quietness={quietness(state)}
      runsIn={platform.runsIn}
      pullsInBackground={platform.pullsInBackground}
      test={test}
      onTest={runTest}
      testProblem={problem}
      onTurnOn={platform.hasPush ? () => router.go({ name: 'settings' }) : undefined}
      onSigningIn={heard.some(canFetch) ? () => router.go({ name: 'signin' }) : undefined}
      onAccount={() => router.go(only ? { name: 'account', deviceId: only.deviceId } : { name: 'accounts' })}
      severalAccounts={!only}
      onSettings={() => router.go({ name: 'settings' })}
      thisPage={<FetchThisPage />}
      todo={todo}
    />
  );
}

function lastPushAtMs({ accounts }: AppState): number | null {
  const times = accounts.map(({ lastPushAtMs: atMs }) => atMs).filter((atMs) => atMs !== null);
  return times.length === 0 ? null : Math.max(...times);
}
