import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { shownText } from '../languages/names.ts';
import { REASON_MAX_CHARACTERS, textProblem } from '../protocol/text.ts';
import { Button } from './Button.tsx';
import { Field } from './Field.tsx';
import { attachmentWords } from './words/attachment-words.ts';
import { words } from './words/words.ts';

export interface DenyReasonProps {
  readonly applicationName: string;
  /** Denies, and says why. */
  readonly onDeny: (reason: string) => void;
  readonly onCancel: () => void;
}

/** Why not: picked with one press, or typed. It denies with it; Deny itself asks for nothing. */
export function DenyReason({ applicationName, onDeny, onCancel }: DenyReasonProps) {
  const text = attachmentWords.reason;
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [own, setOwn] = useState('');
  const reason = own.trim().replace(/\s+/g, ' ');
  const isRefused = reason !== '' && (textProblem(reason) !== undefined || [...reason].length > REASON_MAX_CHARACTERS);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="nod-dialog" aria-labelledby={id} onClose={onCancel} closedby="any">
      <h2 id={id}>{text.title}</h2>
      <p class="nod-dialog__body">{text.lead(shownText(applicationName))}</p>
      <form
        class="nod-reason"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason !== '' && !isRefused) onDeny(reason);
        }}
      >
        {[text.notAsked, text.wrong, text.notNow].map((pick) => (
          <Button key={pick} wide onClick={() => onDeny(pick)}>
            {pick}
          </Button>
        ))}
        <Field
          label={text.own}
          value={own}
          onInput={setOwn}
          maxLength={2 * REASON_MAX_CHARACTERS}
          hint={text.hint(REASON_MAX_CHARACTERS)}
          problem={isRefused ? text.refused : undefined}
        />
        <div class="nod-dialog__buttons">
          <Button look="plain" onClick={onCancel}>
            {words.common.cancel}
          </Button>
          <Button look="ink" type="submit" disabled={reason === '' || isRefused}>
            {text.deny}
          </Button>
        </div>
      </form>
    </dialog>
  );
}
