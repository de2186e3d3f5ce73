import type { ComponentChildren } from 'preact';

/**
 * Has a screen reader say a change. It has to stand on the page before its words change, so a screen keeps it mounted and
 * lets it be empty.
 */
export function LiveRegion({ children }: { children: ComponentChildren }) {
  return (
    <div class="nod-hidden" role="status">
      {children}
    </div>
  );
}
