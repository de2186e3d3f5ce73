/** Nod's own line icons on a 24 px grid with 1.75 px strokes. They decorate words and never say anything alone. */
const shapes = {
  check: ['M5 12.6l4.6 4.6L19 7.4'],
  cross: ['M6.5 6.5l11 11', 'M17.5 6.5l-11 11'],
  flag: ['M6 21V4', 'M6 4.6c4-2.2 7.6 2.2 12 .2v8.6c-4.4 2-8-2.4-12-.2'],
  phone: ['M8.5 2.9h7a2 2 0 0 1 2 2v14.2a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2V4.9a2 2 0 0 1 2-2z', 'M10.8 18.2h2.4'],
  computer: ['M5.8 5h12.4a1.6 1.6 0 0 1 1.6 1.6v8.3H4.2V6.6A1.6 1.6 0 0 1 5.8 5z', 'M2.4 18.6h19.2'],
  browser: [
    'M5 4.5h14a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-11a2 2 0 0 1 2-2z',
    'M3 9.2h18',
    'M6.2 6.9h.01',
    'M8.9 6.9h.01',
  ],
  place: [
    'M12 21c-4.4-4.6-6.6-8-6.6-11a6.6 6.6 0 0 1 13.2 0c0 3-2.2 6.4-6.6 11z',
    'M12 12.4a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8z',
  ],
  clock: ['M12 20.6a8.6 8.6 0 1 0 0-17.2 8.6 8.6 0 0 0 0 17.2z', 'M12 7.4V12l3 2.2'],
  bell: ['M6.2 16.6V11a5.8 5.8 0 0 1 11.6 0v5.6l1.4 1.6H4.8z', 'M10.2 20.9a2 2 0 0 0 3.6 0'],
  bellOff: [
    'M17.8 13.4V11A5.8 5.8 0 0 0 8 6.8',
    'M6.2 10.6v6l-1.4 1.6h12.6',
    'M10.2 20.9a2 2 0 0 0 3.6 0',
    'M3.6 3.6l16.8 16.8',
  ],
  scan: [
    'M3.5 8V5.5a2 2 0 0 1 2-2H8',
    'M16 3.5h2.5a2 2 0 0 1 2 2V8',
    'M20.5 16v2.5a2 2 0 0 1-2 2H16',
    'M8 20.5H5.5a2 2 0 0 1-2-2V16',
    'M7.5 12h9',
  ],
  shield: ['M12 21c4.8-2 7.4-5.2 7.4-9.6V5.6L12 3 4.6 5.6v5.8c0 4.4 2.6 7.6 7.4 9.6z'],
  warning: ['M12 4.2l8.8 15.2a.6.6 0 0 1-.5.9H3.7a.6.6 0 0 1-.5-.9z', 'M12 10v4.6', 'M12 17.4h.01'],
  info: ['M12 20.6a8.6 8.6 0 1 0 0-17.2 8.6 8.6 0 0 0 0 17.2z', 'M12 11.2v5', 'M12 7.9h.01'],
  offline: [
    'M4.2 11.2a11.6 11.6 0 0 1 5-2.7',
    'M13.6 8.2a11.6 11.6 0 0 1 6.2 3',
    'M7.6 14.7a6.8 6.8 0 0 1 4-1.8',
    'M12 18.6h.01',
    'M4.4 4.4l15.2 15.2',
  ],
  server: [
    'M5.5 4.5h13a1.5 1.5 0 0 1 1.5 1.5v4a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 10V6a1.5 1.5 0 0 1 1.5-1.5z',
    'M5.5 12.5h13A1.5 1.5 0 0 1 20 14v4a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18v-4a1.5 1.5 0 0 1 1.5-1.5z',
    'M7.4 8h.01',
    'M7.4 16h.01',
  ],
  withdrawn: ['M12 20.6a8.6 8.6 0 1 0 0-17.2 8.6 8.6 0 0 0 0 17.2z', 'M8 12h8'],
  forward: ['M9.5 5.5L16 12l-6.5 6.5'],
  back: ['M14.5 5.5L8 12l6.5 6.5'],
  refresh: [
    'M19.4 11a7.6 7.6 0 0 0-13.6-3.4L4 9.4',
    'M4 4.8v4.6h4.6',
    'M4.6 13a7.6 7.6 0 0 0 13.6 3.4l1.8-1.8',
    'M20 19.2v-4.6h-4.6',
  ],
  share: ['M12 14.6V3.2', 'M8 6.8l4-3.8 4 3.8', 'M8.2 10H6v11h12V10h-2.2'],
  addToHome: [
    'M6 3.5h12A2.5 2.5 0 0 1 20.5 6v12a2.5 2.5 0 0 1-2.5 2.5H6A2.5 2.5 0 0 1 3.5 18V6A2.5 2.5 0 0 1 6 3.5z',
    'M12 8v8',
    'M8 12h8',
  ],
  more: ['M12 5.4h.01', 'M12 12h.01', 'M12 18.6h.01'],
  install: ['M12 3.6v11', 'M7.4 10.4l4.6 4.4 4.6-4.4', 'M4.6 19.6h14.8'],
  history: ['M4 12a8 8 0 1 0 2.6-5.9L4 8.6', 'M4 4v4.6h4.6', 'M12 8v4.4l2.8 1.8'],
  person: ['M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z', 'M4.6 20.4c.8-3.8 3.6-5.6 7.4-5.6s6.6 1.8 7.4 5.6'],
  camera: [
    'M4.5 7.5h3l1.6-2.4h5.8l1.6 2.4h3A1.5 1.5 0 0 1 21 9v9a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18V9a1.5 1.5 0 0 1 1.5-1.5z',
    'M12 16.6a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z',
  ],
  send: ['M20.4 3.8L10.6 13.6', 'M20.4 3.8l-6 16.4-3.8-6.6-6.8-3.6z'],
  add: ['M12 5v14', 'M5 12h14'],
} as const;

export type IconName = keyof typeof shapes;

/** They point along the line, so they turn round where it runs the other way. */
const FLIPS: ReadonlySet<IconName> = new Set(['back', 'forward', 'send']);

/**
 * Grows with the text, as far as a narrow screen has room: `size` is in CSS pixels where text has its usual size. The style
 * is set through the CSSOM, which the page's policy allows.
 */
function grown(size: number) {
  const side = `min(${size / 16}rem, max(${size}px, 9vw))`;
  return { width: side, height: side };
}

/** One icon of the set; `size` as for `grown`. Hidden from assistive technology: the words beside it carry the meaning. */
export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
  return (
    <svg
      class={FLIPS.has(name) ? 'nod-flips' : undefined}
      style={grown(size)}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {shapes[name].map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}

/** Nod's mark: a head (the circle) that nods (the short tilted arc). One colour, the surrounding text's. */
export function Mark({ size = 24 }: { size?: number }) {
  // Below 20 px the strokes grow, so that the arc survives in a browser tab.
  const stroke = size < 20 ? 2.5 : 2;
  return (
    <svg
      style={grown(size)}
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
const MARK_ARC = 'M16.7 13.71A5 5 0 0 1 10.71 16.83';
