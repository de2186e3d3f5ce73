/** The part of the element's style sheet that "Phone not at hand?" needs (login-style.ts has the roles of the colours). */
export const fallbackStyle = `
.fallback { margin-block-start: 20px; }
.content:not([hidden]) + .fallback { border-block-start: 1px solid var(--_hairline); padding-block-start: 8px; }
.content[hidden] + .fallback { margin-block-start: 0; }
.fallback button { font: inherit; color: var(--_ink); cursor: pointer; }
.fallback :is(button, input, .movable):focus-visible { outline: 3px solid light-dark(#2f54eb, #8ea4ff); outline-offset: 2px; }
.toggle {
  display: flex; align-items: center; gap: 8px; inline-size: 100%; min-block-size: 48px; padding: 0;
  background: none; border: 0; border-radius: 8px; text-align: start;
  text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: 0.2em;
}
.toggle::after {
  content: ''; inline-size: 0.5em; block-size: 0.5em; border: solid currentColor; border-width: 0 0.1em 0.1em 0;
  rotate: 45deg; translate: 0 -0.15em;
}
.toggle[aria-expanded='true']::after { rotate: 225deg; translate: 0 0.1em; }
.ways { display: grid; gap: 8px; margin-block-start: 8px; }
.way, .not-offered {
  display: grid; gap: 2px; inline-size: 100%; min-block-size: 48px; padding: 12px 16px; text-align: start;
  border: 1px solid var(--_hairline); border-radius: 12px; overflow-wrap: anywhere;
}
.way { background: var(--_card); }
.way:hover { background: var(--_sunken); }
.not-offered { border-style: dashed; color: var(--_muted); }
.title { font-weight: 600; }
.fallback .hint { color: var(--_muted); font-size: 0.9375rem; }

.panel { display: grid; gap: 16px; }
.panel-body, .panel form { display: grid; gap: 12px; }
.panel h2 { overflow-wrap: anywhere; }
.panel label { font-weight: 600; }
.panel input {
  inline-size: 100%; min-inline-size: 0; min-block-size: 56px; padding: 8px 14px; border: 1px solid var(--_muted); border-radius: 12px;
  background: var(--_card); color: var(--_ink); font: inherit; font-size: min(1.5rem, 9cqi); font-weight: 600;
  letter-spacing: 0.04em; font-variant-numeric: tabular-nums lining-nums;
}
.panel input.letters { font-size: min(1.125rem, 6cqi); text-transform: uppercase; }
.panel input[aria-invalid] { border: 2px solid var(--_rust); }
.panel .problem { color: var(--_rust); overflow-wrap: anywhere; }
.panel .problem:empty { display: none; }
.panel .honest { color: var(--_muted); font-size: 0.9375rem; overflow-wrap: anywhere; }
.panel :is(.primary, .back, .show-larger) {
  display: grid; place-items: center; inline-size: 100%; min-block-size: 48px; padding: 10px 16px; border-radius: 12px;
  border: 1px solid var(--_hairline); background: var(--_card); font-weight: 600; overflow-wrap: anywhere;
}
.panel .primary { background: var(--_leaf); border-color: var(--_leaf); color: light-dark(#ffffff, #06281a); }
.panel .primary[aria-disabled='true'] { opacity: 0.7; cursor: default; }
.scan { font-weight: 600; }

/* Large text on a narrow screen: the words get all of the line. */
@container (max-inline-size: 14em) {
  .panel header { grid-template-columns: 1fr; }
  .panel header .ring { order: -1; justify-self: end; }
}

/* As wide as the card: each of its modules wants four pixels. */
.offline-qr { margin-inline: calc(1px - var(--_pad)); }
.offline-qr svg, .larger svg {
  inline-size: min(100%, 480px); block-size: auto; background: #ffffff; border: 0; border-radius: 0; shape-rendering: crispEdges;
}
:host(:not([hidden])) .larger path { fill: #14171f; }
.panel .show-larger { inline-size: calc(100% - 2 * var(--_pad)); }
@container (min-inline-size: 438px) {
  .panel .show-larger { display: none; }
}
.larger {
  inline-size: 100%; max-inline-size: none; block-size: 100%; max-block-size: none; margin: 0; padding: 8px; border: 0;
  background: #ffffff;
}
.larger[open] { display: grid; grid-template-rows: auto minmax(0, 1fr); gap: 8px; }
.panel .larger .back { inline-size: auto; background: #ffffff; color: #14171f; border-color: #858b98; }
.larger .movable { overflow: auto; }
.larger svg { inline-size: max(436px, min(100%, 720px)); margin-inline: auto; }

@media (forced-colors: active) {
  .larger svg { forced-color-adjust: none; }
}
`;
