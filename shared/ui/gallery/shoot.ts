/**
 * Photographs every scene of the gallery and measures it: axe, sideways overflow, target sizes, console errors.
 * Served under the policy the real server sends, so that an inline style would fail here too.
 *   node shared/ui/gallery/shoot.ts [--look=name] [--lang=ar] [scene…]     pictures land in e2e/screenshots/gallery; exit code 1 on findings
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright';
import { withGallery } from './serve.ts';

const pictures = fileURLToPath(new URL('../../../e2e/screenshots/gallery', import.meta.url));
/** WCAG asks for 24; Nod asks for 48 wherever a finger decides something. */
const TARGET_PX = 48;

/** The builder is typed against a playwright-core of its own; the page is the same. */
type AxePage = ConstructorParameters<typeof AxeBuilder>[0]['page'];

const asked = process.argv.slice(2);
const unknown = asked.find((name) => name.startsWith('-') && !/^--(look|lang)=/.test(name));
if (unknown !== undefined) {
  console.error(
    `${unknown} is not known here. Usage: node shared/ui/gallery/shoot.ts [--look=NAME] [--lang=LANGUAGE] [SCENE…]`,
  );
  process.exit(2);
}
/** One that Nod speaks, or `pseudo` (pseudo.ts). */
const language = asked.find((name) => name.startsWith('--lang='))?.slice('--lang='.length) ?? 'en';

interface Look {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
  /** Root font size in per cent: 200 is what WCAG 1.4.4 asks for. */
  readonly textPercent: number;
  readonly forcedColors?: 'active';
  /** Rules that look at colours and names give the same answer at every width, so they run where it counts. */
  readonly axe?: true;
  readonly only?: RegExp;
  /** Only what the window shows at first, as of a popup. */
  readonly window?: true;
}

const looks: readonly Look[] = [
  { name: '390-light', width: 390, height: 844, scheme: 'light', textPercent: 100, axe: true },
  { name: '390-dark', width: 390, height: 844, scheme: 'dark', textPercent: 100, axe: true },
  { name: '320-light', width: 320, height: 568, scheme: 'light', textPercent: 100 },
  { name: '1024-light', width: 1024, height: 768, scheme: 'light', textPercent: 100 },
  {
    name: '320-dark',
    width: 320,
    height: 568,
    scheme: 'dark',
    textPercent: 100,
    axe: true,
    only: /^(account|quiet|pair|happened|device|paused|undo|vouch|let-in|wait|offline|totp|recovery)/,
  },
  { name: '390-text200', width: 390, height: 844, scheme: 'light', textPercent: 200 },
  {
    name: '390-dark-text200',
    width: 390,
    height: 844,
    scheme: 'dark',
    textPercent: 200,
    only: /^(request|quiet|pair)/,
  },
  { name: '320-text200', width: 320, height: 640, scheme: 'light', textPercent: 200 },
  { name: '390-keyboard', width: 390, height: 460, scheme: 'light', textPercent: 100, only: /^(request|pair|dialog)/ },
  {
    name: '360-popup',
    width: 360,
    height: 600,
    scheme: 'light',
    textPercent: 100,
    only: /^(request|vouch|account|attached|deny)/,
    window: true,
  },
  {
    name: '360-popup-text200',
    width: 360,
    height: 600,
    scheme: 'light',
    textPercent: 200,
    only: /^(request|vouch|quiet|account)/,
    window: true,
  },
  { name: '390-forced', width: 390, height: 844, scheme: 'dark', textPercent: 100, forcedColors: 'active' },
];

/** Buttons that are pressed too early, and say why nothing happens. */
const PRESSED: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'pair-short': (page) => page.getByRole('button', { name: 'Continue' }).click({ force: true }),
  'request-early': (page) => page.getByRole('button', { name: 'Approve' }).click({ force: true }),
};

async function shootAll(scenes: readonly string[], onlyLooks: readonly string[]): Promise<readonly string[]> {
  await mkdir(pictures, { recursive: true });
  return withGallery(async (address, browser) => {
    const all = await sceneNames(browser, address);
    const wanted = scenes.length > 0 ? all.filter((name) => scenes.some((start) => name.startsWith(start))) : all;
    const findings: string[] = [];
    for (const look of looks.filter(({ name }) => onlyLooks.length === 0 || onlyLooks.includes(name))) {
      findings.push(...(await shoot(browser, address, wanted, look)));
    }
    return findings;
  });
}

async function sceneNames(browser: Browser, address: string): Promise<readonly string[]> {
  const page = await browser.newPage();
  await page.goto(address);
  await page.locator('#gallery a').first().waitFor();
  const names = await page.locator('#gallery a').allTextContents();
  await page.close();
  return names;
}

async function shoot(browser: Browser, address: string, scenes: readonly string[], look: Look): Promise<string[]> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    deviceScaleFactor: 1,
    colorScheme: look.scheme,
    reducedMotion: 'reduce',
    forcedColors: look.forcedColors ?? 'none',
    locale: 'en-GB',
    timezoneId: 'Europe/Lisbon',
  });
  const page = await context.newPage();
  const findings: string[] = [];
  let scene = '';
  page.on('console', (message) => {
    if (message.type() === 'error') findings.push(`${scene} ${look.name}: console: ${message.text()}`);
  });
  page.on('pageerror', (error) => findings.push(`${scene} ${look.name}: ${error.message}`));
  for (scene of scenes.filter((name) => look.only?.test(name) ?? true)) {
    await page.goto(`${address}?scene=${scene}&lang=${language}`);
    await page.locator('#gallery h1').first().waitFor();
    // Through the CSSOM, which the policy allows.
    await page.evaluate((percent) => {
      document.documentElement.style.fontSize = `${percent}%`;
    }, look.textPercent);
    if (language === 'en') await PRESSED[scene]?.(page);
    if (scene.includes('typing')) await page.locator('input').first().focus();
    findings.push(...(await measure(page, look.axe === true)).map((finding) => `${scene} ${look.name}: ${finding}`));
    await page.screenshot({
      path: join(pictures, `${scene}.${look.name}${language === 'en' ? '' : `.${language}`}.png`),
      fullPage: look.window !== true,
    });
  }
  await context.close();
  return findings;
}

async function measure(page: Page, withAxe: boolean): Promise<string[]> {
  const violations = withAxe ? await axeViolations(page) : [];
  const layout = await page.evaluate((targetPx) => {
    const wrong: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) wrong.push(`scrolls sideways: ${root.scrollWidth} > ${root.clientWidth}`);
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const box = element.getBoundingClientRect();
      if (box.width === 0 || element.closest('.nod-hidden') !== null) continue;
      if (box.right > root.clientWidth + 1 || box.left < -1) wrong.push(`sticks out: ${element.className}`);
      if (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== 'visible') {
        if (element.tagName !== 'INPUT') wrong.push(`cut off: ${element.className}`);
      }
      if (element.matches('button, a, input') && (box.height < targetPx || box.width < targetPx)) {
        wrong.push(`target ${Math.round(box.width)}×${Math.round(box.height)}: ${element.textContent}`);
      }
    }
    return wrong;
  }, TARGET_PX);
  return [...violations, ...layout];
}

async function axeViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: page as AxePage })
    .options({ resultTypes: ['violations'] })
    .analyze();
  return violations.map(({ id, nodes }) => `axe ${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
}

const findings = await shootAll(
  asked.filter((name) => !name.startsWith('--')),
  asked.filter((name) => name.startsWith('--look=')).map((name) => name.slice('--look='.length)),
);
for (const finding of findings) console.log(finding);
console.log(`${findings.length} findings; pictures in ${pictures}`);
process.exitCode = findings.length > 0 ? 1 : 0;
