import { useHere } from './words/here.ts';
import { vouchingWords } from './words/vouching-words.ts';

/** For a person whose device had Nod already: a browser that has forgotten it knows nothing of that any more. */
export function WaysIn() {
  const here = useHere();
  const text = vouchingWords.waysIn;
  return (
    <details class="nod-more">
      <summary>{text.title(here)}</summary>
      <p class="nod-small">{text.body(here)}</p>
      <ul class="nod-more__list nod-small">
        {text.ways(here).map((way) => (
          <li key={way}>{way}</li>
        ))}
      </ul>
    </details>
  );
}
