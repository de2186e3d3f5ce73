import { shownText } from './shown-text.ts';

/**
 * A name or a text that somebody else chose: isolated in its direction, and without the characters that could turn
 * the line around it or hide in it.
 */
export function Given({ children, strong = false }: { children: string; strong?: boolean }) {
  return <bdi class={strong ? 'nod-strong' : undefined}>{shownText(children)}</bdi>;
}
