import type { ComponentChildren } from 'preact';
import { Button } from './Button.tsx';
import type { Tone } from './final-states.ts';
import type { IconName } from './Icon.tsx';
import { Row } from './Row.tsx';

export interface TodoProps {
  readonly icon: IconName;
  readonly tone: Tone;
  readonly title: ComponentChildren;
  readonly children: ComponentChildren;
  readonly actions?: readonly {
    readonly label: string;
    readonly onAction: () => void;
    readonly busy?: string | undefined;
    readonly quiet?: boolean;
  }[];
}

/** One thing to do or to mind, as a row of a card, with what to do about it below. Announced when it appears. */
export function Todo({ icon, tone, title, children, actions = [] }: TodoProps) {
  return (
    <div class="nod-todo" role={tone === 'rust' ? 'alert' : 'status'}>
      <Row sign={{ icon, tone }} title={title} note={children} />
      {actions.length > 0 && (
        <div class="nod-todo__actions">
          {actions.map(({ label, onAction, busy, quiet = false }) => (
            <Button key={label} look={quiet ? 'quiet' : 'plain'} onClick={onAction} busy={busy}>
              {label}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
