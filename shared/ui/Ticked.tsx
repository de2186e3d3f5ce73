import { Icon, type IconName } from './Icon.tsx';

export interface TickedProps {
  readonly lines: readonly string[];
  readonly icon?: IconName;
  /** The lines are facts to mind, not reasons in favour. */
  readonly amber?: boolean;
}

/** A short list of reasons or facts, each behind a sign. */
export function Ticked({ lines, icon = 'check', amber = false }: TickedProps) {
  return (
    <ul class="nod-ticked">
      {lines.map((line) => (
        <li key={line} class="nod-ticked__line">
          <span class={`nod-ticked__sign${amber ? ' nod-ticked__sign--amber' : ''}`}>
            <Icon name={icon} size={22} />
          </span>
          <span class="nod-ticked__words">{line}</span>
        </li>
      ))}
    </ul>
  );
}
