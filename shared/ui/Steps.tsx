import { words } from './words/words.ts';

export interface StepsProps {
  /** 1-based; the steps before it are done. */
  readonly step: number;
  /** What the first one is, where it isn't a code that is entered. */
  readonly first?: string;
}

/** Progress through pairing: which of the steps this is, and what the others are. */
export function Steps({ step, first = words.pairing.steps[0] }: StepsProps) {
  const labels = [first, ...words.pairing.steps.slice(1)];
  return (
    <div class="nod-steps">
      <p class="nod-steps__now">
        <span class="nod-muted">{words.pairing.stepOf(step, labels.length)}</span>
        <span aria-hidden="true">{labels[step - 1]}</span>
      </p>
      <ol class="nod-steps__bars">
        {labels.map((label, index) => (
          <li
            key={label}
            class={index < step ? 'nod-steps__bar--reached' : undefined}
            aria-current={index === step - 1 ? 'step' : undefined}
          >
            <span class="nod-hidden">{label}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
