import type { ComponentChildren } from 'preact';
import type { Tone } from './final-states.ts';
import { initialOf } from './Given.tsx';
import { Icon, type IconName } from './Icon.tsx';

export interface RowProps {
  /** The sign at the start: an icon, or the initial of a name. */
  readonly sign: { readonly icon: IconName; readonly tone?: Tone } | { readonly initialOf: string };
  readonly title: ComponentChildren;
  readonly note?: ComponentChildren;
  /** Makes the whole row a button. */
  readonly onOpen?: (() => void) | undefined;
  readonly end?: ComponentChildren;
}

/** One line of a list in a card: a sign, what it is, a note, and maybe a way on. */
export function Row({ sign, title, note, onOpen, end }: RowProps) {
  const inside = (
    <>
      {'icon' in sign ? (
        <span class={`nod-row__icon${sign.tone && sign.tone !== 'quiet' ? ` nod-row__icon--${sign.tone}` : ''}`}>
          <Icon name={sign.icon} size={22} />
        </span>
      ) : (
        <span class="nod-row__icon nod-row__icon--initial" aria-hidden="true">
          {initialOf(sign.initialOf)}
        </span>
      )}
      <span class="nod-row__text">
        <span class="nod-row__title">{title}</span>
        {note !== undefined && <span class="nod-row__note">{note}</span>}
      </span>
      {end !== undefined && <span class="nod-row__action">{end}</span>}
      {onOpen !== undefined && (
        <span class="nod-row__end">
          <Icon name="forward" size={20} />
        </span>
      )}
    </>
  );
  if (onOpen === undefined) return <div class={`nod-row${end === undefined ? '' : ' nod-row--acts'}`}>{inside}</div>;
  return (
    <button type="button" class="nod-row" onClick={onOpen}>
      {inside}
    </button>
  );
}
