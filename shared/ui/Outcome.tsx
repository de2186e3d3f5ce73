import type { ComponentChildren } from 'preact';
import { shownText } from '../languages/names.ts';
import type { Answer } from './AnswerBar.tsx';
import { Button } from './Button.tsx';
import { type FinalState, finalStates, type Tone } from './final-states.ts';
import { Around } from './Given.tsx';
import { Icon, type IconName } from './Icon.tsx';
import { Heading, Screen } from './Screen.tsx';
import { type Here, useHere } from './words/here.ts';
import { timeOfDay } from './words/relative-time.ts';
import { words } from './words/words.ts';

/** How a request ended, or what became of the answer. */
export type OutcomeView =
  | { readonly kind: FinalState }
  /** Refused and reported by itself: a page of this origin showed the login. */
  | { readonly kind: 'phishing'; readonly origin: string }
  /** Another device was faster; `decidedBy` is its name. */
  | {
      readonly kind: 'elsewhere';
      readonly state: 'approved' | 'denied' | 'reported';
      readonly decidedBy: string | null;
    }
  /** Not sent yet: the answer is kept and goes out before `untilMs`, or not at all. */
  | { readonly kind: 'kept'; readonly choice: Answer; readonly untilMs: number; readonly why: 'offline' }
  | {
      readonly kind: 'kept';
      readonly choice: Answer;
      readonly untilMs: number;
      readonly why: 'server_unreachable';
      readonly serverName: string;
    };

export interface OutcomeProps {
  readonly outcome: OutcomeView;
  readonly applicationName: string;
  /**
   * Another request waits behind this screen, and the screen says so. It never takes this one's place by itself, under a
   * finger. While the answer is kept nothing is said of it, since this request comes first.
   */
  readonly anotherWaits?: boolean;
  /** Leaves the screen. */
  readonly onDone: () => void;
  /** Sends the answer again (`kept`, with a network). */
  readonly onRetry?: (() => void) | undefined;
  readonly retrying?: boolean;
  /** What else can be done now, above the way on. */
  readonly more?: ComponentChildren;
  /** Leads to the devices (`elsewhere`). */
  readonly onDevices?: (() => void) | undefined;
  /** Other words, where the request was no login or a report was taken back; and another sign, where that one fits no more. */
  readonly instead?: Pick<Look, 'title' | 'body' | 'next'> & Partial<Look>;
}

interface Look {
  readonly icon: IconName;
  readonly tone: Tone;
  readonly title: ComponentChildren;
  readonly body: string;
  readonly next?: string | undefined;
}

/** What became of a request: one sign, one word, what it means, and what to do now. */
export function Outcome(props: OutcomeProps) {
  const { outcome, applicationName, anotherWaits = false, onDone, onRetry, retrying = false, onDevices } = props;
  const look = { ...outcomeLook(outcome, shownText(applicationName), useHere()), ...props.instead };
  return (
    <Screen
      centred
      foot={
        outcome.kind === 'kept' && outcome.why === 'server_unreachable' && onRetry !== undefined ? (
          <>
            <Button
              look="leaf"
              wide
              icon="refresh"
              onClick={onRetry}
              busy={retrying ? words.request.sending : undefined}
            >
              {words.common.tryAgain}
            </Button>
            <Button look="quiet" wide onClick={onDone}>
              {words.common.cancel}
            </Button>
          </>
        ) : (
          <>
            {props.more}
            {outcome.kind === 'elsewhere' && onDevices !== undefined && (
              <Button look="quiet" wide onClick={onDevices}>
                {words.outcome.elsewhere.devices}
              </Button>
            )}
            <Button look={outcome.kind === 'approved' ? 'leaf' : 'plain'} wide onClick={onDone}>
              {words.common.done}
            </Button>
          </>
        )
      }
    >
      <div class="nod-outcome">
        <div
          class={`nod-outcome__sign nod-outcome__sign--${look.tone}${outcome.kind === 'approved' ? ' nod-outcome__sign--nods' : ''}`}
        >
          <Icon name={look.icon} size={44} />
        </div>
        <Heading huge focusKey={`${outcome.kind}${props.instead ? ' instead' : ''}`}>
          {look.title}
        </Heading>
        <p class="nod-lead">{look.body}</p>
        {look.next !== undefined && <p>{look.next}</p>}
        <p role="status">{anotherWaits && outcome.kind !== 'kept' ? words.outcome.anotherWaits : ''}</p>
      </div>
    </Screen>
  );
}

function outcomeLook(outcome: OutcomeView, application: string, here: Here): Look {
  switch (outcome.kind) {
    case 'elsewhere': {
      const { icon, tone } = finalStates[outcome.state];
      const say = words.outcome.elsewhere.title[outcome.state];
      return {
        icon,
        tone,
        title:
          outcome.decidedBy === null ? (
            say(words.outcome.elsewhere.someDevice)
          ) : (
            <Around say={say}>{outcome.decidedBy}</Around>
          ),
        body: words.outcome.elsewhere.body(application),
        next: words.outcome.elsewhere.next,
      };
    }
    case 'phishing':
      return {
        icon: 'warning',
        tone: 'rust',
        title: words.outcome.phishing.title,
        body: words.outcome.phishing.body(application, shownText(new URL(outcome.origin).host)),
        next: words.outcome.phishing.next(application),
      };
    case 'kept': {
      const until = timeOfDay(outcome.untilMs);
      return {
        icon: outcome.why === 'offline' ? 'offline' : 'server',
        tone: 'amber',
        title: words.outcome.kept.title[outcome.choice],
        body:
          outcome.why === 'offline'
            ? words.outcome.kept.offline(here, until)
            : words.outcome.kept.away(shownText(outcome.serverName), until),
      };
    }
    case 'approved': {
      const { icon, tone } = finalStates.approved;
      const { title, body, onPhone } = words.outcome.approved;
      return { icon, tone, title, body: body(application), ...(here === 'phone' ? { next: onPhone } : {}) };
    }
    default: {
      const { icon, tone } = finalStates[outcome.kind];
      const text = words.outcome[outcome.kind];
      const next = 'next' in text ? { next: typeof text.next === 'string' ? text.next : text.next(application) } : {};
      return { icon, tone, title: text.title, body: text.body(application), ...next };
    }
  }
}
