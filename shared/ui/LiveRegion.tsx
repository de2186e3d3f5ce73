import type { ComponentChildren } from 'preact';

/**
 * Says a change to who listens to the page. It has to stand on the page before its words change, so a shell keeps it
 * mounted and lets it be empty.
 */
export function LiveRegion({ children }: { children: ComponentChildren }) {
  return (
    <div class="nod-hidden" role="status">
      {children}
    </div>
  );
}
