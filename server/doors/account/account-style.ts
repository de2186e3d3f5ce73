/**
 * The account page's only style sheet, in the page itself: it is the one thing that has to arrive. Colours and sizes are those
 * of shared/ui/tokens.css, to which account-style.test.ts holds them.
 */
export const ACCOUNT_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fafaf7; --card: #ffffff; --ink: #14171f; --on-ink: #ffffff; --muted: #5a6070; --hairline: #e2e2db; --edge: #858b98;
  --leaf: #0a7a4d; --on-leaf: #ffffff; --leaf-ground: #e3f3ea; --leaf-ink: #08623e; --rust-ground: #fceae6; --rust-ink: #9c2a19;
  --info-ground: #ebeffb; --info-ink: #243266; --scan-ground: #ffffff; --scan-ink: #14171f; --focus: #2f54eb;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #101319; --card: #191d26; --ink: #eceef2; --on-ink: #14171f; --muted: #9aa2b1; --hairline: #2b313d; --edge: #737d90;
    --leaf: #4fd69c; --on-leaf: #06281a; --leaf-ground: #14322a; --leaf-ink: #7fe3b8; --rust-ground: #3a1a15; --rust-ink: #ffb3a4;
    --info-ground: #1c2441; --info-ink: #c6d2ff; --focus: #8ea4ff;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html {
  background: var(--paper); color: var(--ink); font-size: 100%; line-height: 1.4; overflow-wrap: anywhere;
  font-family: ui-sans-serif, -apple-system, blinkmacsystemfont, "Segoe UI Variable Text", "Segoe UI", roboto,
    "Helvetica Neue", arial, system-ui, sans-serif;
  -webkit-text-size-adjust: 100%; text-size-adjust: 100%;
}
body { margin: 0; font-size: 1.0625rem; }
main { max-inline-size: 472px; margin-inline: auto; padding: 24px 16px 48px; display: flex; flex-direction: column; gap: 24px; }
h1, h2, h3, p, ul, ol, dl, dd { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h1, h2 { font-size: 1.375rem; font-weight: 600; line-height: 1.25; letter-spacing: -0.012em; text-wrap: balance; }
h2 { font-size: 1.0625rem; letter-spacing: 0; }
h3 { font-size: 1.0625rem; font-weight: 600; }
p { text-wrap: pretty; }
bdi { hyphens: none; }
section, form, .stack { display: flex; flex-direction: column; gap: 12px; min-inline-size: 0; }
.small { font-size: 0.9375rem; }
.muted { color: var(--muted); }
.card { padding: 16px; border: 1px solid var(--hairline); border-radius: 14px; background: var(--card); }
.note { padding: 12px 16px; border: 1px solid transparent; border-radius: 14px; background: var(--info-ground); color: var(--info-ink); }
.note--bad { background: var(--rust-ground); color: var(--rust-ink); }
.note--good { background: var(--leaf-ground); color: var(--leaf-ink); }
b { font-weight: 600; }
.step { display: flex; gap: 12px; align-items: baseline; }
.step__mark { flex: none; min-inline-size: 1.75rem; padding-inline: 4px; border-radius: 14px; background: var(--leaf-ground);
  color: var(--leaf-ink); font-size: 0.9375rem; font-weight: 600; line-height: 1.75rem; text-align: center; }
.step__mark--done { padding-inline: 12px; }
.facts { display: flex; flex-direction: column; gap: 4px; font-size: 0.9375rem; }
.facts div { display: flex; flex-wrap: wrap; gap: 0 12px; }
.facts dt { min-inline-size: 5.5rem; color: var(--muted); }
.facts dd { flex: 1 1 8rem; }
.bullets { display: flex; flex-direction: column; gap: 8px; padding-inline-start: 20px; list-style: disc; }
label { font-size: 0.9375rem; font-weight: 600; }
button, input { font: inherit; color: inherit; }
.field { display: flex; flex-direction: column; gap: 8px; }
input { inline-size: 100%; min-block-size: 52px; padding: 8px 16px; border: 1px solid var(--edge); border-radius: 12px;
  background: var(--card); appearance: none; }
input.code { font-family: ui-monospace, "SF Mono", "Cascadia Mono", "Roboto Mono", menlo, "Liberation Mono", monospace; }
.button { display: inline-flex; align-items: center; justify-content: center; inline-size: 100%; min-block-size: 52px;
  padding: 8px 20px; border: 1px solid var(--edge); border-radius: 12px; background: var(--card); color: var(--ink);
  font-weight: 600; line-height: 1.2; text-align: center; text-decoration: none; cursor: pointer; touch-action: manipulation; }
.button--go { border-color: transparent; background: var(--leaf); color: var(--on-leaf); }
.button--ink { border-color: transparent; background: var(--ink); color: var(--on-ink); }
a { color: inherit; }
:focus { outline: none; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.qr { align-self: center; inline-size: min(100%, 260px); padding: 4px; border-radius: 14px; background: var(--scan-ground); }
.qr path { fill: var(--scan-ink); }
.qr svg { display: block; inline-size: 100%; block-size: auto; }
.big { font-size: 1.375rem; font-weight: 600; font-variant-numeric: tabular-nums; text-align: center; }
.codes { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr)); gap: 8px 16px; }
.codes { padding-inline-start: 2.6em; list-style: decimal; }
.codes li { font-family: ui-monospace, "SF Mono", "Cascadia Mono", "Roboto Mono", menlo, "Liberation Mono", monospace; }
details summary { min-block-size: 48px; padding-block: 12px; cursor: pointer; font-weight: 600; }
.button + .stack { margin-block-start: 12px; }
@media (forced-colors: active) { .button, .note { border-color: currentcolor; } }
@media print {
  :root { --paper: #ffffff; --card: #ffffff; --ink: #000000; --muted: #000000; --hairline: #000000; }
  .screen-only { display: none; }
  main { max-inline-size: none; padding: 0; }
}
`;
