import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { FieldNote } from './Field.tsx';
import { formatTypedCode, normalizeTypedCode, typedCodeCaret } from './typed-code.ts';
import { words } from './words/words.ts';

export interface TypedCodeFieldProps {
  /** The code's characters, without hyphens. */
  readonly code: string;
  readonly onCode: (code: string) => void;
  /** Gets what is pasted where it is a link: on an iPhone a tapped one opens the browser, not the app. */
  readonly onLink?: ((text: string) => void) | undefined;
  /** What keeps the code from being taken. */
  readonly problem?: string | undefined;
  readonly disabled?: boolean;
}

/** The pairing code: one field that groups itself 4-4-4 and forgives capitals, look-alikes, spaces and hyphens. */
export function TypedCodeField({ code, onCode, onLink, problem, disabled = false }: TypedCodeFieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const caret = useRef<number | null>(null);
  // Writing the grouped text moves the caret to the end; put it back where the person was typing.
  useLayoutEffect(() => {
    if (caret.current !== null) input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });
  return (
    <div class="nod-field">
      <label class="nod-field__label" for={id}>
        {words.pairing.typedLabel}
      </label>
      <input
        ref={input}
        id={id}
        class="nod-field__input nod-typed"
        type="text"
        dir="ltr"
        inputMode="text"
        autocapitalize="characters"
        autocomplete="off"
        autocorrect="off"
        spellcheck={false}
        enterkeyhint="next"
        placeholder="XXXX-XXXX-XXXX"
        data-1p-ignore=""
        data-bwignore=""
        data-lpignore="true"
        value={formatTypedCode(code)}
        disabled={disabled}
        aria-invalid={problem === undefined ? undefined : 'true'}
        aria-describedby={`${id}-note`}
        onPaste={(event) => {
          const text = event.clipboardData?.getData('text') ?? '';
          if (onLink === undefined || !/^\s*https?:/.test(text)) return;
          event.preventDefault();
          onLink(text);
        }}
        onInput={(event) => {
          const element = event.currentTarget;
          const next = normalizeTypedCode(element.value);
          caret.current = typedCodeCaret(element.value.slice(0, element.selectionStart ?? element.value.length));
          element.value = formatTypedCode(next);
          element.setSelectionRange(caret.current, caret.current);
          onCode(next);
        }}
      />
      <FieldNote
        id={`${id}-note`}
        hint={onLink === undefined ? words.pairing.typedHint : words.pairing.typedHintLink}
        problem={problem}
      />
    </div>
  );
}
