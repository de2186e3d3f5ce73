import type { RefObject } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Button } from './Button.tsx';
import { codeBoxes, digitsOf } from './code-digits.ts';
import { FieldNote } from './Field.tsx';
import { PasteButton } from './PasteButton.tsx';
import { words } from './words/words.ts';

export interface CodePadProps {
  /** How many digits the code has: 2 to 8. */
  readonly digits: number;
  readonly code: string;
  readonly onCode: (code: string) => void;
  /** What is wrong with the last code ("That is not the code. 2 tries left."). */
  readonly problem?: string | undefined;
  readonly hint?: string | undefined;
  /** In place of "from the other screen". */
  readonly label?: string | undefined;
  readonly disabled?: boolean;
  /** Offered where there is a camera. */
  readonly onScan?: (() => void) | undefined;
  /** For a screen that has to put the focus here. */
  readonly inputRef?: RefObject<HTMLInputElement | null>;
}

/**
 * The boxes are a picture; the control is one ordinary text input lying over them. So typing, deleting, pasting, the
 * numeric keyboard, dictation and screen readers work the way they do everywhere, and no script moves focus about.
 */
export function CodePad(props: CodePadProps) {
  const { digits, code, onCode, problem, hint, disabled = false, onScan, inputRef } = props;
  const id = useId();
  const own = useRef<HTMLInputElement>(null);
  const input = inputRef ?? own;

  // The next digit always goes at the end: a caret in the middle would not show in the boxes.
  const caretToEnd = () => {
    const element = input.current;
    if (!element || element.selectionStart !== element.selectionEnd) return;
    const end = element.value.length;
    if (element.selectionStart !== end) element.setSelectionRange(end, end);
  };
  // When the screen empties the code, because it was wrong, the caret stands where the next one begins.
  useEffect(() => {
    if (input.current && input.current.value !== code) input.current.value = code;
  }, [code, input]);

  return (
    <div class="nod-pad">
      <label class="nod-pad__label" for={id}>
        <span aria-hidden="true">{props.label ?? words.request.codeLabel}</span>
        <span class="nod-hidden">{words.request.codeName(digits)}</span>
      </label>
      <div class="nod-pad__field" dir="ltr">
        <input
          ref={input}
          id={id}
          class="nod-pad__input"
          type="text"
          inputMode="numeric"
          pattern="[0-9]*"
          autocomplete="off"
          autocorrect="off"
          spellcheck={false}
          enterkeyhint="done"
          data-1p-ignore=""
          data-bwignore=""
          data-lpignore="true"
          value={code}
          // Not `disabled`: that would drop the focus, and a wrong code is typed again right here.
          readOnly={disabled}
          aria-invalid={problem === undefined ? undefined : 'true'}
          aria-describedby={`${id}-note`}
          onInput={(event) => {
            const next = digitsOf(event.currentTarget.value, digits);
            // Written back even when nothing changed: what was typed may have been a letter.
            event.currentTarget.value = next;
            onCode(next);
          }}
          onFocus={caretToEnd}
          onSelect={caretToEnd}
          onKeyDown={caretToEnd}
          onClick={caretToEnd}
        />
        <div class={`nod-pad__boxes${digits > 6 ? ' nod-pad__boxes--many' : ''}`} aria-hidden="true">
          {codeBoxes(code, digits).map((box) => (
            <span
              key={box.index}
              class={`nod-pad__box${box.current ? ' nod-pad__box--current' : ''}${box.opensGroup ? ' nod-pad__box--opens' : ''}`}
            >
              {box.digit}
            </span>
          ))}
        </div>
      </div>
      <FieldNote id={`${id}-note`} hint={hint} problem={problem} />
      <div class="nod-pad__scan">
        {onScan !== undefined && (
          <Button look="quiet" icon="scan" onClick={onScan} disabled={disabled}>
            {words.request.scan}
          </Button>
        )}
        <PasteButton digits={digits} onCode={onCode} disabled={disabled} />
      </div>
    </div>
  );
}
