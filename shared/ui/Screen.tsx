import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Sentence } from './Given.tsx';

export interface HeadingProps {
  readonly children: ComponentChildren;
  /** A sentence below, quieter. */
  readonly lead?: ComponentChildren;
  readonly huge?: boolean;
  /** What the screen is about: when it changes, the heading takes the focus again. */
  readonly focusKey?: string | undefined;
}

/**
 * A screen's heading. It takes the focus when the screen appears, so that a screen reader starts at its beginning and a
 * keyboard goes on from there.
 */
export function Heading({ children, lead, huge = false, focusKey = '' }: HeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focusKey !== undefined) heading.current?.focus({ preventScroll: true });
  }, [focusKey]);
  return (
    <div class={`nod-heading${huge ? ' nod-heading--huge' : ''}`}>
      <h1 ref={heading} tabIndex={-1}>
        {typeof children === 'string' ? <Sentence>{children}</Sentence> : children}
      </h1>
      {lead !== undefined && <p class="nod-lead">{lead}</p>}
    </div>
  );
}

export interface ScreenProps {
  /** The top bar, where the screen has one. */
  readonly bar?: ComponentChildren;
  readonly children: ComponentChildren;
  /** Buttons that stay under the thumb. */
  readonly foot?: ComponentChildren;
  readonly centred?: boolean;
  /** The foot comes after all that is to be read first, and never lies over it. */
  readonly footLast?: boolean;
}

/** The one column everything stands in: bar, body, and answers at the bottom. */
export function Screen({ bar, children, foot, centred = false, footLast = false }: ScreenProps) {
  return (
    <div class="nod-screen">
      {bar}
      <main class="nod-screen__main">
        <div class={`nod-screen__body${centred ? ' nod-screen__body--centred' : ''}`}>{children}</div>
        {foot !== undefined && <div class={`nod-screen__foot${footLast ? ' nod-screen__foot--last' : ''}`}>{foot}</div>}
      </main>
    </div>
  );
}

/** A titled part of a screen. */
export function Section({ title, children }: { title: string; children: ComponentChildren }) {
  const id = useId();
  return (
    <section class="nod-section" aria-labelledby={id}>
      <h2 id={id} class="nod-section__title">
        {title}
      </h2>
      {children}
    </section>
  );
}
