import { Problem } from './Banner.tsx';
import { Button } from './Button.tsx';
import { Heading, Screen } from './Screen.tsx';
import { Steps } from './Steps.tsx';
import { Ticked } from './Ticked.tsx';
import { TopBar } from './TopBar.tsx';
import { confirmWords } from './words/confirm-words.ts';
import type { ErrorWords } from './words/error-words.ts';
import { useHere } from './words/here.ts';
import { words } from './words/words.ts';

export interface ConfirmOfferProps {
  /** The moment for the system's own question. */
  readonly onSetUp: () => void;
  readonly onSkip: () => void;
  /** The system is asking. */
  readonly asking: boolean;
  readonly problem?: ErrorWords | undefined;
}

/** Pairing, after the test: whether the person is to be confirmed before each approval. May be skipped. */
export function ConfirmOffer({ onSetUp, onSkip, asking, problem }: ConfirmOfferProps) {
  const here = useHere();
  const text = confirmWords;
  return (
    <Screen
      bar={<TopBar />}
      foot={
        <>
          <Button look="leaf" wide icon="shield" onClick={onSetUp} busy={asking ? text.busy : undefined}>
            {problem === undefined ? text.offerTurnOn : words.common.tryAgain}
          </Button>
          <Button look="quiet" wide onClick={onSkip}>
            {text.offerSkip}
          </Button>
        </>
      }
    >
      <Steps step={3} />
      <Heading lead={text.offerBody(here)}>{text.offerTitle}</Heading>
      {/* Nothing is lost here, so what else would be said to do is too much. */}
      <Problem words={problem && { ...problem, nextStep: text.offerFailed }} tone="amber" />
      <Ticked lines={text.offerReasons(here)} />
    </Screen>
  );
}
