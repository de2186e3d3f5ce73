import { expect, type Page } from '@playwright/test';
import { attachmentWords } from '../../shared/ui/words/attachment-words.ts';
import { words } from '../../shared/ui/words/words.ts';
import { type Asked, isSame } from './asked.ts';
import type { Phone } from './phone.ts';
import { PhoneError } from './test-phone.ts';

const ANSWERED_WITHIN_MS = 15_000;

/** Requests on a screen of the app or of the extension: read, and answered by the words on it. */
export class OnScreen {
  readonly asked: Asked[] = [];
  #showing: Asked | undefined;

  /** Notes the request on the screen, unless it stood there at the last look. */
  async look(page: Page): Promise<void> {
    const shown = await page.evaluate(readCard).catch(() => undefined);
    if (shown && !isSame(this.#showing, shown)) this.asked.push(shown);
    this.#showing = shown;
  }

  /** @throws PhoneError code_needed, wrong_code, not_approved */
  async approve(screen: Phone, code?: string): Promise<void> {
    await this.#waitForRequest(screen);
    if (code !== undefined) await screen.codeField.fill(code);
    if ((await screen.codeField.isVisible()) && (await screen.codeField.inputValue()) === '') {
      throw new PhoneError('code_needed', `The screen says: ${words.request.codeFirst}`);
    }
    // Approve may still wait, for the tab of the login for instance.
    await screen.button(words.request.approve).click({ timeout: ANSWERED_WITHIN_MS });
    const problem = screen.page.locator('.nod-pad [aria-invalid], .nod-pad__field + *').filter({ hasText: /./ });
    const { approved } = words.outcome;
    await expect(screen.heading.filter({ hasText: approved.title }).or(problem).first())
      .toBeVisible({ timeout: ANSWERED_WITHIN_MS })
      .catch(() => undefined);
    const heading = await screen.heading.innerText();
    if (heading !== approved.title) {
      const said = (await screen.page.locator('.nod-pad').allInnerTexts()).join(' ');
      if (said.includes(words.request.wrongCode(2).split('.')[0] ?? '')) throw new PhoneError('wrong_code', said);
      throw new PhoneError('not_approved', `The screen says: ${heading}`);
    }
    this.#showing = undefined;
  }

  async deny(screen: Phone, reason?: string): Promise<void> {
    await this.#waitForRequest(screen);
    if (reason === undefined) await screen.press(words.request.deny);
    else {
      await screen.press(words.request.denyWith);
      await screen.page.getByLabel(attachmentWords.reason.own).fill(reason);
      await screen.press(attachmentWords.reason.deny);
    }
    await screen.showsOutcome(words.outcome.denied.title);
    this.#showing = undefined;
  }

  async report(screen: Phone): Promise<void> {
    await this.#waitForRequest(screen);
    await screen.report();
    await screen.showsOutcome(words.outcome.reported.title);
    this.#showing = undefined;
  }

  /** Types the digits of a page: into the request that is on the screen, or at Home to fetch one. */
  async typeCode(screen: Phone, code: string): Promise<void> {
    if (await screen.codeField.isVisible()) await screen.codeField.fill(code);
    else await screen.fetchByDigits(code);
    await this.look(screen.page);
  }

  async #waitForRequest(screen: Phone): Promise<void> {
    await expect(screen.button(words.request.deny), 'a request on the screen').toBeVisible({
      timeout: ANSWERED_WITHIN_MS,
    });
    await this.look(screen.page);
  }
}

/** Runs in the page. */
function readCard(): Asked | undefined {
  const card = document.querySelector<HTMLElement>('.nod-request');
  if (!card) return undefined;
  const textOf = (root: Element | null | undefined, selector: string) =>
    root?.querySelector<HTMLElement>(selector)?.innerText.trim() ?? '';
  const [browser, place] = card.querySelectorAll('.nod-facts__row');
  return {
    application: textOf(card, 'h1'),
    title: textOf(card, '.nod-request__what p'),
    place: textOf(place, 'bdi'),
    browser: textOf(browser, 'bdi'),
    details: [...card.querySelectorAll('.nod-facts__details > div')].map((detail) => ({
      label: textOf(detail, 'dt'),
      value: textOf(detail, 'dd'),
    })),
  };
}
