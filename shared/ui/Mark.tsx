/** Nod's mark: a head (the circle) that nods (the short tilted arc). One colour, the surrounding text's. */
export function Mark({ size = 24 }: { size?: number }) {
  // Below 20 px the strokes grow, so that the arc survives in a browser tab.
  const stroke = size < 20 ? 2.5 : 2;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width={stroke}
      stroke-linecap="round"
      aria-hidden="true"
      focusable="false"
    >
      <circle cx="12" cy="12" r="9.5" />
      <path d={MARK_ARC} />
    </svg>
  );
}

/** A quarter of a circle around the mark's centre, tilted by a good 25°. scripts/icons.mjs draws the same arc. */
export const MARK_ARC = 'M16.7 13.71A5 5 0 0 1 10.71 16.83';
