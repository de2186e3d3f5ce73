import { Button } from './Button.tsx';
import { Icon } from './Icon.tsx';
import { words } from './words/words.ts';

export interface UpdatePromptProps {
  readonly onUpdate: () => void;
  readonly onLater: () => void;
  readonly updating?: boolean;
}

/** A new version waits. Never shown while a request is open. */
export function UpdatePrompt({ onUpdate, onLater, updating = false }: UpdatePromptProps) {
  return (
    <div class="nod-card nod-update" role="status">
      <p class="nod-update__text">
        <Icon name="refresh" size={22} />
        <span>{words.update.body}</span>
      </p>
      <div class="nod-update__buttons">
        <Button look="plain" onClick={onUpdate} busy={updating ? words.update.busy : undefined}>
          {words.update.now}
        </Button>
        <Button look="quiet" onClick={onLater} disabled={updating}>
          {words.update.later}
        </Button>
      </div>
    </div>
  );
}
