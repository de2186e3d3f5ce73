import { html } from 'hono/html';

/** The harbour beside every outer page: day in the light scheme, night in the dark one (colours in harbour.css). */
export const harbourView = html`<svg class="harbour" viewBox="0 0 720 1080" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
<defs>
  <linearGradient id="dusk" x1="0" y1="0" x2="0" y2="1"><stop class="sky-top" offset="0" /><stop class="sky-low" offset=".62" /><stop class="sky-edge" offset="1" /></linearGradient>
  <linearGradient id="deep" x1="0" y1="0" x2="0" y2="1"><stop class="sea-top" offset="0" /><stop class="sea-low" offset="1" /></linearGradient>
  <linearGradient id="ray"><stop class="ray-lamp" offset="0" /><stop class="ray-end" offset="1" /></linearGradient>
</defs>
<rect width="720" height="664" fill="url(#dusk)" />
<circle class="sun" cx="470" cy="500" r="66" />
<path class="moon" d="M498 236a54 54 0 1 0 44 84 44 44 0 0 1-44-84z" />
<g class="stars">
  <circle cx="92" cy="120" r="2.2" /><circle cx="210" cy="64" r="1.6" /><circle cx="318" cy="188" r="2" />
  <circle cx="440" cy="92" r="1.6" /><circle cx="566" cy="214" r="2.2" /><circle cx="652" cy="76" r="1.8" />
  <circle cx="148" cy="286" r="1.6" /><circle cx="388" cy="324" r="1.5" /><circle cx="622" cy="352" r="1.6" />
</g>
<path class="far" d="M0 664V596c70-26 128-58 214-58 76 0 108 42 176 46 84 4 132-62 214-62 48 0 82 18 116 34v108z" />
<path class="near" d="M0 664v-34c44-12 92-30 150-24 70 8 96 38 170 44l60 14z" />
<path fill="url(#ray)" d="M188 431L720 300v150z" />
<g class="tower">
  <path class="wall" d="M166 452h44l13 190h-70z" />
  <path class="stripe" d="M162.400 504h51.200l3.400 50h-58zM155.600 604h64.800l2.600 38h-70z" />
  <path class="iron" d="M160 442h56v12h-56zM172 416h32v26h-32zM168 416l20-22 20 22z" />
  <rect class="lamp" x="179" y="422" width="18" height="17" rx="2" />
</g>
<path class="mole" d="M0 642h268c14 0 22 9 26 24H0z" />
<rect y="662" width="720" height="418" fill="url(#deep)" />
<g class="light">
  <path d="M424 692h92M402 718h138M434 744h76M384 772h150M446 802h62M408 834h110M438 870h54" />
</g>
<g class="ripples">
  <path d="M64 722h84M178 762h60M84 816h52M96 868h84M286 700h54M300 888h74M560 748h58M628 806h58M560 916h92M52 946h70M262 962h84M470 1004h66" />
</g>
<g class="boat">
  <path class="sail" d="M352 592v132h-70z" />
  <path class="jib" d="M362 622l52 102h-52z" />
  <path class="hull" d="M268 734h164c-6 26-26 40-54 40h-64c-24 0-40-14-46-40z" />
</g>
<g class="buoy">
  <path class="hull" d="M214 884h46l-8 30h-30z" />
  <path class="jib" d="M227 850h20l7 34h-34z" />
</g>
</svg>`;
