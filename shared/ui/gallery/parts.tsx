import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Account } from '../../authenticator/account.ts';
import { AuthenticatorError } from '../../authenticator/errors.ts';
import { writeTowards } from '../../languages/names.ts';
import { AllQuiet, type AllQuietProps } from '../AllQuiet.tsx';
import type { Answer } from '../AnswerBar.tsx';
import { type App, AppContext } from '../app/app-context.ts';
import { RequestMissing } from '../app/screens/RequestMissing.tsx';
import { Trouble } from '../app/screens/Trouble.tsx';
import { createStore } from '../app/store.ts';
import { CodePad } from '../CodePad.tsx';
import { Outcome, type OutcomeProps } from '../Outcome.tsx';
import { PairStart } from '../PairStart.tsx';
import { RequestScreen, type RequestScreenProps } from '../RequestScreen.tsx';
import { Heading, Screen } from '../Screen.tsx';
import { TopBar } from '../TopBar.tsx';
import { describeError } from '../words/describe-error.ts';
import * as sample from './samples.ts';

/** What a button does in a picture. */
export const nothing = () => {};
export const { NOW_MS } = sample;

export function Request({ initialCode = '', ...props }: Partial<RequestScreenProps> & { initialCode?: string }) {
  const [code, setCode] = useState(initialCode);
  return (
    <RequestScreen
      view={sample.signIn}
      nowMs={NOW_MS}
      onApprove={nothing}
      onDeny={nothing}
      onReport={nothing}
      onScan={nothing}
      {...props}
      code={code}
      onCode={setCode}
    />
  );
}

/** A request that can be answered: the answer then shows as being sent. */
export function LiveRequest() {
  const [sending, setSending] = useState<Answer | null>(null);
  return (
    <Request
      sending={sending}
      onApprove={() => setSending('approve')}
      onDeny={() => setSending('deny')}
      onReport={() => setSending('report')}
    />
  );
}

/** A screen of the app, on an app that does nothing. */
function Within({ accounts = [], children }: { accounts?: readonly Account[]; children: ComponentChildren }) {
  const store = createStore();
  store.set({ accounts });
  const app = {
    store,
    router: { go: nothing },
    actions: { pullWaiting: async () => {}, fetchRequest: async () => {} },
    changed: async () => {},
  } as unknown as App;
  return <AppContext.Provider value={app}>{children}</AppContext.Provider>;
}

/** A request that isn't here, on a device that is paired, or isn't any more. */
export function Missing({ paired }: { paired: boolean }) {
  return (
    <Within accounts={paired ? [{} as Account] : []}>
      <RequestMissing challengeId="chl_1" />
    </Within>
  );
}

export function NoKeys() {
  return (
    <Within>
      <Trouble error={new AuthenticatorError('storage_refused', '')} onAgain={nothing} />
    </Within>
  );
}

export function Quiet(props: Partial<AllQuietProps>) {
  return (
    <AllQuiet
      nowMs={NOW_MS}
      quietness={{ kind: 'quiet' }}
      runsIn="app"
      lastAnswer={{ applicationName: 'Harbour Photos', state: 'approved', atMs: NOW_MS - 2 * 3_600_000 }}
      health={{ state: 'ok', checkedAtMs: NOW_MS - 2 * 3_600_000 }}
      test="idle"
      onTest={nothing}
      onTurnOn={nothing}
      onAccount={nothing}
      onSettings={nothing}
      {...props}
    />
  );
}

export function End(props: Pick<OutcomeProps, 'outcome' | 'anotherWaits' | 'more' | 'instead'>) {
  return <Outcome {...props} applicationName="Harbour Photos" onDone={nothing} onRetry={nothing} onDevices={nothing} />;
}

export function Start({
  initialCode = '',
  ...props
}: {
  initialCode?: string;
  problem?: boolean;
  checking?: boolean;
  scan?: boolean;
}) {
  const [code, setCode] = useState(initialCode);
  return (
    <PairStart
      code={code}
      onCode={setCode}
      onContinue={nothing}
      onRecover={nothing}
      onScan={props.scan === false ? undefined : nothing}
      checking={props.checking ?? false}
      problem={props.problem ? describeError('enrollment_invalid') : undefined}
    />
  );
}

export function Listed({ title, children, lead }: { title: string; children: ComponentChildren; lead?: string }) {
  return (
    <Screen bar={<TopBar onBack={nothing} />}>
      <Heading lead={lead}>{title}</Heading>
      {children}
    </Screen>
  );
}

/** The layout mirrored, as a right-to-left translation would have it. */
export function RightToLeft() {
  document.documentElement.dir = 'rtl';
  writeTowards('rtl');
  return <Request view={sample.transfer} initialCode="" />;
}

export function Pads() {
  return (
    <Listed title="Code pads">
      {[2, 3, 4, 5, 6, 7, 8].map((digits) => (
        <CodePad key={digits} digits={digits} code={'48291375'.slice(0, Math.ceil(digits / 2))} onCode={nothing} />
      ))}
    </Listed>
  );
}
