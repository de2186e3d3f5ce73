import type { Page } from '@playwright/test';
import { words } from '../../shared/ui/words/words.ts';
import { firstPage } from '../harness/browsers.ts';
import type { ChromiumPushService } from '../harness/chromium-push/chromium-push-service.ts';
import { OnScreen } from './on-screen.ts';
import type { Phone } from './phone.ts';
import type { PhoneBrowser } from './phone-browser.ts';
import { type PhoneGround, type TestPhone, ticketOf } from './test-phone.ts';

/**
 * The app in a Chromium that says it is a phone: it subscribes, gets encrypted pushes from the bundled push service, and
 * is used by the words on its screen.
 */
export class RealPhone implements TestPhone {
  readonly #ground: PhoneGround;
  readonly #browser: PhoneBrowser;
  readonly #push: Pick<ChromiumPushService, 'hold' | 'release'>;
  readonly #screen = new OnScreen();

  /** @param push the service that its pushes come through; nobody else's */
  constructor(ground: PhoneGround, browser: PhoneBrowser, push: Pick<ChromiumPushService, 'hold' | 'release'>) {
    this.#ground = ground;
    this.#browser = browser;
    this.#push = push;
  }

  get asked() {
    return this.#screen.asked;
  }

  /** What the phone has on its screen, for whatever isn't here. */
  async page(): Promise<Page> {
    return firstPage(this.#browser.context);
  }

  /** The notifications that stand on the phone. */
  get notifications() {
    return this.#browser.notifications;
  }

  async pair(userOrCode: string): Promise<void> {
    const ticket = await ticketOf(this.#ground, userOrCode);
    const isLink = 'token' in ticket;
    const app = await this.#browser.openApp(isLink ? `#/pair/${ticket.token}` : '');
    if (!isLink) await app.typePairingCode(ticket.code);
    await app.confirmPairing();
    await app.press(words.common.done);
  }

  async approve({ code }: { code?: string } = {}): Promise<void> {
    const app = await this.#app();
    await this.#screen.approve(app, code);
    await this.#done(app);
  }

  async deny({ reason }: { reason?: string } = {}): Promise<void> {
    const app = await this.#app();
    await this.#screen.deny(app, reason);
    await this.#done(app);
  }

  async report(): Promise<void> {
    const app = await this.#app();
    await this.#screen.report(app);
    await this.#done(app);
  }

  async typeCode(code: string): Promise<void> {
    await this.#screen.typeCode(await this.#app(), code);
  }

  /** Takes the phone in hand: opens the app where it isn't, and reads the screen. */
  async look(): Promise<void> {
    await this.#screen.look((await this.#app()).page);
  }

  async offline(): Promise<void> {
    // Connections that are open stay so: that to the push service, and the app's event stream.
    this.#push.hold();
    await this.#browser.leaveApp();
    await this.#browser.context.setOffline(true);
  }

  async online(): Promise<void> {
    await this.#browser.context.setOffline(false);
    this.#push.release();
  }

  async lose(): Promise<void> {
    await this.#browser.forgetEverything();
  }

  async #app(): Promise<Phone> {
    const page = await this.page();
    const isOpen = page.url().startsWith(this.#browser.origin);
    return isOpen ? this.#browser.phoneIn(page) : this.#browser.openApp();
  }

  async #done(app: Phone): Promise<void> {
    const done = app.button(words.common.done);
    if (await done.isVisible()) await done.click();
  }
}
