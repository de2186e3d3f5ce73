import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Answer, AnswerBar } from './AnswerBar.tsx';
import { lazyScreen } from './app/lazy-screen.ts';
import { Problem } from './Banner.tsx';
import { Button } from './Button.tsx';
import { CodePad } from './CodePad.tsx';
import { DIGITS_BELOW_SECONDS } from './CountdownRing.tsx';
import { codeIsComplete } from './code-digits.ts';
import { LiveRegion } from './LiveRegion.tsx';
import { ReportLine, type ReportWords } from './ReportLine.tsx';
import { RequestCard, type RequestView } from './RequestCard.tsx';
import { Screen } from './Screen.tsx';
import type { ErrorWords } from './words/error-words.ts';
import { timeLeft } from './words/relative-time.ts';
import { words } from './words/words.ts';

const DenyReason = lazyScreen(() => import('./DenyReason.tsx').then((file) => file.DenyReason));

/** A code of fewer digits is easy to guess: NIST SP 800-63B-4 wants six, and the screen warns where there are fewer. */
const ENOUGH_DIGITS = 6;

export interface RequestScreenProps {
  readonly view: RequestView;
  /** The server's time, as well as this device knows it. */
  readonly nowMs: number;
  readonly code: string;
  readonly onCode: (code: string) => void;
  readonly onApprove: () => void;
  readonly onDeny: () => void;
  readonly onReport: () => void;
  /** Only where there is a camera. */
  readonly onScan?: (() => void) | undefined;
  readonly sending?: Answer | null;
  /** How many tries are left after a wrong code. The shell empties `code`. */
  readonly wrongCodeTriesLeft?: number | undefined;
  /** Anything else that kept the answer from being counted. */
  readonly problem?: ErrorWords | undefined;
  readonly onRetry?: (() => void) | undefined;
  /** Something about the request that has to be minded before it can be approved (LoginPlaceNote). */
  readonly note?: ComponentChildren;
  /** Below all else: what is attached (Attachments.tsx). */
  readonly attachments?: ComponentChildren;
  /** Denies, and says why; only where the server takes a reason. */
  readonly onDenyWith?: ((reason: string) => void) | undefined;
  /** Stands in place of the card of a login. */
  readonly card?: ComponentChildren;
  readonly reportWords?: ReportWords | undefined;
  /** What the code pad asks for, where it isn't the code of a login. */
  readonly codeLabel?: string | undefined;
  /** Why it can't be approved for now; null when it can. */
  readonly approveWaitsFor?: string | null;
  /** Seconds until it can be approved; the button counts them. */
  readonly approveIn?: number;
}

/** The product: one request, and the answers to it. Nothing else is on this screen. */
export function RequestScreen(props: RequestScreenProps) {
  const { view, nowMs, code, onCode, sending = null, wrongCodeTriesLeft, problem, approveWaitsFor = null } = props;
  const pad = useRef<HTMLInputElement>(null);
  const attached = useRef<HTMLDivElement>(null);
  // After a wrong code the next one is typed at once, from wherever the focus was.
  useEffect(() => {
    if (wrongCodeTriesLeft !== undefined) pad.current?.focus();
  }, [wrongCodeTriesLeft]);
  // Approve was pressed too early: the pad says what is missing.
  const [early, setEarly] = useState(false);
  const [explaining, setExplaining] = useState(false);
  const { onDenyWith } = props;
  const { digits } = view;
  const incomplete = digits !== null && !codeIsComplete(code, digits);
  const leftMs = view.expiresAtMs - nowMs;
  const approve = () => {
    setEarly(incomplete);
    if (incomplete) pad.current?.focus();
    else if (sending === null && approveWaitsFor === null) props.onApprove();
    // What has to be read first comes up.
    else if (props.attachments) attached.current?.scrollIntoView();
  };
  return (
    <Screen
      foot={
        <>
          <AnswerBar
            onDeny={props.onDeny}
            onApprove={approve}
            approveWaitsFor={incomplete ? words.request.codeFirst : approveWaitsFor}
            onApproveTooEarly={approve}
            approveIn={props.approveIn ?? 0}
            sending={sending}
          />
          <div class="nod-answers__more">
            {onDenyWith && (
              <Button look="quiet" onClick={() => setExplaining(true)} disabled={sending !== null}>
                {words.request.denyWith}
              </Button>
            )}
            <ReportLine
              applicationName={view.applicationName}
              instead={props.reportWords}
              onReport={props.onReport}
              sending={sending === 'report'}
              disabled={sending !== null}
            />
          </div>
          {explaining && onDenyWith && (
            <DenyReason
              applicationName={view.applicationName}
              onCancel={() => setExplaining(false)}
              onDeny={(reason) => {
                setExplaining(false);
                onDenyWith(reason);
              }}
            />
          )}
        </>
      }
    >
      {props.card ?? <RequestCard view={view} nowMs={nowMs} />}
      {props.note}
      <Problem words={problem} action={props.onRetry && { label: words.common.tryAgain, onAction: props.onRetry }} />
      {digits !== null && (
        <form
          class="nod-request__answer"
          onSubmit={(event) => {
            event.preventDefault();
            approve();
          }}
        >
          <CodePad
            inputRef={pad}
            digits={digits}
            code={code}
            onCode={onCode}
            onScan={props.onScan}
            disabled={sending !== null}
            label={props.codeLabel}
            hint={padHint(digits, early && incomplete)}
            problem={wrongCodeTriesLeft === undefined ? undefined : words.request.wrongCode(wrongCodeTriesLeft)}
          />
        </form>
      )}
      <div ref={attached}>{props.attachments}</div>
      <LiveRegion>{liveWords(sending, leftMs)}</LiveRegion>
    </Screen>
  );
}

function padHint(digits: number, early: boolean): string | undefined {
  if (early) return words.request.codeFirst;
  return digits < ENOUGH_DIGITS ? words.request.shortCode(digits) : undefined;
}

/** What a screen reader is told while the screen stands: an answer on its way, and once that time is running out. */
function liveWords(sending: Answer | null, leftMs: number): string {
  if (sending === 'approve') return words.request.approving;
  if (sending === 'deny') return words.request.denying;
  if (sending === 'report') return words.request.reporting;
  // A constant sentence, so that it is said once and not every second.
  return leftMs <= DIGITS_BELOW_SECONDS * 1_000 ? timeLeft(DIGITS_BELOW_SECONDS * 1_000) : '';
}
