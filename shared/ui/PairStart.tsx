import { useState } from 'preact/hooks';
import { Problem } from './Banner.tsx';
import { Button } from './Button.tsx';
import { Heading, Screen } from './Screen.tsx';
import { Steps } from './Steps.tsx';
import { TopBar } from './TopBar.tsx';
import { TypedCodeField } from './TypedCodeField.tsx';
import { missingInCode } from './typed-code.ts';
import { WaysIn } from './WaysIn.tsx';
import type { ErrorWords } from './words/error-words.ts';
import { useHere } from './words/here.ts';
import { recoveryWords } from './words/recovery-words.ts';
import { words } from './words/words.ts';

export interface PairStartProps {
  readonly code: string;
  readonly onCode: (code: string) => void;
  readonly onContinue: () => void;
  /** A link in place of a code, where this shell takes one. */
  readonly onLink?: ((text: string) => void) | undefined;
  /** Only where there is a camera. */
  readonly onScan?: (() => void) | undefined;
  /** "I have a recovery code." */
  readonly onRecover: () => void;
  readonly onBack?: (() => void) | undefined;
  readonly checking?: boolean;
  /** What was wrong with the code. */
  readonly problem?: ErrorWords | undefined;
}

/** Pairing, step 1: scan the code, or type it. */
export function PairStart(props: PairStartProps) {
  const { code, checking = false, problem } = props;
  const here = useHere();
  // Said on a press, not while the code is being typed.
  const [pressed, setPressed] = useState(false);
  const missing = missingInCode(code);
  return (
    <Screen bar={<TopBar onBack={props.onBack} />}>
      <Steps step={1} />
      <Heading lead={words.pairing.startBody}>{words.pairing.startTitle(here)}</Heading>
      <Problem words={problem} />
      {props.onScan !== undefined && (
        <>
          <Button look="leaf" wide icon="scan" onClick={props.onScan} disabled={checking}>
            {words.pairing.scan}
          </Button>
          <p class="nod-or">{words.pairing.or}</p>
        </>
      )}
      <form
        class="nod-form"
        onSubmit={(event) => {
          event.preventDefault();
          setPressed(true);
          if (missing === undefined && !checking) props.onContinue();
        }}
      >
        <TypedCodeField
          code={code}
          onCode={props.onCode}
          onLink={props.onLink}
          problem={pressed && missing !== undefined ? words.pairing.typedShort(missing) : undefined}
          disabled={checking}
        />
        <Button
          type="submit"
          look={props.onScan === undefined ? 'leaf' : 'plain'}
          wide
          disabled={missing !== undefined}
          onDisabledClick={() => setPressed(true)}
          busy={checking ? words.pairing.checking : undefined}
        >
          {words.pairing.next}
        </Button>
      </form>
      <Button look="quiet" wide onClick={props.onRecover}>
        {recoveryWords.use.open}
      </Button>
      <WaysIn />
    </Screen>
  );
}
