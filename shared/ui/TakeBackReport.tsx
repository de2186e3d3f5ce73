import { Banner, Problem } from './Banner.tsx';
import { Button } from './Button.tsx';
import { shownText } from './Given.tsx';
import type { ErrorWords } from './words/error-words.ts';
import { trustWords } from './words/trust-words.ts';

export interface TakeBackReportProps {
  readonly applicationName: string;
  readonly state: 'offered' | 'sending' | 'done' | 'over';
  readonly problem?: ErrorWords | undefined;
  readonly onTakeBack: () => void;
}

/** After a report: it was a mistake. Nothing any more once its minute is over. */
export function TakeBackReport({ applicationName, state, problem, onTakeBack }: TakeBackReportProps) {
  const text = trustWords.takeBack;
  if (state === 'done') {
    return (
      <Banner tone="info" icon="check" title={text.doneTitle}>
        {text.done(shownText(applicationName))}
      </Banner>
    );
  }
  return (
    <>
      <Problem words={problem} tone="amber" />
      {state !== 'over' && (
        <Button look="quiet" wide onClick={onTakeBack} busy={state === 'sending' ? text.pressing : undefined}>
          {text.press}
        </Button>
      )}
    </>
  );
}
