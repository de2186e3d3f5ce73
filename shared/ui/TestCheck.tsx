import { Problem } from './Banner.tsx';
import { Button } from './Button.tsx';
import { Icon } from './Icon.tsx';
import { LiveRegion } from './LiveRegion.tsx';
import { Heading, Screen } from './Screen.tsx';
import { Steps } from './Steps.tsx';
import { TopBar } from './TopBar.tsx';
import type { ErrorWords } from './words/error-words.ts';
import { useHere } from './words/here.ts';
import { recoveryWords } from './words/recovery-words.ts';
import { words } from './words/words.ts';

export interface TestCheckProps {
  /** `slow`: not there after a while; ways on appear. `ready`: it arrived and was answered. */
  readonly state: 'waiting' | 'slow' | 'ready';
  readonly onSendAgain: () => void;
  /** Where the server lets people go on without notifications. */
  readonly onPull?: (() => void) | undefined;
  readonly onDone: () => void;
  /** Of the first device: leads to recovery codes, before pairing ends. */
  readonly onCodes?: (() => void) | undefined;
  /** How many the user has already, so that none have to be made now. */
  readonly codesLeft?: number;
  readonly sendingAgain?: boolean;
  /** What kept the test from being sent again, or the pairing from being finished. */
  readonly problem?: ErrorWords | undefined;
}

/** Pairing, step 3: a test notification is sent, arrives and is answered; then the device is in use. */
export function TestCheck(props: TestCheckProps) {
  const { state, onSendAgain, onPull, onDone, codesLeft = 0, sendingAgain = false, problem } = props;
  const here = useHere();
  const ready = state === 'ready';
  const onCodes = codesLeft > 0 ? undefined : props.onCodes;
  return (
    <Screen
      bar={<TopBar />}
      foot={
        ready ? (
          <>
            {onCodes !== undefined && (
              <Button look="leaf" wide icon="shield" onClick={onCodes}>
                {recoveryWords.make}
              </Button>
            )}
            <Button look={onCodes === undefined ? 'leaf' : 'plain'} wide onClick={onDone}>
              {words.common.done}
            </Button>
          </>
        ) : state === 'slow' ? (
          <>
            <Button
              look="leaf"
              wide
              icon="send"
              onClick={onSendAgain}
              busy={sendingAgain ? words.quiet.testing : undefined}
            >
              {words.pairing.testAgain}
            </Button>
            {onPull !== undefined && (
              <Button look="quiet" wide onClick={onPull}>
                {words.pairing.testPull}
              </Button>
            )}
          </>
        ) : undefined
      }
    >
      <Steps step={3} />
      {!ready && <Problem words={problem} />}
      <div class="nod-check">
        <div
          class={`nod-outcome__sign ${ready ? 'nod-outcome__sign--leaf nod-outcome__sign--nods' : 'nod-outcome__sign--soft'}`}
        >
          <Icon name={ready ? 'check' : 'bell'} size={44} />
        </div>
        <Heading
          huge={ready}
          focusKey={ready ? 'ready' : 'test'}
          lead={ready ? words.pairing.readyBody(here) : words.pairing.testBody(here)}
        >
          {ready ? words.pairing.readyTitle : words.pairing.testTitle}
        </Heading>
        {ready && onCodes !== undefined && <p>{recoveryWords.offer(here)}</p>}
        {ready && codesLeft > 0 && <p>{recoveryWords.kept(here, codesLeft)}</p>}
        {!ready && (
          <p class="nod-check__wait">
            <span class="nod-busy" aria-hidden="true" />
            <span>{state === 'slow' ? words.pairing.testSlow : words.pairing.testWaiting}</span>
          </p>
        )}
      </div>
      <LiveRegion>{state === 'slow' ? words.pairing.testSlow : ''}</LiveRegion>
    </Screen>
  );
}
