import { expect, type Locator, type Page } from '@playwright/test';
import { accountWords } from '../../shared/ui/words/account-words.ts';
import { vouchingWords } from '../../shared/ui/words/vouching-words.ts';
import { words } from '../../shared/ui/words/words.ts';

/** For subscription, binding and test push together. The first subscription of a browser takes seconds. */
const PAIRING_TIMEOUT_MS = 40_000;

/** The app on a phone, as a person uses it: by the words on the screen. */
export class Phone {
  readonly page: Page;
  readonly #origin: string;

  constructor(page: Page, origin: string) {
    this.page = page;
    this.#origin = origin;
  }

  /** Opens the app anew at a place in it, e.g. `#/history`. */
  async open(hash = ''): Promise<void> {
    await this.page.goto(`${this.#origin}/${hash}`);
    // A change of the fragment alone doesn't load the page again.
    await expect(this.heading).toBeVisible();
  }

  /** The screen's heading. */
  get heading(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  async press(name: string | RegExp): Promise<void> {
    await this.button(name).click();
  }

  // Pairing

  get pairingCodeField(): Locator {
    return this.page.getByLabel(words.pairing.typedLabel, { exact: true });
  }

  /** Types a pairing code, up to the question that names the account. */
  async typePairingCode(code: string): Promise<void> {
    await this.pairingCodeField.fill(code);
    await this.press(words.pairing.next);
    await expect(this.heading).toHaveText(words.pairing.confirmTitle);
  }

  /** From that question to the first screen of the paired app, in a browser that allows notifications. */
  async confirmPairing(deviceName?: string): Promise<void> {
    if (deviceName !== undefined) await this.page.getByLabel(/^Name of this/).fill(deviceName);
    await this.press(/^Pair this/);
    await this.isReady();
  }

  /** Waits for the end of a pairing; where the user has another phone, this one is none that was here before. */
  async isReady(): Promise<void> {
    const asked = (['phone', 'computer'] as const).map((here) => vouchingWords.same.title(here));
    const ends = [words.pairing.readyTitle, ...asked].map((title) => title.replace('?', '\\?'));
    await expect(this.heading).toHaveText(new RegExp(`^(${ends.join('|')})$`), { timeout: PAIRING_TIMEOUT_MS });
    if (asked.includes(await this.heading.innerText())) await this.press(vouchingWords.same.none);
    await expect(this.heading).toHaveText(words.pairing.readyTitle);
  }

  /** The whole pairing, with a typed code, in a browser that allows notifications. */
  async pair(code: string, deviceName?: string): Promise<void> {
    await this.typePairingCode(code);
    await this.confirmPairing(deviceName);
    await this.press(words.common.done);
  }

  /** Waits until the screen says that no request is waiting. */
  async isQuiet(): Promise<void> {
    await expect(this.heading).toHaveText(words.quiet.title);
  }

  /** From the first screen, where one account is paired, to everything about it. */
  async openAccount(): Promise<void> {
    await this.press(new RegExp(`^${accountWords.title}`));
    await expect(this.heading).toHaveText(accountWords.title);
  }

  // Answering

  /** Waits until the request of that application fills the screen. */
  async seesRequestFrom(applicationName: string | RegExp): Promise<void> {
    await expect(this.heading).toHaveText(applicationName, { timeout: 15_000 });
    await expect(this.button(words.request.deny)).toBeVisible();
  }

  get codeField(): Locator {
    return this.page.getByLabel(/digit code from the other screen/);
  }

  async approveWithCode(code: string): Promise<void> {
    await this.codeField.fill(code);
    await this.press(words.request.approve);
  }

  /** From Home: fetches a request that rang nobody, by the digits of the login's page. They stand in its field then. */
  async fetchByDigits(code: string): Promise<void> {
    await this.press(new RegExp(`^${words.signingIn.entry}`));
    await this.page.getByLabel(words.signingIn.digits).fill(code);
    await this.press(words.signingIn.fetch);
    await expect(this.page.getByText(words.request.fetched)).toBeVisible();
    await expect(this.codeField).toHaveValue(code);
  }

  async report(): Promise<void> {
    await this.press(words.request.notMe);
    await this.page.getByRole('dialog').getByRole('button', { name: words.request.reportConfirm }).click();
  }

  /** Waits for the screen with the outcome. */
  async showsOutcome(title: string | RegExp): Promise<void> {
    await expect(this.heading).toHaveText(title);
  }
}
