import { Icon, Mark } from './Icon.tsx';
import { words } from './words/words.ts';

export interface TopBarProps {
  /** Leads back; without it the mark stands there. */
  readonly onBack?: (() => void) | undefined;
}

/** The least that a screen needs above it: a way back, or the mark. Never above a request. */
export function TopBar({ onBack }: TopBarProps) {
  return (
    <header class="nod-bar">
      {onBack === undefined ? (
        <span class="nod-bar__brand">
          <Mark size={26} />
          <span>{words.product}</span>
        </span>
      ) : (
        <button type="button" class="nod-bar__back" onClick={onBack}>
          <Icon name="back" size={22} />
          <span>{words.common.back}</span>
        </button>
      )}
    </header>
  );
}
