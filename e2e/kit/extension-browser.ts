import { setTimeout as delay } from 'node:timers/promises';
import { type BrowserContext, expect, type Page } from '@playwright/test';
import { popupWords } from '../../extension/popup/popup-words.ts';
import type { Actions } from '../../shared/authenticator/actions.ts';
import { words } from '../../shared/ui/words/words.ts';
import { ActionPopup } from '../harness/action-popup.ts';
import { type ChromiumOptions, launchChromium, leaveApp } from '../harness/browsers.ts';
import { stopWorkers } from '../harness/chromium-devtools.ts';
import type { ChromiumPushService } from '../harness/chromium-push/chromium-push-service.ts';
import { NotificationServer } from '../harness/notification-server/notification-server.ts';
import { TemporaryProfile } from '../harness/profile.ts';
import { waitUntil } from '../harness/wait-until.ts';
import { builtDir } from './built.ts';
import { Phone } from './phone.ts';

/**
 * Time for the browser's event dispatcher to learn that a stopped worker has ended. Without it a press was once lost
 * although the worker's target was gone already; a worker that idles to its end has no such gap.
 */
const DISPATCHER_HEARS_MS = 500;

/** A page of the extension, as a person uses it. */
export class ExtensionPage extends Phone {
  readonly #address: string;

  /** @param address popup.html or options.html of the extension */
  constructor(page: Page, address: string) {
    super(page, address);
    this.#address = address;
  }

  override async open(hash = ''): Promise<void> {
    // Otherwise a change of the fragment alone wouldn't load the page again.
    await this.page.goto('about:blank');
    await this.page.goto(`${this.#address}${hash}`);
    await expect(this.heading).toBeVisible();
  }

  /** Types server and code (or the link alone), up to the question that names the account. */
  async enterPairing(server: string, code?: string): Promise<void> {
    await this.page.getByLabel(popupWords.server).fill(server);
    if (code !== undefined) await this.pairingCodeField.fill(code);
    await this.press(words.pairing.next);
    await expect(this.heading).toHaveText(words.pairing.confirmTitle);
  }

  /** The line that says at which site this browser has the login open. */
  get originLine() {
    return this.page.locator('.nod-facts__origin');
  }
}

export interface ExtensionBrowserOptions {
  /** Without one, subscribe() never settles. */
  readonly push?: ChromiumPushService;
  /** Host patterns to which the person says yes when the browser asks. A test can't press that dialog. */
  readonly saysYesTo?: readonly string[];
  readonly chromium?: Partial<ChromiumOptions>;
}

interface Launched {
  readonly notifications: NotificationServer;
  readonly profile: TemporaryProfile;
  readonly options: ExtensionBrowserOptions;
  readonly context: BrowserContext;
}

/** A desktop Chromium with the extension: its profile, its notifications. It can be switched off and on. */
export class ExtensionBrowser {
  readonly notifications: NotificationServer;
  readonly #profile: TemporaryProfile;
  readonly #options: ExtensionBrowserOptions;
  #context: BrowserContext;
  #id = '';

  protected constructor({ notifications, profile, options, context }: Launched) {
    this.notifications = notifications;
    this.#profile = profile;
    this.#options = options;
    this.#context = context;
  }

  static async start(options: ExtensionBrowserOptions = {}): Promise<ExtensionBrowser> {
    return new ExtensionBrowser(await ExtensionBrowser.launch(options)).settleIn();
  }

  protected static async launch(options: ExtensionBrowserOptions): Promise<Launched> {
    const notifications = await new NotificationServer().start();
    const profile = new TemporaryProfile();
    return { notifications, profile, options, context: await launch(profile, notifications, options) };
  }

  get context(): BrowserContext {
    return this.#context;
  }

  /** `chrome-extension://<id>` */
  get extensionOrigin(): string {
    return `chrome-extension://${this.#id}`;
  }

  /** The popup, in a tab: a real one can't be driven by Playwright. */
  async openPopup(hash = ''): Promise<ExtensionPage> {
    return this.#open('popup.html', hash);
  }

  /** The extension's own tab, where pairing happens. */
  async openOptions(hash = ''): Promise<ExtensionPage> {
    return this.#open('options.html', hash);
  }

  /** The real popup: the person presses the extension's button while this tab is in front. */
  openRealPopup(front: Page): Promise<ActionPopup> {
    return ActionPopup.open(this.#context, this.#id, front.url());
  }

  /** The tab of the extension that was opened at this place, e.g. by a press on a notification. */
  async openedPage(hash: string): Promise<ExtensionPage> {
    const address = `${this.extensionOrigin}/options.html`;
    const isIt = (page: Page) => page.url().startsWith(address) && page.url().includes(hash);
    const page = await waitUntil('the extension’s tab', () => this.#context.pages().find(isIt), 10_000);
    return new ExtensionPage(page, address);
  }

  /** Pairs with a typed code, to the first screen of the paired extension. */
  async pair(server: string, code: string, deviceName = 'Desk'): Promise<ExtensionPage> {
    const page = await this.openOptions('#/pair');
    await page.enterPairing(server, code);
    await page.confirmPairing(deviceName);
    await page.press(words.common.done);
    return page;
  }

  /** Waits until the extension's badge shows this text; '' for no badge. */
  async hasBadge(text: string): Promise<void> {
    const page = await this.#context.newPage();
    await page.goto(`${this.extensionOrigin}/options.html#/settings`);
    const badge = () => page.evaluate(() => chrome.action.getBadgeText({}));
    await expect.poll(badge, { timeout: 15_000 }).toBe(text);
    await page.close();
  }

  /** The person takes a permission back in the browser's settings. */
  async takeBack(pattern: string): Promise<void> {
    const page = await this.#context.newPage();
    await page.goto(`${this.extensionOrigin}/options.html#/settings`);
    await page.evaluate((origins) => chrome.permissions.remove({ origins }), [pattern]);
    await page.close();
  }

  /** The person lets the extension look at these hosts; `saysYesTo` has the browser say yes. */
  async allow(pattern: string): Promise<void> {
    const page = await this.#context.newPage();
    await page.goto(`${this.extensionOrigin}/options.html#/settings`);
    expect(await page.evaluate((origins) => chrome.permissions.request({ origins }), [pattern])).toBe(true);
    await page.close();
  }

  /**
   * Pairs several accounts without a screen: one after the other, by the worker's actions that the pairing page uses.
   */
  async pairByWorker(server: string, codes: readonly string[]): Promise<void> {
    const page = await this.#context.newPage();
    await page.goto(`${this.extensionOrigin}/options.html#/settings`);
    for (const code of codes) {
      const offer = await act(page, 'claimEnrollment', { origin: server, ticket: { code } });
      const device = { kind: 'extension', name: 'Desk', platform: 'Chrome on Linux' };
      await act(page, 'enrol', { offer, device, push: true });
    }
    await page.close();
  }

  /** Makes the extension as new, except for its subscriptions and permissions: no account, no page, no notification. */
  async forgetEverything(): Promise<void> {
    const blank = await leaveApp(this.#context);
    const page = await this.#context.newPage();
    await page.goto(`${this.extensionOrigin}/options.html#/settings`);
    const deviceIds = await page.evaluate(
      () =>
        new Promise<string[]>((resolve, reject) => {
          const opening = indexedDB.open('nod');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const db = opening.result;
            const asking = db.transaction('accounts').objectStore('accounts').getAllKeys();
            asking.onsuccess = () => {
              db.close();
              resolve(asking.result as string[]);
            };
          };
        }),
    );
    for (const deviceId of deviceIds)
      await act(page, 'removeAccount', { deviceId, evenIfUnreachable: true, evenIfLast: true });
    await page.close();
    await blank.bringToFront();
    for (const id of [...this.notifications.shown.keys()]) this.notifications.dismiss(id);
  }

  /** No page of the extension stays open; the browser runs on. */
  async closeExtensionPages(): Promise<void> {
    for (const page of this.#context.pages()) {
      if (page.url().startsWith(this.extensionOrigin)) await page.close();
    }
  }

  /** Stops the background worker, as the browser does when it is idle: what it keeps in memory is lost. */
  async stopWorker(): Promise<void> {
    await stopWorkers(this.#context);
    const session = await this.#context.browser()?.newBrowserCDPSession();
    // The part of the browser that starts a worker for an event hears of its end a little later, and reports it
    // nowhere.
    await waitUntil(
      'the background worker to go',
      async () => {
        const { targetInfos } = (await session?.send('Target.getTargets')) ?? { targetInfos: [] };
        const runs = targetInfos.some(({ type, url }) => type === 'service_worker' && url.includes(this.#id));
        return runs ? undefined : true;
      },
      10_000,
    );
    await session?.detach();
    await delay(DISPATCHER_HEARS_MS);
  }

  async switchOff(): Promise<void> {
    await this.#context.close();
  }

  async switchOn(): Promise<void> {
    this.#context = await launch(this.#profile, this.notifications, this.#options);
    await this.settleIn();
  }

  async stop(): Promise<void> {
    await this.#context.close();
    await this.notifications.stop();
    this.#profile.remove();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #open(file: string, hash: string): Promise<ExtensionPage> {
    const page = new ExtensionPage(await this.#context.newPage(), `${this.extensionOrigin}/${file}`);
    await page.open(hash);
    return page;
  }

  /** Learns the extension's id, and has the browser answer yes to questions about hosts. */
  protected async settleIn(): Promise<this> {
    const worker = await waitUntil('the extension', () => this.#context.serviceWorkers()[0], 20_000);
    this.#id = new URL(worker.url()).host;
    const patterns = this.#options.saysYesTo ?? ['http://localhost/*'];
    await this.sayYesTo(patterns);
    return this;
  }

  /** The person says yes when the browser asks whether the extension may look at these hosts. */
  async sayYesTo(patterns: readonly string[]): Promise<void> {
    const page = await this.#context.newPage();
    await page.goto('chrome://extensions/');
    for (const pattern of patterns) {
      await page.evaluate(
        ([id, host]) =>
          new Promise<void>((done) => {
            const { developerPrivate } = chrome as unknown as { developerPrivate: DeveloperPrivate };
            developerPrivate.addHostPermission(id ?? '', host ?? '', () => done());
          }),
        [this.#id, pattern],
      );
    }
    await page.close();
  }
}

/**
 * Has the background worker run an action, as a screen of the extension does.
 * @throws Error with what the worker threw
 */
async function act(page: Page, name: keyof Actions, input: unknown): Promise<unknown> {
  const request = { type: 'action', name, input };
  const answer = await page.evaluate((message) => chrome.runtime.sendMessage(message), request);
  if ('error' in answer) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
  return answer.output;
}

/** The part of the API of chrome://extensions that is used here. */
interface DeveloperPrivate {
  addHostPermission(id: string, host: string, done: () => void): void;
}

function launch(
  profile: TemporaryProfile,
  notifications: NotificationServer,
  { push, chromium = {} }: ExtensionBrowserOptions,
): Promise<BrowserContext> {
  return launchChromium({
    profileDir: profile.dir,
    notifications,
    screen: 'desktop',
    extensionDir: builtDir('extension'),
    ...(push === undefined ? {} : { push }),
    ...chromium,
  });
}
