import { useEffect, useState } from 'preact/hooks';
import { Button } from './Button.tsx';
import { Field } from './Field.tsx';
import { dayAndTime } from './words/relative-time.ts';
import { trustWords } from './words/trust-words.ts';

export interface EmailFieldProps {
  readonly label: string;
  /** null: no e-mail is wanted. */
  readonly email: string | null;
  readonly countsFromMs: number | null;
  readonly nowMs: number;
  readonly saving: boolean;
  readonly onSave: (email: string | null) => void;
}

/** Only to catch slips: what an address is, the server says. */
const LIKE_AN_ADDRESS = /^[^\s@]+@[^\s@]+$/;

/** One address, and from when it counts. */
export function EmailField({ label, email, countsFromMs, nowMs, saving, onSave }: EmailFieldProps) {
  const [typed, setTyped] = useState(email ?? '');
  useEffect(() => setTyped(email ?? ''), [email]);
  const text = trustWords.email;
  const wanted = typed.trim() === '' ? null : typed.trim();
  const wrong = wanted !== null && !LIKE_AN_ADDRESS.test(wanted);
  const isNew = wanted !== email;
  const [tried, setTried] = useState(false);
  const waits = countsFromMs !== null && countsFromMs > nowMs;
  return (
    <form
      class="nod-form"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(wrong);
        if (isNew && !wrong && !saving) onSave(wanted);
      }}
    >
      <Field
        label={label}
        value={typed}
        onInput={setTyped}
        maxLength={254}
        autocomplete="email"
        inputMode="email"
        hint={waits ? text.counts(dayAndTime(countsFromMs, nowMs)) : text.hint}
        problem={tried && wrong ? text.wrong : undefined}
      />
      <Button type="submit" wide disabled={!isNew} busy={saving ? text.saving : undefined}>
        {text.save}
      </Button>
    </form>
  );
}
