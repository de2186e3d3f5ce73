import { shownText } from '../languages/names.ts';
import { AnswerBar } from './AnswerBar.tsx';
import { Banner, Problem } from './Banner.tsx';
import { Button } from './Button.tsx';
import { CountdownRing } from './CountdownRing.tsx';
import { codeGroups } from './code-digits.ts';
import { LiveRegion } from './LiveRegion.tsx';
import { RequestCard, type RequestView } from './RequestCard.tsx';
import { Heading, Screen } from './Screen.tsx';
import type { ErrorWords } from './words/error-words.ts';
import { useHere } from './words/here.ts';
import { offlineWords } from './words/offline-words.ts';
import { timeLeft } from './words/relative-time.ts';
import { words } from './words/words.ts';

export interface OfflineAskProps {
  readonly view: RequestView;
  readonly nowMs: number;
  readonly onApprove: () => void;
  readonly onDeny: () => void;
  readonly busy?: boolean;
  readonly problem?: ErrorWords | undefined;
}

/** A request that was read from a login page's code: shown as any, and answered without a network. */
export function OfflineAsk({ view, nowMs, onApprove, onDeny, busy = false, problem }: OfflineAskProps) {
  const here = useHere();
  return (
    <Screen foot={<AnswerBar onDeny={onDeny} onApprove={onApprove} sending={busy ? 'approve' : null} />}>
      <RequestCard view={view} nowMs={nowMs} />
      <Banner tone="info" icon="offline" title={offlineWords.ask.title(here)}>
        {offlineWords.ask.body}
      </Banner>
      <Problem words={problem} />
      <LiveRegion>{busy ? words.request.approving : ''}</LiveRegion>
    </Screen>
  );
}

export interface OfflineDigitsProps {
  readonly view: Pick<RequestView, 'applicationName' | 'expiresAtMs' | 'totalMs'>;
  readonly nowMs: number;
  readonly digits: string;
  readonly onDone: () => void;
}

/** What the person types: large enough to be read beside a keyboard. */
export function OfflineDigits({ view, nowMs, digits, onDone }: OfflineDigitsProps) {
  const here = useHere();
  const text = offlineWords.code;
  const leftMs = view.expiresAtMs - nowMs;
  const [first = 0] = codeGroups(digits.length);
  return (
    <Screen
      foot={
        <Button look="plain" wide onClick={onDone}>
          {words.common.done}
        </Button>
      }
    >
      <Heading focusKey="digits" lead={text.lead(shownText(view.applicationName))}>
        {text.title}
      </Heading>
      <section class="nod-card nod-let-in" aria-label={text.label}>
        <p class="nod-let-in__code" dir="ltr">
          <span class="nod-hidden">{[...digits].join(' ')}</span>
          <span aria-hidden="true">{digits.slice(0, first)}</span>
          <span aria-hidden="true">{digits.slice(first)}</span>
        </p>
        <div class="nod-let-in__time">
          <CountdownRing leftMs={leftMs} totalMs={view.totalMs} applicationName={view.applicationName} />
          <p class="nod-small">{text.left(timeLeft(leftMs))}</p>
        </div>
      </section>
      <p class="nod-muted nod-small">{text.sent(here)}</p>
    </Screen>
  );
}
