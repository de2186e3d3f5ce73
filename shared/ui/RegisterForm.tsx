import { useState } from 'preact/hooks';
import { shownText } from '../languages/names.ts';
import { Problem } from './Banner.tsx';
import { Button } from './Button.tsx';
import { Field } from './Field.tsx';
import { Heading, Screen } from './Screen.tsx';
import { Steps } from './Steps.tsx';
import { TopBar } from './TopBar.tsx';
import type { ErrorWords } from './words/error-words.ts';
import { registrationWords as text } from './words/registration-words.ts';

export interface RegisterFormProps {
  readonly application: string;
  /** Host of the application's site, where the text stands; undefined where none is known. */
  readonly site: string | undefined;
  readonly onRegister: (typed: { username: string; text: string }) => void;
  readonly busy: boolean;
  readonly onBack: (() => void) | undefined;
  readonly problem?: ErrorWords | undefined;
}

/** User name and the text that an application's site shows, in place of a pairing code. */
export function RegisterForm({ onRegister, busy, onBack, problem, ...names }: RegisterFormProps) {
  const application = shownText(names.application);
  const site = names.site && shownText(names.site);
  const [username, setUsername] = useState('');
  const [shown, setShown] = useState('');
  const [pressed, setPressed] = useState(false);
  const noName = username.trim() === '';
  const noText = shown.trim() === '';
  return (
    <Screen bar={<TopBar onBack={onBack} />}>
      <Steps step={1} first={text.step} />
      <Heading lead={site === undefined ? text.leadAnywhere(application) : text.lead(application, site)}>
        {text.title(application)}
      </Heading>
      <Problem words={problem} />
      <form
        class="nod-form"
        onSubmit={(event) => {
          event.preventDefault();
          setPressed(true);
          if (!noName && !noText && !busy) onRegister({ username: username.trim(), text: shown.trim() });
        }}
      >
        <Field
          label={text.username}
          value={username}
          onInput={setUsername}
          maxLength={200}
          autocomplete="username"
          hint={text.usernameHint(application)}
          problem={pressed && noName ? text.usernameMissing : undefined}
          verbatim
          disabled={busy}
        />
        <Field
          label={text.text}
          value={shown}
          onInput={setShown}
          maxLength={64}
          hint={text.textHint}
          problem={pressed && noText ? text.textMissing : undefined}
          verbatim
          disabled={busy}
        />
        <Button type="submit" look="leaf" wide busy={busy ? text.busy : undefined}>
          {text.go}
        </Button>
      </form>
    </Screen>
  );
}
