import { Problem } from './Banner.tsx';
import { Button } from './Button.tsx';
import { Mark } from './Icon.tsx';
import { Heading, Screen } from './Screen.tsx';
import { Steps } from './Steps.tsx';
import { Ticked } from './Ticked.tsx';
import { TopBar } from './TopBar.tsx';
import type { ErrorWords } from './words/error-words.ts';
import { useHere } from './words/here.ts';
import { words } from './words/words.ts';

export interface NotificationPrimerProps {
  /** "Allow" is pressed: the moment for the browser's own question. */
  readonly onAllow: () => void;
  /** Goes on without notifications, where the server lets people do that. */
  readonly onSkip?: (() => void) | undefined;
  /** The browser is asking. */
  readonly asking?: boolean;
  readonly problem?: ErrorWords | undefined;
  /** Part of pairing: shows step 2 of 3. */
  readonly pairing?: boolean;
  readonly onBack?: (() => void) | undefined;
}

/** Says why before the browser asks, with a picture of what will arrive. */
export function NotificationPrimer({
  onAllow,
  onSkip,
  asking = false,
  problem,
  pairing = false,
  onBack,
}: NotificationPrimerProps) {
  const here = useHere();
  return (
    <Screen
      bar={<TopBar onBack={onBack} />}
      foot={
        <>
          <Button look="leaf" wide icon="bell" onClick={onAllow} busy={asking ? words.notifications.asking : undefined}>
            {problem === undefined ? words.notifications.allow : words.common.tryAgain}
          </Button>
          {onSkip !== undefined && (
            <Button look="quiet" wide onClick={onSkip} disabled={asking}>
              {words.notifications.skip}
            </Button>
          )}
        </>
      }
    >
      {pairing && <Steps step={2} />}
      <Heading lead={words.notifications.body}>{words.notifications.title}</Heading>
      {problem === undefined && <NotificationSample />}
      <Problem words={problem} icon="bellOff" />
      <Ticked lines={words.notifications.reasons} />
      <p class="nod-muted nod-small">{words.notifications.next(here)}</p>
    </Screen>
  );
}

function NotificationSample() {
  return (
    <div class="nod-sample" role="img" aria-label={words.notifications.sampleName}>
      <div class="nod-sample__card" aria-hidden="true">
        <span class="nod-sample__icon">
          <Mark size={24} />
        </span>
        <span class="nod-sample__words">
          <strong>{words.notifications.sampleTitle}</strong>
          <span>{words.notifications.sampleBody}</span>
        </span>
      </div>
    </div>
  );
}
