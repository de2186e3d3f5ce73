import { shownText } from '../languages/names.ts';
import { AskedButton } from './AskedButton.tsx';
import { Problem } from './Banner.tsx';
import { Button } from './Button.tsx';
import { Icon } from './Icon.tsx';
import { Heading, Screen } from './Screen.tsx';
import { StopPairing } from './StopPairing.tsx';
import { TopBar } from './TopBar.tsx';
import type { ErrorWords } from './words/error-words.ts';
import { recoveryWords } from './words/recovery-words.ts';
import { dayAndTime, delayWords } from './words/relative-time.ts';
import { vouchingWords } from './words/vouching-words.ts';

/** How far the wait of a new device is, as its server says it. */
export interface ShownWait {
  readonly on: boolean;
  readonly delayMs: number;
  readonly letInAtMs: number | null;
  readonly lapsesAtMs: number | null;
}

export interface WaitForDaysProps {
  readonly wait: ShownWait;
  readonly nowMs: number;
  readonly serverName: string;
  /** Shows the digits again, or asks anew; left out where it can't ask any more. */
  readonly onAsk?: (() => void) | undefined;
  readonly asking: boolean;
  /** "I have a recovery code." */
  readonly onRecover: () => void;
  readonly onStop: () => void;
  readonly stopping: boolean;
  readonly onBack: () => void;
  readonly problem?: ErrorWords | undefined;
}

/** A new device that nobody lets in waits for days: until when, and what the person has to do for that. */
export function WaitForDays(props: WaitForDaysProps) {
  const { wait, nowMs, serverName, onAsk, asking, problem } = props;
  const text = vouchingWords.days;
  return (
    <Screen
      bar={<TopBar onBack={props.onBack} />}
      footLast
      foot={
        <>
          {onAsk && (
            <Button wide icon="refresh" onClick={onAsk} busy={asking ? vouchingWords.waiting.askingAgain : undefined}>
              {text.askOthers}
            </Button>
          )}
          <Button wide onClick={props.onRecover}>
            {recoveryWords.use.open}
          </Button>
          <StopPairing onStop={props.onStop} stopping={props.stopping} />
        </>
      }
    >
      <Heading focusKey={wait.letInAtMs === null ? 'unseen' : 'begun'} lead={leadOf(wait, { nowMs, serverName })}>
        {text.title}
      </Heading>
      <Problem words={problem} />
      {wait.on && (
        <p class="nod-let-in__asked">
          <Icon name="clock" size={22} />
          <span>{wait.lapsesAtMs === null ? text.close : text.lapses(dayAndTime(wait.lapsesAtMs, nowMs))}</span>
        </p>
      )}
    </Screen>
  );
}

function leadOf({ on, delayMs, letInAtMs }: ShownWait, { nowMs, serverName }: { nowMs: number; serverName: string }) {
  const text = vouchingWords.days;
  if (!on) return text.off(shownText(serverName));
  return letInAtMs === null ? text.unseen(delayWords(delayMs)) : text.until(dayAndTime(letInAtMs, nowMs));
}

/** None of the others is at hand, and the server lets a device in that waits: says what that means before it begins. */
export function WaitInstead({ delayMs, onWait, busy }: { delayMs: number; onWait: () => void; busy: boolean }) {
  const text = vouchingWords.days;
  const delay = delayWords(delayMs);
  const asks = { title: text.askTitle(delay), body: text.askBody, confirm: text.askConfirm };
  return (
    <>
      <p class="nod-small">{text.offerBody(delay)}</p>
      <AskedButton wide icon="clock" asks={asks} onYes={onWait} busy={busy ? text.asking : undefined}>
        {text.offer(delay)}
      </AskedButton>
    </>
  );
}
