import { html } from 'hono/html';

/** The harbour beside every outer page: by day in the light scheme, by night in the dark one (colours in harbour.css). */
export const harbourView = html`<svg class="harbour" viewBox="0 0 720 1080" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
<rect class="sky" width="720" height="1080" />
<rect class="glow" y="430" width="720" height="240" />
<circle class="sun" cx="500" cy="470" r="74" />
<g class="stars">
  <circle cx="92" cy="120" r="2.2" /><circle cx="210" cy="64" r="1.6" /><circle cx="318" cy="188" r="2" />
  <circle cx="440" cy="92" r="1.6" /><circle cx="566" cy="214" r="2.2" /><circle cx="652" cy="76" r="1.8" />
  <circle cx="148" cy="286" r="1.6" /><circle cx="388" cy="324" r="1.5" /><circle cx="622" cy="352" r="1.6" />
</g>
<path class="far" d="M0 664V596c70-26 128-58 214-58 76 0 108 42 176 46 84 4 132-62 214-62 48 0 82 18 116 34v108z" />
<path class="near" d="M0 664v-34c44-12 92-30 150-24 70 8 96 38 170 44l60 14z" />
<path class="beam" d="M188 431L720 300v150z" />
<g class="tower">
  <path class="wall" d="M166 452h44l13 190h-70z" />
  <path class="stripe" d="M162.400 504h51.200l3.400 50h-58zM155.600 604h64.800l2.600 38h-70z" />
  <path class="iron" d="M160 442h56v12h-56zM172 416h32v26h-32zM168 416l20-22 20 22z" />
  <rect class="lamp" x="179" y="422" width="18" height="17" rx="2" />
</g>
<path class="mole" d="M0 642h268c14 0 22 9 26 24H0z" />
<rect class="sea" y="662" width="720" height="418" />
<g class="light">
  <path d="M452 690h96M430 716h140M462 742h78M412 770h152M474 800h64M436 832h112M466 868h56" />
</g>
<g class="ripples">
  <path d="M36 722h84M178 754h60M24 812h52M120 856h96M286 700h54M300 888h74M596 740h66M628 806h58M560 916h92M52 934h70M236 978h92M470 1004h66" />
</g>
<g class="boat">
  <path class="sail" d="M352 592v132h-70z" />
  <path class="jib" d="M362 622l52 102h-52z" />
  <path class="hull" d="M268 734h164c-6 26-26 40-54 40h-64c-24 0-40-14-46-40z" />
</g>
<g class="buoy">
  <path class="hull" d="M598 838h44l-7 30h-30z" />
  <path class="jib" d="M610 806h20l6 32h-32z" />
</g>
</svg>`;
