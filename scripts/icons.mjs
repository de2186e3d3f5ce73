/**
 * Draws Nod's icons from the one mark and renders the PNGs in a headless Chromium.
 *   node scripts/icons.mjs     writes pwa/public/icons and extension/public/icons; run it when the mark or its colours
 *                              change, and commit the result
 * The mark's geometry is that of shared/ui/Icon.tsx, its colours those of shared/ui/tokens.css.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';

const folder = fileURLToPath(new URL('../pwa/public/icons', import.meta.url));
const extensionFolder = fileURLToPath(new URL('../extension/public/icons', import.meta.url));
const LEAF = '#0a7a4d';
const LEAF_ON_DARK = '#4fd69c';
const WHITE = '#ffffff';
const ARC = 'M16.7 13.71A5 5 0 0 1 10.71 16.83';

/** The mark on its 24-unit grid. */
const mark = (colour, stroke) =>
  `<g fill="none" stroke="${colour}" stroke-width="${stroke}" stroke-linecap="round"><circle cx="12" cy="12" r="9.5"/><path d="${ARC}"/></g>`;

const svg = (body, size = 24) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}">${body}</svg>\n`;

/**
 * The mark on its own ground.
 * @param share the mark's share of the width; a maskable icon may lose everything outside its inner 80 %
 * @param corner corner radius in per cent of the width; 0 where the system cuts the shape itself
 */
const tile = (share, corner, stroke = 2.1) => {
  const scale = (100 * share) / 24;
  const offset = (100 - 24 * scale) / 2;
  return svg(
    `<rect width="100" height="100" rx="${corner}" fill="${LEAF}"/><g transform="translate(${offset} ${offset}) scale(${scale})">${mark(WHITE, stroke)}</g>`,
    100,
  );
};

const vectors = {
  'mark.svg': svg(mark(LEAF, 2)),
  // The line is thicker, so that the arc survives at 16 px, and lighter where the browser's tabs are dark.
  'favicon.svg': svg(
    `<style>g{stroke:${LEAF}}@media (prefers-color-scheme:dark){g{stroke:${LEAF_ON_DARK}}}</style>${mark(LEAF, 2.6)}`,
  ),
};

const pngs = {
  'icon-192.png': { size: 192, image: tile(0.74, 22) },
  'icon-512.png': { size: 512, image: tile(0.74, 22) },
  'maskable-512.png': { size: 512, image: tile(0.66, 0) },
  'apple-touch-icon-180.png': { size: 180, image: tile(0.72, 0) },
  // Android's status bar uses the alpha channel only.
  'badge-96.png': { size: 96, image: svg(mark(WHITE, 2.4)) },
};

/** Icons for the toolbar's button and the store. Small ones have a thicker line, so that the arc survives. */
const extensionPngs = Object.fromEntries(
  [16, 32, 48, 128].map((size) => [
    `icon-${size}.png`,
    { size, image: tile(size < 48 ? 0.86 : 0.76, 22, size < 48 ? 2.6 : 2.1) },
  ]),
);

await mkdir(folder, { recursive: true });
await mkdir(extensionFolder, { recursive: true });
for (const [name, text] of Object.entries(vectors)) await writeFile(join(folder, name), text);

const executablePath = execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
const browser = await chromium.launch({ executablePath });
try {
  const page = await browser.newPage({ deviceScaleFactor: 1 });
  const files = [
    ...Object.entries(pngs).map(([name, png]) => [join(folder, name), png]),
    ...Object.entries(extensionPngs).map(([name, png]) => [join(extensionFolder, name), png]),
  ];
  for (const [file, { size, image }] of files) {
    await page.setViewportSize({ width: size, height: size });
    const source = `data:image/svg+xml;base64,${Buffer.from(image).toString('base64')}`;
    await page.setContent(
      `<style>html,body{margin:0;background:transparent}img{display:block;width:${size}px;height:${size}px}</style><img src="${source}">`,
    );
    await page.locator('img').evaluate((element) => element.decode());
    await page.screenshot({ path: file, omitBackground: true });
  }
} finally {
  await browser.close();
}
console.log(`icons in ${folder} and ${extensionFolder}`);
