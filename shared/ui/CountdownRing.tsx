import { initialOf } from './Given.tsx';
import { secondsLeft, timeLeft } from './words/relative-time.ts';
import { words } from './words/words.ts';

/** From here on the ring shows digits and turns amber: time is worth a glance now, and not before. */
export const DIGITS_BELOW_SECONDS = 15;

const RADIUS = 28;
/** What is left of the ring, in hundredths; a dash array of 100 makes the offset a percentage. */
const WHOLE = 100;

export interface CountdownRingProps {
  readonly leftMs: number;
  readonly totalMs: number;
  /** Whose initial stands inside. */
  readonly applicationName: string;
}

/**
 * The application's initial in a ring that empties. Drawn with SVG presentation attributes, which the page's policy
 * allows where it forbids inline styles.
 */
export function CountdownRing({ leftMs, totalMs, applicationName }: CountdownRingProps) {
  const seconds = secondsLeft(leftMs);
  const soon = seconds <= DIGITS_BELOW_SECONDS;
  return (
    <div
      class={`nod-ring${soon ? ' nod-ring--soon' : ''}`}
      role="img"
      aria-label={words.request.ringName(timeLeft(leftMs))}
    >
      <svg viewBox="0 0 64 64" fill="none" aria-hidden="true" focusable="false">
        <circle class="nod-ring__track" cx="32" cy="32" r={RADIUS} />
        <circle
          class="nod-ring__left"
          cx="32"
          cy="32"
          r={RADIUS}
          pathLength={WHOLE}
          stroke-dasharray={`${WHOLE} ${WHOLE}`}
          stroke-dashoffset={ringOffset(leftMs, totalMs)}
          transform="rotate(-90 32 32)"
        />
      </svg>
      <span class="nod-ring__inside" aria-hidden="true">
        {soon ? seconds : initialOf(applicationName)}
      </span>
    </div>
  );
}

/** How much of the ring is gone, 0 (all time left) to 100 (none left). */
export function ringOffset(leftMs: number, totalMs: number): number {
  if (totalMs <= 0) return WHOLE;
  const left = Math.min(1, Math.max(0, leftMs / totalMs));
  return Math.round((1 - left) * WHOLE * 10) / 10;
}
