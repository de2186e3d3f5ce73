import { Button } from './Button.tsx';
import { Heading, Screen } from './Screen.tsx';
import { Steps } from './Steps.tsx';
import { Ticked } from './Ticked.tsx';
import { TopBar } from './TopBar.tsx';
import { useHere } from './words/here.ts';
import { words } from './words/words.ts';

export interface PullModeNoticeProps {
  /**
   * Why there are no notifications. `hung`: the network never answered. `unavailable`: the browser or the server refused.
   * `unsupported`: this browser has none. `declined`: the person said no.
   */
  readonly reason: 'hung' | 'unavailable' | 'unsupported' | 'declined';
  readonly onContinue: () => void;
  /** Undefined where trying again is of no use. */
  readonly onRetry: (() => void) | undefined;
  readonly pairing?: boolean;
  /** The app asks by itself, also with no page open. */
  readonly inBackground?: boolean;
  readonly onBack?: (() => void) | undefined;
}

/** Says what life without notifications means, before it is chosen. */
export function PullModeNotice({
  reason,
  onContinue,
  onRetry,
  pairing = false,
  inBackground = false,
  onBack,
}: PullModeNoticeProps) {
  const here = useHere();
  const title = inBackground ? words.rounds.title(here) : words.pull.title(here);
  const facts: readonly string[] = inBackground ? words.rounds.facts : words.pull.facts(here);
  return (
    <Screen
      bar={<TopBar onBack={onBack} />}
      foot={
        <>
          {onRetry && (
            <Button look="leaf" wide icon="bell" onClick={onRetry}>
              {words.pull.retry}
            </Button>
          )}
          <Button look={onRetry ? 'plain' : 'leaf'} wide onClick={onContinue}>
            {inBackground ? words.rounds.go : words.pull.go}
          </Button>
        </>
      }
    >
      {pairing && <Steps step={2} />}
      <Heading lead={words.pull[reason]}>{title}</Heading>
      <div class="nod-card nod-padded">
        <Ticked lines={onRetry ? [...facts, words.pull.canTurnOn] : facts} icon="info" amber />
      </div>
    </Screen>
  );
}
