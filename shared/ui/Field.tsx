import { useId } from 'preact/hooks';
import { Icon } from './Icon.tsx';

export interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly hint?: string | undefined;
  /** What is wrong with the value and what to do about it. */
  readonly problem?: string | undefined;
  readonly maxLength?: number;
  readonly autocomplete?: string;
  /** The keyboard that a phone shows. */
  readonly inputMode?: 'text' | 'numeric' | 'email';
  /** What has to be letter by letter as it is elsewhere: no keyboard changes it. */
  readonly verbatim?: boolean;
  readonly disabled?: boolean;
}

/** One line of text to fill in, with its label above and a hint or a problem below. */
export function Field(props: FieldProps) {
  const { label, value, onInput, hint, problem, autocomplete = 'off' } = props;
  const id = useId();
  return (
    <div class="nod-field">
      <label class="nod-field__label" for={id}>
        {label}
      </label>
      <input
        id={id}
        class="nod-field__input"
        type="text"
        // What was typed reads in its own direction, codes and addresses in theirs; an empty field begins where the page's lines do.
        dir={value === '' ? undefined : 'auto'}
        inputMode={props.inputMode}
        value={value}
        maxLength={props.maxLength}
        autocomplete={autocomplete}
        spellcheck={false}
        autocapitalize={props.verbatim ? 'none' : undefined}
        autocorrect={props.verbatim ? 'off' : undefined}
        disabled={props.disabled}
        aria-invalid={problem === undefined ? undefined : 'true'}
        aria-describedby={problem !== undefined || hint !== undefined ? `${id}-note` : undefined}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <FieldNote id={`${id}-note`} hint={hint} problem={problem} />
    </div>
  );
}

/** Below a field: the hint, or, in its place, what is wrong (announced when it appears). */
export function FieldNote(props: { id: string; hint?: string | undefined; problem?: string | undefined }) {
  const { id, hint, problem } = props;
  return (
    <p id={id} class={problem === undefined ? 'nod-field__hint' : 'nod-field__problem'} aria-live="polite">
      {problem !== undefined && <Icon name="warning" size={18} />}
      <span>{problem ?? hint}</span>
    </p>
  );
}
