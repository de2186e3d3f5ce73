import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Problem } from './Banner.tsx';
import { Button } from './Button.tsx';
import { Field } from './Field.tsx';
import { Heading, Screen } from './Screen.tsx';
import { TopBar } from './TopBar.tsx';
import type { ErrorWords } from './words/error-words.ts';
import { recoveryWords } from './words/recovery-words.ts';

/** What a person types; names are empty where the device knows them. */
export interface Recovering {
  readonly realm: string;
  readonly username: string;
  readonly code: string;
}

export interface RecoverFormProps {
  readonly lead: string;
  /** Who the person is has to be asked: the device has no account yet. */
  readonly asksWho: boolean;
  /** The server has several, and has to know which. */
  readonly asksRealm: boolean;
  readonly onUse: (typed: Recovering) => void;
  readonly busy: boolean;
  readonly onBack: () => void;
  readonly problem?: ErrorWords | undefined;
  /** Above the fields: which server, where that isn't known. */
  readonly children?: ComponentChildren;
}

/** "I have a recovery code": the one place in the app where one is typed. */
export function RecoverForm({ lead, asksWho, asksRealm, onUse, busy, onBack, problem, children }: RecoverFormProps) {
  const text = recoveryWords.use;
  const [realm, setRealm] = useState('');
  const [username, setUsername] = useState('');
  const [code, setCode] = useState('');
  const [pressed, setPressed] = useState(false);
  const noName = asksWho && username.trim() === '';
  // Whether it is one is the server's to say (shared/protocol/recovery-api.ts); this is for what was left out.
  const noCode = code.replace(/[^\p{L}\p{N}]/gu, '').length !== 16;
  return (
    <Screen bar={<TopBar onBack={onBack} />}>
      <Heading lead={lead}>{text.title}</Heading>
      <Problem words={problem} />
      <form
        class="nod-form"
        onSubmit={(event) => {
          event.preventDefault();
          setPressed(true);
          if (!noName && !noCode && !busy) onUse({ realm: realm.trim(), username: username.trim(), code });
        }}
      >
        {children}
        {asksWho && (
          <Field
            label={text.username}
            value={username}
            onInput={setUsername}
            maxLength={200}
            problem={pressed && noName ? text.usernameMissing : undefined}
            verbatim
            disabled={busy}
          />
        )}
        {asksRealm && (
          <Field
            label={text.realm}
            value={realm}
            onInput={setRealm}
            maxLength={200}
            hint={text.realmHint}
            verbatim
            disabled={busy}
          />
        )}
        <Field
          label={text.code}
          value={code}
          onInput={setCode}
          maxLength={64}
          hint={text.codeHint}
          problem={pressed && noCode ? text.codeWrong : undefined}
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
