import type { ComponentChildren } from 'preact';
import { Button } from './Button.tsx';
import { type FinalState, finalStates, type Tone } from './final-states.ts';
import { Given } from './Given.tsx';
import { Icon, type IconName, Mark } from './Icon.tsx';
import { LiveRegion } from './LiveRegion.tsx';
import { Row } from './Row.tsx';
import { Heading, Screen, Section } from './Screen.tsx';
import { type Here, useHere } from './words/here.ts';
import { relativeTime } from './words/relative-time.ts';
import { words } from './words/words.ts';

/** Whether notifications arrive, as far as this device knows. `off`: the person or the browser turned them off. */
export type DeliveryHealth = 'ok' | 'unknown' | 'failing' | 'hidden' | 'off' | 'pull';

/** Where a test notification is. */
export type TestState = 'idle' | 'sending' | 'waiting' | 'arrived' | 'lost';

export interface AllQuietProps {
  readonly nowMs: number;
  readonly lastAnswer: { readonly applicationName: string; readonly state: FinalState; readonly atMs: number } | null;
  /** null where this device no longer answers for anybody: then no request can reach it. */
  readonly health: { readonly state: DeliveryHealth; readonly checkedAtMs: number | null } | null;
  /** Without notifications the app asks by itself, also with no page open. */
  readonly pullsInBackground?: boolean;
  readonly test: TestState;
  readonly onTest: () => void;
  /** Asks for notifications; offered where they are off or not used. */
  readonly onTurnOn?: (() => void) | undefined;
  /** Fetches the request of a page where the person signs in; offered where a server knows that. */
  readonly onSigningIn?: (() => void) | undefined;
  readonly onHistory: () => void;
  readonly onAccounts: () => void;
  /** Warnings above everything (storage, only one device), each a Banner. */
  readonly notices?: ComponentChildren;
}

/** Nothing waits: reassurance, the last answer, and proof that the next request will arrive. */
export function AllQuiet(props: AllQuietProps) {
  const { nowMs, lastAnswer, health } = props;
  return (
    <Screen>
      <div class="nod-quiet__hero">
        <span class="nod-quiet__mark">
          <Mark size={72} />
        </span>
        <Heading huge lead={words.quiet.body}>
          {words.quiet.title}
        </Heading>
      </div>
      {props.notices}
      <Section title={words.quiet.last}>
        <div class="nod-card">
          {lastAnswer === null ? (
            <Row sign={{ icon: 'clock' }} title={<span class="nod-quiet__none">{words.quiet.noneYet}</span>} />
          ) : (
            <Row
              sign={finalStates[lastAnswer.state]}
              title={<Given>{lastAnswer.applicationName}</Given>}
              note={`${finalStates[lastAnswer.state].word} · ${relativeTime(lastAnswer.atMs, nowMs)}`}
            />
          )}
        </div>
      </Section>
      {health !== null && <Health {...props} health={health} />}
      <nav class="nod-card" aria-label={words.quiet.more}>
        <ul class="nod-rows">
          {props.onSigningIn && (
            <li>
              <Row
                sign={{ icon: 'scan' }}
                title={words.signingIn.entry}
                note={words.signingIn.entryNote}
                onOpen={props.onSigningIn}
              />
            </li>
          )}
          <li>
            <Row sign={{ icon: 'history' }} title={words.history.title} onOpen={props.onHistory} />
          </li>
          <li>
            <Row sign={{ icon: 'person' }} title={words.quiet.accounts} onOpen={props.onAccounts} />
          </li>
        </ul>
      </nav>
    </Screen>
  );
}

type HealthProps = AllQuietProps & { readonly health: NonNullable<AllQuietProps['health']> };

function Health({ health, nowMs, test, onTest, onTurnOn, pullsInBackground = false }: HealthProps) {
  const here = useHere();
  const look = health.state === 'pull' && pullsInBackground ? ROUNDS : healthLook(health, nowMs, here);
  const canTest = health.state !== 'off' && health.state !== 'pull';
  return (
    <Section title={words.quiet.thisDevice(here)}>
      <div class="nod-card">
        <Row sign={look} title={look.title} note={look.note} />
        <div class="nod-quiet__test">
          {canTest ? (
            <Button wide icon="send" onClick={onTest} busy={testBusy[test]}>
              {words.quiet.test}
            </Button>
          ) : (
            onTurnOn && (
              <Button wide icon="bell" onClick={onTurnOn}>
                {words.quiet.turnOn}
              </Button>
            )
          )}
          {canTest && test in testResult && <TestResult test={test} />}
        </div>
      </div>
      <LiveRegion>{testResult[test]?.words ?? testBusy[test]}</LiveRegion>
    </Section>
  );
}

const testBusy: Partial<Record<TestState, string>> = {
  sending: words.quiet.testing,
  waiting: words.quiet.testWaiting,
};

const testResult: Partial<Record<TestState, { words: string; icon: IconName; tone: Tone }>> = {
  arrived: { words: words.quiet.testArrived, icon: 'check', tone: 'leaf' },
  lost: { words: words.quiet.testLost, icon: 'warning', tone: 'rust' },
};

function TestResult({ test }: { test: TestState }) {
  const result = testResult[test];
  if (result === undefined) return null;
  return (
    <p class={`nod-quiet__result nod-quiet__result--${result.tone}`}>
      <Icon name={result.icon} size={20} />
      <span>{result.words}</span>
    </p>
  );
}

interface HealthLook {
  readonly icon: IconName;
  readonly tone: Tone;
  readonly title: string;
  readonly note?: string;
}

const ROUNDS: HealthLook = {
  icon: 'clock',
  tone: 'amber',
  title: words.rounds.quiet,
  note: words.rounds.quietNext,
};

function healthLook({ state, checkedAtMs }: HealthProps['health'], nowMs: number, here: Here): HealthLook {
  const checked = checkedAtMs === null ? {} : { note: words.quiet.checked(relativeTime(checkedAtMs, nowMs)) };
  const looks: Readonly<Record<DeliveryHealth, HealthLook>> = {
    ok: { icon: 'bell', tone: 'leaf', title: words.quiet.healthy(here), ...checked },
    unknown: { icon: 'bell', tone: 'quiet', title: words.quiet.unknown, note: words.quiet.unknownNext },
    failing: { icon: 'warning', tone: 'rust', title: words.quiet.failing(here), note: words.quiet.failingNext },
    hidden: { icon: 'warning', tone: 'rust', title: words.quiet.hidden, note: words.quiet.hiddenNext(here) },
    off: { icon: 'bellOff', tone: 'amber', title: words.quiet.off, note: words.quiet.offNext },
    pull: { icon: here, tone: 'amber', title: words.quiet.pull, note: words.quiet.pullNext },
  };
  return looks[state];
}
