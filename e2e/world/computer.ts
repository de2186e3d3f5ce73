import { expect, type Locator, type Page } from '@playwright/test';
import { englishFallbackWords as fallbackWords, type Way } from '../../shared/sdk/fallback-words.ts';
import type { Secrets } from './secrets.ts';

/** Long and without the user's name in it. */
export const PASSWORD = 'correct horse battery staple';

/** Harbour Notes in a desktop browser, as a person uses it. */
export class Computer {
  readonly page: Page;
  readonly #origin: string;
  readonly #secrets: Secrets;

  /** @param secrets notes the codes that are read */
  constructor(page: Page, demoOrigin: string, secrets: Secrets) {
    this.page = page;
    this.#origin = demoOrigin;
    this.#secrets = secrets;
  }

  /** Creates an account. @returns the code to pair a phone with */
  async signUp(username: string): Promise<string> {
    await this.page.goto(`${this.#origin}/signup`);
    await this.page.getByLabel('Name to sign in with').fill(username);
    await this.page.getByLabel('Password').fill(PASSWORD);
    await this.page.getByRole('button', { name: 'Create account' }).click();
    return this.pairingCode();
  }

  /** The code on the pairing page. */
  async pairingCode(): Promise<string> {
    const code = this.page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    await expect(code).toBeVisible();
    const text = await code.innerText();
    this.#secrets.add('pairing code', text);
    return text;
  }

  /** The password step. @returns the matching code of the waiting page */
  async logIn(username: string): Promise<string> {
    await this.typePassword(username);
    return this.matchingCode();
  }

  /** The password step, with any result. */
  async typePassword(username: string): Promise<void> {
    await this.page.goto(`${this.#origin}/login`);
    await this.page.getByLabel('Name').fill(username);
    await this.page.getByLabel('Password').fill(PASSWORD);
    await this.page.getByRole('button', { name: 'Go on' }).click();
  }

  /** The six digits as a screen reader reads them: without the gap that is for the eye. */
  async matchingCode(): Promise<string> {
    const code = this.page.locator('nod-login .spoken').first();
    await expect(code).toHaveText(/^\d( \d){5}$/);
    const digits = (await code.innerText()).replaceAll(' ', '');
    this.#secrets.add('matching code', digits);
    return digits;
  }

  /** The id of the login that the waiting page shows, as its head names it. */
  async challengeId(): Promise<string> {
    return (await this.page.locator('head > meta[name="nod-challenge"]').getAttribute('content')) ?? '';
  }

  /** What the waiting page says: the card's heading. */
  get card(): Locator {
    return this.page.locator('nod-login').getByRole('heading', { level: 2 });
  }

  /** One line per device that was asked. */
  get askedDevices(): Locator {
    return this.page.locator('nod-login').getByRole('listitem');
  }

  /** "Phone not at hand?" */
  get fallbackMenu(): Locator {
    return this.page.locator('nod-login').getByRole('button', { name: fallbackWords.menu });
  }

  /** Opens one way of that menu, whether it is open already or not. */
  async chooseFallback(way: Way): Promise<void> {
    if ((await this.fallbackMenu.getAttribute('aria-expanded')) === 'false') await this.fallbackMenu.click();
    await this.page.getByRole('button', { name: fallbackWords.ways[way].title }).click();
    await expect(this.page.getByRole('heading', { level: 2, name: fallbackWords.ways[way].title })).toBeVisible();
  }

  /** Types a code where a way is open. */
  async typeFallback(code: string): Promise<void> {
    await this.page.locator('nod-login').getByRole('textbox').fill(code);
    await this.page.getByRole('button', { name: fallbackWords.answer }).click();
  }

  /** What the page says of it. */
  get fallbackProblem(): Locator {
    return this.page.locator('nod-login').getByRole('alert');
  }

  /** The waiting page's own form, posted as a script there would. @returns the answer */
  async postFallback(fields: Record<string, string>): Promise<{ refused?: string }> {
    return this.page.evaluate(async (more) => {
      const form = document.querySelector<HTMLFormElement>('nod-login > form[slot="fallback"]');
      if (!form) throw new Error('no form');
      const body = new URLSearchParams({ csrf: form.querySelector('input')?.value ?? '', ...more });
      return (await fetch(form.getAttribute('action') ?? '', { method: 'POST', body })).json();
    }, fields);
  }

  async isIn(): Promise<void> {
    await expect(this.page.getByRole('heading', { name: /^Ahoy/ })).toBeVisible();
  }

  async signOut(): Promise<void> {
    await this.page.getByRole('button', { name: 'Sign out' }).click();
    await expect(this.page.getByRole('link', { name: 'Create an account' })).toBeVisible();
  }
}
