import { Button } from './Button.tsx';
import { useHere } from './here.ts';
import { Heading, Screen } from './Screen.tsx';
import { Steps } from './Steps.tsx';
import { Ticked } from './Ticked.tsx';
import { TopBar } from './TopBar.tsx';
import { words } from './words.ts';

export interface PullModeNoticeProps {
  /** Why there are no notifications: the network never answered, the browser can't, or the person said no. */
  readonly reason: 'hung' | 'unavailable' | 'declined';
  readonly onContinue: () => void;
  readonly onRetry: () => void;
  readonly retrying?: boolean;
  readonly pairing?: boolean;
  readonly onBack?: (() => void) | undefined;
}

/** What life without notifications means, before it is chosen. */
export function PullModeNotice({
  reason,
  onContinue,
  onRetry,
  retrying = false,
  pairing = false,
  onBack,
}: PullModeNoticeProps) {
  const here = useHere();
  return (
    <Screen
      bar={<TopBar onBack={onBack} />}
      foot={
        <>
          <Button
            look="leaf"
            wide
            icon="bell"
            onClick={onRetry}
            busy={retrying ? words.notifications.asking : undefined}
          >
            {words.pull.retry}
          </Button>
          <Button look="plain" wide onClick={onContinue} disabled={retrying}>
            {words.pull.go}
          </Button>
        </>
      }
    >
      {pairing && <Steps step={2} />}
      <Heading lead={words.pull[reason]}>{words.pull.title(here)}</Heading>
      <div class="nod-card nod-padded">
        <Ticked lines={words.pull.facts(here)} icon="info" amber />
      </div>
    </Screen>
  );
}
