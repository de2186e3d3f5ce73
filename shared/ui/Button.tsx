import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './Icon.tsx';

/**
 * `leaf` says yes or goes on, `ink` says no with the same weight, `plain` stands beside either,
 * `rust` takes something away, `quiet` is a line of text with the reach of a button.
 */
export type ButtonLook = 'leaf' | 'ink' | 'plain' | 'rust' | 'quiet';

export interface ButtonProps {
  readonly children: ComponentChildren;
  readonly look?: ButtonLook;
  readonly icon?: IconName | undefined;
  readonly onClick?: (() => void) | undefined;
  readonly type?: 'button' | 'submit';
  /** What is going on, in words ("Denying…"): shown in place of the label, and no second press counts. */
  readonly busy?: string | undefined;
  /** Not to be pressed. The button stays reachable, so that a screen reader can find out why (`describedBy`). */
  readonly disabled?: boolean | undefined;
  /** Called when the button is pressed although it is disabled. */
  readonly onDisabledClick?: (() => void) | undefined;
  readonly describedBy?: string | undefined;
  /** Accessible name where the visible words alone don't tell ("Remove Pixel 9"). Must contain the visible words. */
  readonly name?: string | undefined;
  readonly wide?: boolean;
}

export function Button(props: ButtonProps) {
  const { children, look = 'plain', icon, onClick, type = 'button', busy, disabled = false, wide = false } = props;
  const inert = disabled || busy !== undefined;
  return (
    <button
      type={type}
      class={`nod-button nod-button--${look}${wide ? ' nod-button--wide' : ''}`}
      aria-disabled={inert ? 'true' : undefined}
      aria-busy={busy === undefined ? undefined : 'true'}
      aria-describedby={props.describedBy}
      aria-label={busy === undefined ? props.name : undefined}
      onClick={(event) => {
        // aria-disabled keeps the button in the tab order; the press is swallowed here (and with it a form's submit).
        if (!inert) return onClick?.();
        event.preventDefault();
        if (busy === undefined) props.onDisabledClick?.();
      }}
    >
      {busy === undefined ? icon && <Icon name={icon} size={22} /> : <span class="nod-busy" aria-hidden="true" />}
      <span>{busy ?? children}</span>
    </button>
  );
}
