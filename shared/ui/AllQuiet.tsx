import type { ComponentChildren } from 'preact';
import { shownText } from '../languages/names.ts';
import type { Quietness } from './app/quietness.ts';
import { Problem } from './Banner.tsx';
import { Button } from './Button.tsx';
import { type FinalState, finalStates, type Tone } from './final-states.ts';
import { Given } from './Given.tsx';
import { Icon, type IconName, Mark } from './Icon.tsx';
import { LiveRegion } from './LiveRegion.tsx';
import { Row } from './Row.tsx';
import { Heading, Screen, Section } from './Screen.tsx';
import { Todo, type TodoProps } from './Todo.tsx';
import { accountWords } from './words/account-words.ts';
import type { ErrorWords } from './words/error-words.ts';
import { type Here, type RunsIn, useHere } from './words/here.ts';
import { listed, relativeTime } from './words/relative-time.ts';
import { words } from './words/words.ts';

/** Whether notifications arrive, as far as this device knows. `off`: the person or the browser turned them off. */
export type DeliveryHealth = 'ok' | 'unknown' | 'failing' | 'slowed' | 'untested' | 'hidden' | 'off' | 'pull';

/** Where a test notification is. */
export type TestState = 'idle' | 'sending' | 'waiting' | 'arrived' | 'lost';

export interface AllQuietProps {
  readonly nowMs: number;
  /** What the first line may say: that all is quiet is told only where it is known. */
  readonly quietness: Quietness;
  readonly lastAnswer: { readonly applicationName: string; readonly state: FinalState; readonly atMs: number } | null;
  /** null where this device no longer answers for anybody: then no request can reach it. */
  readonly health: { readonly state: DeliveryHealth; readonly checkedAtMs: number | null } | null;
  readonly runsIn: RunsIn;
  /** Without notifications the app asks by itself, also with no page open. */
  readonly pullsInBackground?: boolean;
  readonly test: TestState;
  readonly onTest: () => void;
  /** What kept the test from being sent. */
  readonly testProblem?: ErrorWords | undefined;
  /** Asks for notifications; offered where they are off or not used. */
  readonly onTurnOn?: (() => void) | undefined;
  /** Fetches the request of a page where the person signs in; offered where a server knows that. */
  readonly onSigningIn?: (() => void) | undefined;
  /** Leads to the account, or to the list of `severalAccounts`. */
  readonly onAccount: () => void;
  readonly severalAccounts?: boolean;
  readonly onSettings: () => void;
  /** What there is to do on this device, worst first. */
  readonly todo?: readonly TodoProps[];
  /** What the page in front offers (an extension's). */
  readonly thisPage?: ComponentChildren;
}

/** Nothing waits: one line says how sure that is, one card what there is to do, and the rest is reassurance. */
export function AllQuiet(props: AllQuietProps) {
  const { nowMs, lastAnswer, health, todo = [] } = props;
  const here = useHere();
  const line = quietLine(props.quietness, here);
  return (
    <Screen>
      <div class={`nod-quiet__hero${line.calm ? '' : ' nod-quiet__hero--unsure'}`}>
        <span class="nod-quiet__mark">
          <Mark size={72} />
        </span>
        <Heading huge lead={line.body}>
          {line.title}
        </Heading>
        <LiveRegion>{line.title}</LiveRegion>
      </div>
      {props.thisPage}
      {(todo.length > 0 || health !== null) && (
        <Section title={words.quiet.thisDevice(here)}>
          <ul class="nod-card nod-rows">
            {todo.map((thing, index) => (
              <li key={index}>
                <Todo {...thing} />
              </li>
            ))}
            {health !== null && (
              <li>
                <Health {...props} health={health} />
              </li>
            )}
          </ul>
        </Section>
      )}
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
            <Row
              sign={{ icon: 'person' }}
              title={props.severalAccounts ? words.accounts.title : accountWords.title}
              note={accountWords.note}
              onOpen={props.onAccount}
            />
          </li>
          <li>
            <Row
              sign={{ icon: here }}
              title={words.settings.title}
              note={words.settings.note}
              onOpen={props.onSettings}
            />
          </li>
        </ul>
      </nav>
    </Screen>
  );
}

/** The one line of state. `calm`: it is as it should be. */
function quietLine(quietness: Quietness, here: Here): { title: string; body: string; calm: boolean } {
  const text = words.quiet;
  switch (quietness.kind) {
    case 'quiet':
      return { title: text.title, body: text.body, calm: true };
    case 'asking':
      return { ...text.asking, calm: true };
    case 'offline':
      return { title: text.offline.title, body: text.offline.body(here), calm: false };
    case 'unused':
      return { title: text.unused.title, body: text.unused.body(here), calm: false };
    case 'away': {
      const names = listed(quietness.servers.map(shownText));
      const { title, body } = quietness.all ? text.away : text.someAway;
      return { title, body: body(names), calm: false };
    }
  }
}

type HealthProps = AllQuietProps & { readonly health: NonNullable<AllQuietProps['health']> };

function Health(props: HealthProps) {
  const { health, quietness, nowMs, test, onTest, testProblem, onTurnOn, runsIn, pullsInBackground = false } = props;
  const here = useHere();
  // Whether notifications arrive is the server's to show: without it, nobody knows.
  const unseen = quietness.kind === 'offline' || (quietness.kind === 'away' && quietness.all);
  const shown = unseen && (health.state === 'ok' || health.state === 'unknown') ? { ...health, state: UNSEEN } : health;
  const look = health.state === 'pull' && pullsInBackground ? roundsLook() : healthLook(shown, nowMs, here, runsIn);
  const canTest = health.state !== 'off' && health.state !== 'pull';
  const button = canTest ? (
    !unseen && (
      <Button wide icon="send" onClick={onTest} busy={testBusy()[test]}>
        {words.quiet.test}
      </Button>
    )
  ) : onTurnOn ? (
    <Button wide icon="bell" onClick={onTurnOn}>
      {words.quiet.turnOn}
    </Button>
  ) : null;
  return (
    <>
      <Row sign={look} title={look.title} note={look.note} />
      <div class="nod-quiet__test">
        {button}
        {canTest && test in testResult() && <TestResult test={test} />}
        <Problem words={testProblem} tone="amber" />
      </div>
      <LiveRegion>{testResult()[test]?.words ?? testBusy()[test]}</LiveRegion>
    </>
  );
}

const testBusy = (): Partial<Record<TestState, string>> => ({
  sending: words.quiet.testing,
  waiting: words.quiet.testWaiting,
});

const testResult = (): Partial<Record<TestState, { words: string; icon: IconName; tone: Tone }>> => ({
  arrived: { words: words.quiet.testArrived, icon: 'check', tone: 'leaf' },
  lost: { words: words.quiet.testLost, icon: 'warning', tone: 'rust' },
});

function TestResult({ test }: { test: TestState }) {
  const result = testResult()[test];
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

const roundsLook = (): HealthLook => ({
  icon: 'clock',
  tone: 'amber',
  title: words.rounds.quiet,
  note: words.rounds.quietNext,
});

/** In place of what is said while the server can be asked. */
const UNSEEN = 'unseen' as const;

function healthLook(
  { state, checkedAtMs }: { state: DeliveryHealth | typeof UNSEEN; checkedAtMs: number | null },
  nowMs: number,
  here: Here,
  runsIn: RunsIn,
): HealthLook {
  const checked: { note?: string } =
    checkedAtMs === null ? {} : { note: words.quiet.checked(relativeTime(checkedAtMs, nowMs)) };
  const looks: Readonly<Record<typeof state, HealthLook>> = {
    ok: { icon: 'bell', tone: 'leaf', title: words.quiet.healthy(here), ...checked },
    unknown: { icon: 'bell', tone: 'quiet', title: words.quiet.unknown, note: words.quiet.unknownNext },
    failing: { icon: 'warning', tone: 'rust', title: words.quiet.failing(here), note: words.quiet.failingNext },
    slowed: { icon: 'clock', tone: 'amber', title: words.quiet.slowed, note: words.quiet.slowedNext },
    untested: { icon: 'clock', tone: 'amber', title: words.quiet.untested, note: words.quiet.untestedNext },
    hidden: { icon: 'warning', tone: 'rust', title: words.quiet.hidden, note: words.quiet.hiddenNext(here) },
    off: { icon: 'bellOff', tone: 'amber', title: words.quiet.off, note: words.quiet.offNext(here, runsIn) },
    pull: { icon: here, tone: 'amber', title: words.quiet.pull, note: words.quiet.pullNext },
    unseen: { icon: 'bell', tone: 'quiet', title: words.quiet.unseen, note: checked.note ?? words.quiet.unseenNext },
  };
  return looks[state];
}
