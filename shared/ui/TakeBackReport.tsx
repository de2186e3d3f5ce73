import { Problem } from './Banner.tsx';
import { Button } from './Button.tsx';
import type { ErrorWords } from './words/error-words.ts';
import { trustWords } from './words/trust-words.ts';

export interface TakeBackReportProps {
  readonly state: 'offered' | 'sending' | 'over';
  readonly problem?: ErrorWords | undefined;
  readonly onTakeBack: () => void;
}

/** After a report: it was a mistake. Nothing any more once its minute is over. */
export function TakeBackReport({ state, problem, onTakeBack }: TakeBackReportProps) {
  const text = trustWords.takeBack;
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
