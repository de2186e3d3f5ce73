/**
 * The element's own style sheet. Colours follow the page's `color-scheme`, not the system's alone, so that a page that
 * is always light gets a light card. A page may set any of the --nod-… properties; the defaults are Nod's
 * (shared/ui/tokens).
 */
export const loginStyle = `
:host {
  --_card: var(--nod-card, light-dark(#ffffff, #191d26));
  --_sunken: var(--nod-sunken, light-dark(#f4f4ef, #12151c));
  --_ink: var(--nod-ink, light-dark(#14171f, #eceef2));
  --_muted: var(--nod-muted, light-dark(#5a6070, #9aa2b1));
  --_hairline: var(--nod-hairline, light-dark(#e2e2db, #2b313d));
  --_leaf: var(--nod-leaf, light-dark(#0a7a4d, #4fd69c));
  --_leaf-ground: var(--nod-leaf-ground, light-dark(#e3f3ea, #14322a));
  --_rust: var(--nod-rust, light-dark(#b4321f, #ff8a75));
  --_rust-ground: var(--nod-rust-ground, light-dark(#fceae6, #3a1a15));
  --_amber: var(--nod-amber, light-dark(#6b4300, #ffd58a));
  --_amber-ground: var(--nod-amber-ground, light-dark(#fff1d6, #33260b));
  --_radius: var(--nod-radius, 14px);
  display: block;
  container-type: inline-size;
  color: var(--_ink);
  font-family: var(--nod-face, inherit);
  font-size: 1.0625rem;
  line-height: 1.4;
  text-align: start;
}
:host([hidden]) { display: none; }
*, *::before, *::after { box-sizing: border-box; }
h2, p, ul, figure { margin: 0; padding: 0; }
ul { list-style: none; }
svg { display: block; flex: none; }
[hidden] { display: none !important; }

.card {
  --_pad: min(20px, 5cqi);
  background: var(--_card);
  border: 1px solid var(--_hairline);
  border-radius: var(--_radius);
  padding: var(--_pad);
}
header { display: grid; grid-template-columns: 1fr auto; column-gap: 16px; align-items: start; }
h2 { font-size: 1.375rem; font-weight: 600; line-height: 1.25; letter-spacing: -0.012em; text-wrap: balance; outline: none; }
header p { grid-column: 1 / -1; color: var(--_muted); margin-block-start: 4px; overflow-wrap: anywhere; }
header .to-do { color: var(--_ink); }

.ring { position: relative; inline-size: 2.75rem; block-size: 2.75rem; }
.ring svg { inline-size: 100%; block-size: 100%; }
.ring circle { fill: none; stroke-width: 2.5; }
.ring .track { stroke: var(--_hairline); }
.ring .left { stroke: var(--_ink); stroke-linecap: round; transition: stroke-dashoffset 1s linear; }
.ring[data-hurry] .left { stroke: var(--_amber); }
.ring span {
  position: absolute; inset: 0; display: grid; place-items: center;
  font-size: 0.8125rem; font-weight: 600; font-variant-numeric: tabular-nums;
}

.transfer { display: grid; gap: 16px; margin-block-start: 20px; }
.code {
  display: flex; flex-wrap: wrap; justify-content: center; align-items: center; gap: 0.16em 0.32em;
  background: var(--_sunken); border: 1px solid var(--_hairline); border-radius: 12px;
  padding: 20px 12px;
  /* Large text breaks the code between its groups, and one group of four digits always fits. */
  font-size: min(clamp(2.125rem, 15cqi, 3.5rem), 24cqi); font-weight: 600; line-height: 1;
  letter-spacing: 0.035em; font-variant-numeric: tabular-nums lining-nums; white-space: nowrap;
  user-select: all;
}
.open, .copy {
  display: grid; place-items: center; inline-size: 100%; min-block-size: 48px; padding: 10px 16px;
  border: 1px solid var(--_hairline); border-radius: 12px; font: inherit; font-weight: 600; text-align: center;
  text-decoration: none; cursor: pointer;
}
.open { margin-block-start: 20px; background: var(--_leaf); border-color: var(--_leaf); color: light-dark(#ffffff, #06281a); }
.copy { background: var(--_card); color: var(--_ink); }
.open:focus-visible, .copy:focus-visible { outline: 3px solid light-dark(#2f54eb, #8ea4ff); outline-offset: 2px; }
.home { margin-block-start: 20px; padding: 12px; background: var(--_sunken); border-radius: 8px; font-size: 0.9375rem; }
.qr { display: grid; justify-items: center; gap: 8px; }
.qr svg { inline-size: min(100%, 184px); block-size: auto; background: #ffffff; border-radius: 12px; shape-rendering: crispEdges; }
:host(:not([hidden])) .qr path { fill: #14171f; }
.qr svg { border: 1px solid var(--_hairline); }
figcaption { color: var(--_muted); font-size: 0.9375rem; }

@container (min-inline-size: 460px) {
  .card { --_pad: 28px; }
  .transfer.both { grid-template-columns: 1fr 168px; gap: 24px; align-items: start; }
  /* Six digits and their gap are 4.2em wide; 276px go to the padding, the picture and the gap beside it. */
  .transfer.both .code { block-size: 168px; font-size: clamp(2.125rem, calc((100cqi - 276px) / 4.3), 3.75rem); }
  .qr svg { inline-size: 168px; }
}

.warning {
  display: flex; gap: 8px; margin-block-start: 16px; padding: 12px;
  background: var(--_amber-ground); color: var(--_amber); border-radius: 8px; font-size: 0.9375rem;
}

.devices { margin-block-start: 20px; border-block-start: 1px solid var(--_hairline); }
.devices li {
  display: grid; grid-template-columns: auto minmax(0, 1fr) auto; column-gap: 12px; align-items: center;
  padding-block: 12px; border-block-end: 1px solid var(--_hairline);
}
.devices .name { overflow-wrap: anywhere; }
.devices .words { display: flex; align-items: center; gap: 6px; color: var(--_muted); font-size: 0.9375rem; text-align: end; }
.devices [data-standing='arrived'] .words { color: var(--_leaf); }
.devices [data-standing='help'] .words { color: var(--_amber); }
@container (max-inline-size: 380px) {
  .devices li { grid-template-columns: auto minmax(0, 1fr); }
  .devices .words { grid-column: 2; text-align: start; }
}

.trouble { color: var(--_muted); font-size: 0.9375rem; margin-block-start: 12px; }
.more { margin-block-start: 20px; }

.ended { display: grid; justify-items: center; gap: 8px; text-align: center; padding-block: 12px; }
.ended p { color: var(--_muted); max-inline-size: 34em; text-wrap: pretty; overflow-wrap: anywhere; }
.sign { display: grid; place-items: center; inline-size: 4rem; block-size: 4rem; border-radius: 50%; margin-block-end: 8px;
  background: var(--_sunken); color: var(--_ink); }
.sign[data-tone='good'] { background: var(--_leaf-ground); color: var(--_leaf); animation: nod 190ms cubic-bezier(0.2, 0.7, 0.2, 1); }
.sign[data-tone='bad'] { background: var(--_rust-ground); color: var(--_rust); }
.sign[data-tone='warn'] { background: var(--_amber-ground); color: var(--_amber); }
@keyframes nod { 40% { transform: rotate(7deg) translateY(2px); } }

.spoken { position: absolute; inline-size: 1px; block-size: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

@media (prefers-contrast: more) {
  :host { --_muted: var(--_ink); --_hairline: light-dark(#858b98, #737d90); }
}
@media (prefers-reduced-motion: reduce) {
  .ring .left { transition: none; }
  .sign { animation: none !important; }
}
@media (forced-colors: active) {
  .ring .left { stroke: CanvasText; }
  .qr svg { forced-color-adjust: none; }
}
`;
