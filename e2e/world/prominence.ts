import { expect, type Locator, type Page } from '@playwright/test';

/** What makes a button be seen and hit, measured as the browser draws it. */
interface Prominence {
  readonly width: number;
  readonly height: number;
  readonly fontSizePx: number;
  readonly fontWeight: number;
  /** WCAG 2 contrast of its words against its own ground, and of its ground or edge against what lies around it. */
  readonly words: number;
  readonly shape: number;
  /** The product of all opacities above it, 0 where it or something above it is hidden. */
  readonly opacity: number;
  /** Of nine points spread over it, how many a finger would hit. */
  readonly hits: number;
}

/**
 * X1: in both schemes, in each size of screen and text, Deny can be seen and hit at least as well as Approve. The request
 * stands on the page; afterwards the page is as before.
 */
export async function expectDenyAsProminent(page: Page, deny: Locator, approve: Locator): Promise<void> {
  const before = page.viewportSize();
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [width, height, percent] of [
      [390, 844, 100],
      [320, 568, 100],
      [390, 844, 200],
      [320, 640, 200],
    ] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height });
      await page.evaluate((size) => {
        document.documentElement.style.fontSize = `${size}%`;
      }, percent);
      const [no, yes] = [await measure(deny), await measure(approve)];
      const where = `${colorScheme}, ${width} px, text at ${percent} %`;
      expect(no.words, `Deny can be read (${where})`).toBeGreaterThanOrEqual(4.5);
      expect(no.shape, `Deny stands out from the page (${where})`).toBeGreaterThanOrEqual(3);
      expect([no.opacity, no.hits], `Deny is seen and hit (${where})`).toEqual([1, 9]);
      for (const trait of ['width', 'height', 'fontSizePx', 'fontWeight', 'words', 'shape', 'hits'] as const) {
        expect(no[trait], `${trait} of Deny, beside Approve's (${where})`).toBeGreaterThanOrEqual(yes[trait]);
      }
    }
  }
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
  if (before) await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

async function measure(button: Locator): Promise<Prominence> {
  await button.scrollIntoViewIfNeeded();
  return button.evaluate(measureInPage);
}

/** Runs in the page. */
function measureInPage(element: Element): Prominence {
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const drawing = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const luminance = (colour: string) => {
    if (!drawing) return Number.NaN;
    drawing.fillStyle = colour;
    drawing.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0] = [...drawing.getImageData(0, 0, 1, 1).data]
      .map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: string, b: string) => {
    const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  const clear = (colour: string) => colour === 'transparent' || colour.endsWith(', 0)');
  const ground = (from: Element | null): string => {
    if (!from) return 'white';
    const { backgroundColor } = getComputedStyle(from);
    return clear(backgroundColor) ? ground(from.parentElement) : backgroundColor;
  };
  const around = ground(element.parentElement);
  let opacity = style.visibility === 'visible' ? 1 : 0;
  for (let at: Element | null = element; at; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity);
  const spots = [0.1, 0.5, 0.9].flatMap((x) => [0.15, 0.5, 0.85].map((y) => [x, y] as const));
  const hits = spots.filter(([x, y]) => {
    const hit = document.elementFromPoint(box.left + x * box.width, box.top + y * box.height);
    return hit !== null && element.contains(hit);
  }).length;
  return {
    width: Math.round(box.width),
    height: Math.round(box.height),
    fontSizePx: Number.parseFloat(style.fontSize),
    fontWeight: Number(style.fontWeight),
    words: contrast(style.color, ground(element)),
    shape: Math.max(
      contrast(ground(element), around),
      contrast(clear(style.borderTopColor) ? around : style.borderTopColor, around),
    ),
    opacity,
    hits,
  };
}
