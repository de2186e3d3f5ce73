import type { Page } from '@playwright/test';
import type { ChromiumPushService } from '../harness/chromium-push/chromium-push-service.ts';
import type { ExtensionBrowser, ExtensionPage } from './extension-browser.ts';
import { OnScreen } from './on-screen.ts';
import { PhoneError, type PhoneGround, type TestPhone, ticketOf } from './test-phone.ts';

/** What it needs of the server under test: also where its applications are. */
interface ExtensionGround extends PhoneGround {
  readonly applications: readonly { readonly origin: string }[];
}

/**
 * Nod's extension in a desktop Chromium. A login in a tab of that browser is approved with one tap, where the tab is at
 * the application's own origin; elsewhere it is not.
 */
export class TestExtension implements TestPhone {
  readonly #ground: ExtensionGround;
  readonly #browser: ExtensionBrowser;
  readonly #push: Pick<ChromiumPushService, 'hold' | 'release'>;
  readonly #screen = new OnScreen();
  #popup: ExtensionPage | undefined;

  /** @param push the service that its pushes come through; nobody else's */
  constructor(ground: ExtensionGround, browser: ExtensionBrowser, push: Pick<ChromiumPushService, 'hold' | 'release'>) {
    this.#ground = ground;
    this.#browser = browser;
    this.#push = push;
  }

  get asked() {
    return this.#screen.asked;
  }

  /** A tab in the browser that has the extension: logins that it approves by origin have to happen in one. */
  newPage(): Promise<Page> {
    return this.#browser.context.newPage();
  }

  /** Pairs, and lets the extension look at the applications that have been registered so far. */
  async pair(userOrCode: string): Promise<void> {
    const ticket = await ticketOf(this.#ground, userOrCode);
    if ('token' in ticket) throw new PhoneError('code_needed', 'The extension is paired with a code, not with a link.');
    const hosts = new Set(this.#ground.applications.map(({ origin }) => hostPattern(origin)));
    await this.#browser.sayYesTo([...hosts]);
    await this.#browser.pair(this.#ground.origin, ticket.code);
    for (const host of hosts) await this.#browser.allow(host);
    await this.#browser.closeExtensionPages();
  }

  async approve({ code }: { code?: string } = {}): Promise<void> {
    await this.#screen.approve(await this.#open(), code);
    await this.#close();
  }

  async deny({ reason }: { reason?: string } = {}): Promise<void> {
    await this.#screen.deny(await this.#open(), reason);
    await this.#close();
  }

  async report(): Promise<void> {
    await this.#screen.report(await this.#open());
    await this.#close();
  }

  async typeCode(code: string): Promise<void> {
    await this.#screen.typeCode(await this.#open(), code);
  }

  /** Presses the extension's button and reads what is there. */
  async look(): Promise<void> {
    await this.#screen.look((await this.#open()).page);
  }

  async offline(): Promise<void> {
    // Connections that are open stay so: that to the push service, and the popup's event stream.
    this.#push.hold();
    await this.#close();
    await this.#browser.context.setOffline(true);
  }

  async online(): Promise<void> {
    await this.#browser.context.setOffline(false);
    this.#push.release();
  }

  async lose(): Promise<void> {
    await this.#browser.forgetEverything();
  }

  async #open(): Promise<ExtensionPage> {
    if (this.#popup === undefined || this.#popup.page.isClosed()) this.#popup = await this.#browser.openPopup();
    return this.#popup;
  }

  async #close(): Promise<void> {
    await this.#popup?.page.close();
    this.#popup = undefined;
  }
}

/** Match patterns have no port. */
function hostPattern(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}
