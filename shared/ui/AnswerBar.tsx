import { useId } from 'preact/hooks';
import { Button } from './Button.tsx';
import { words } from './words/words.ts';

export type Answer = 'approve' | 'deny' | 'report';

export interface AnswerBarProps {
  readonly onDeny: () => void;
  readonly onApprove: () => void;
  /** Why Approve can't be pressed yet, e.g. the code is missing; null when it can. */
  readonly approveWaitsFor?: string | null;
  /** So many seconds pass before it can be pressed; the button counts them. */
  readonly approveIn?: number;
  /** Called when Approve is pressed too early: a good moment to put the focus where the code goes. */
  readonly onApproveTooEarly?: (() => void) | undefined;
  /** The answer on its way, if any. */
  readonly sending?: Answer | null;
}

/** How each looks: no, filled with the ink of the text, never stands out less than yes (X1). */
export const ANSWER_LOOKS = { deny: 'ink', approve: 'leaf' } as const;

/** The two answers, side by side at the same size; Deny comes first, for the eye and for the Tab key. */
export function AnswerBar({
  onDeny,
  onApprove,
  approveWaitsFor = null,
  approveIn = 0,
  onApproveTooEarly,
  sending = null,
}: AnswerBarProps) {
  const id = useId();
  const waits = approveWaitsFor !== null;
  return (
    <fieldset class="nod-answers">
      <legend class="nod-hidden">{words.request.answer}</legend>
      <Button
        look={ANSWER_LOOKS.deny}
        icon="cross"
        onClick={onDeny}
        disabled={sending !== null}
        busy={sending === 'deny' ? words.request.denying : undefined}
      >
        {words.request.deny}
      </Button>
      <Button
        look={ANSWER_LOOKS.approve}
        icon="check"
        onClick={onApprove}
        onDisabledClick={waits && sending === null ? onApproveTooEarly : undefined}
        disabled={sending !== null || waits}
        busy={sending === 'approve' ? words.request.approving : undefined}
        describedBy={waits ? id : undefined}
      >
        {approveIn > 0 ? words.request.approveIn(approveIn) : words.request.approve}
      </Button>
      {waits && (
        <span id={id} class="nod-hidden">
          {approveWaitsFor}
        </span>
      )}
    </fieldset>
  );
}
