import { fileURLToPath } from 'node:url';
import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';

const SCREENSHOTS = fileURLToPath(new URL('../screenshots/', import.meta.url));
/** axe's rules that depend on the colour scheme. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];
/** The narrowest screen that WCAG 2.2 asks for (1.4.10). */
const NARROW = { width: 320, height: 640 };

/**
 * Checks a screen as different people may see it: light and dark by axe, 320 px wide, and that with twice the text.
 * Pictures of all four are kept in e2e/screenshots. Afterwards the page is as before.
 *
 * @param name the pictures' name, e.g. `phone-request-with-code`
 * @param options.narrow false for an extension's popup, whose width is its own
 */
export async function examine(page: Page, name: string, options: { narrow?: boolean } = {}): Promise<void> {
  const { narrow = true } = options;
  const size = page.viewportSize();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.screenshot({ path: `${SCREENSHOTS}${name}-${colorScheme}.png` });
    // Of the two only colours differ, so the second look is at them alone.
    const found = await violationsIn(page, colorScheme === 'dark' ? OF_COLOURS : undefined);
    expect(found, `accessibility of ${name}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  if (!narrow) {
    await page.emulateMedia({ colorScheme: null, reducedMotion: null });
    return;
  }
  await page.setViewportSize(NARROW);
  const { scrollWidth, clientWidth, scrollHeight } = await page.evaluate(measure);
  expect(scrollWidth, `${name} at 320 px doesn't scroll sideways`).toBeLessThanOrEqual(clientWidth);
  // As high as the whole page: otherwise a bar at the bottom of the screen would lie in the middle of the picture.
  await page.setViewportSize({ ...NARROW, height: Math.max(NARROW.height, scrollHeight) });
  await page.screenshot({ path: `${SCREENSHOTS}${name}-320.png` });
  await page.setViewportSize(NARROW);
  await page.evaluate(setTextSize, '200%');
  const large = await page.evaluate(measure);
  expect(large.scrollWidth, `${name} with twice the text doesn't scroll sideways`).toBeLessThanOrEqual(
    large.clientWidth,
  );
  await page.setViewportSize({ ...NARROW, height: Math.max(NARROW.height, large.scrollHeight) });
  await page.screenshot({ path: `${SCREENSHOTS}${name}-320-text200.png` });
  await page.evaluate(setTextSize, '');
  if (size) await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

/** One line per rule of axe's that the page breaks, with the elements that break it. */
async function violationsIn(page: Page, rules?: string[]): Promise<string[]> {
  // Once per page: the browser needs longer to parse axe's half megabyte than to run it.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(runAxe, rules);
}

/** Runs in the page. */
async function runAxe(rules: string[] | undefined): Promise<string[]> {
  const { run } = (globalThis as unknown as { axe: typeof axe }).axe;
  const { violations } = await run(document, { resultTypes: ['violations'], ...(rules ? { runOnly: rules } : {}) });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

/** As a browser's own setting does it, which rem follows (WCAG 1.4.4). Through the CSSOM, which the pages' policies allow. */
function setTextSize(size: string): void {
  document.documentElement.style.fontSize = size;
}

function measure() {
  const { scrollWidth, clientWidth, scrollHeight } = document.documentElement;
  return { scrollWidth, clientWidth, scrollHeight };
}
