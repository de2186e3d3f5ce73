import type { ComponentChildren } from 'preact';
import { Problem } from './Banner.tsx';
import { Button } from './Button.tsx';
import { Field } from './Field.tsx';
import { Given } from './Given.tsx';
import { Heading, Screen } from './Screen.tsx';
import { Steps } from './Steps.tsx';
import { TopBar } from './TopBar.tsx';
import type { ErrorWords } from './words/error-words.ts';
import { useHere } from './words/here.ts';
import { words } from './words/words.ts';

export interface PairConfirmProps {
  readonly username: string;
  readonly displayName: string;
  readonly serverName: string;
  /** The server's address as the browser knows it, e.g. "nod.example.org". */
  readonly serverHost: string;
  /** The application that handed out the code, where one did. */
  readonly applicationName?: string | null;
  readonly deviceName: string;
  readonly onDeviceName: (name: string) => void;
  readonly onPair: () => void;
  readonly onNotMine: () => void;
  /** Something to know before "Pair" is pressed. */
  readonly note?: ComponentChildren;
  readonly problem?: ErrorWords | undefined;
}

/** Names the account and its server before anything is made. */
export function PairConfirm(props: PairConfirmProps) {
  const { username, displayName, serverName, serverHost, applicationName = null, problem } = props;
  const here = useHere();
  const named = props.deviceName.trim() !== '';
  const nameMissing = words.pairing.nameMissing(here);
  return (
    <Screen
      bar={<TopBar />}
      footLast
      foot={
        <>
          <Button look="leaf" wide onClick={props.onPair} disabled={!named}>
            {words.pairing.pair(here)}
          </Button>
          <Button look="quiet" wide onClick={props.onNotMine}>
            {words.pairing.notMine}
          </Button>
        </>
      }
    >
      <Steps step={1} />
      <Heading>{words.pairing.confirmTitle}</Heading>
      <Problem words={problem} />
      <dl class="nod-card nod-identity">
        <div>
          <dt>{words.pairing.account}</dt>
          <dd>
            <Given>{displayName || username}</Given>
            {displayName !== '' && displayName !== username && (
              <span class="nod-muted">
                {' '}
                <Given>{username}</Given>
              </span>
            )}
          </dd>
        </div>
        <div>
          <dt>{words.pairing.server}</dt>
          <dd>
            <Given>{serverName}</Given>
            {serverName !== serverHost && (
              <span class="nod-muted">
                {' '}
                <Given>{serverHost}</Given>
              </span>
            )}
          </dd>
        </div>
        {applicationName !== null && (
          <div>
            <dt>{words.pairing.askedBy}</dt>
            <dd>
              <Given>{applicationName}</Given>
            </dd>
          </div>
        )}
      </dl>
      <Field
        label={words.pairing.deviceName(here)}
        hint={words.pairing.deviceNameHint}
        value={props.deviceName}
        onInput={props.onDeviceName}
        problem={named ? undefined : nameMissing}
        maxLength={60}
      />
      {props.note}
    </Screen>
  );
}
