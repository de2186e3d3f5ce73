import type { BrowserContext, Page } from '@playwright/test';
import { type ChromiumOptions, firstPage, launchChromium, launchFirefox, leaveApp } from '../harness/browsers.ts';
import { stopWorkers } from '../harness/chromium-devtools.ts';
import type { ChromiumPushService } from '../harness/chromium-push/chromium-push-service.ts';
import type { FirefoxPushService } from '../harness/firefox-push/firefox-push-service.ts';
import { NotificationServer } from '../harness/notification-server/notification-server.ts';
import { TemporaryProfile } from '../harness/profile.ts';
import { Phone } from './phone.ts';

const ANDROID =
  'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36';

interface PhoneBrowserOptions {
  /** The server's origin, which is the app's too. */
  readonly origin: string;
  /** `granted` (the default), `denied`, or `unasked`. */
  readonly notifications?: 'granted' | 'denied' | 'unasked';
  /** More of the harness's options for Chromium. */
  readonly chromium?: Partial<ChromiumOptions>;
}

type Launch = (shared: { profileDir: string; notifications: NotificationServer }) => Promise<BrowserContext>;

/** A browser that stands for a phone: its profile, its notifications, and the app. It can be switched off and on. */
export class PhoneBrowser {
  readonly notifications: NotificationServer;
  readonly origin: string;
  readonly kind: 'chromium' | 'firefox';
  readonly #profile: TemporaryProfile;
  readonly #launch: Launch;
  #context: BrowserContext;

  private constructor(
    parts: Pick<PhoneBrowser, 'notifications' | 'origin' | 'kind'>,
    profile: TemporaryProfile,
    launch: Launch,
    context: BrowserContext,
  ) {
    this.notifications = parts.notifications;
    this.origin = parts.origin;
    this.kind = parts.kind;
    this.#profile = profile;
    this.#launch = launch;
    this.#context = context;
  }

  /** A Chromium that says it is a Pixel. Without `push` its subscribe() never settles. */
  static chromium(push: ChromiumPushService | undefined, options: PhoneBrowserOptions): Promise<PhoneBrowser> {
    const { origin, notifications: decision = 'granted', chromium = {} } = options;
    return PhoneBrowser.#start('chromium', origin, (shared) =>
      launchChromium({
        ...shared,
        ...(push === undefined ? {} : { push }),
        grantNotificationsFor: decision === 'granted' ? [origin] : [],
        blockNotificationsFor: decision === 'denied' ? [origin] : [],
        ...chromium,
        context: { userAgent: ANDROID, ...chromium.context },
      }),
    );
  }

  /** A Firefox whose idle worker is stopped after `workerIdleMs`. */
  static firefox(push: FirefoxPushService, options: { origin: string; workerIdleMs?: number }): Promise<PhoneBrowser> {
    const { origin, workerIdleMs } = options;
    return PhoneBrowser.#start('firefox', origin, (shared) =>
      launchFirefox({
        ...shared,
        push,
        grantNotificationsFor: [origin],
        ...(workerIdleMs === undefined ? {} : { workerIdleMs }),
      }),
    );
  }

  static async #start(kind: PhoneBrowser['kind'], origin: string, launch: Launch): Promise<PhoneBrowser> {
    const notifications = await new NotificationServer().start();
    const profile = new TemporaryProfile();
    const context = await launch({ profileDir: profile.dir, notifications });
    return new PhoneBrowser({ notifications, origin, kind }, profile, launch, context);
  }

  get context(): BrowserContext {
    return this.#context;
  }

  /** The app, in the page that is open or in a new one. */
  async openApp(hash = ''): Promise<Phone> {
    const phone = new Phone(await firstPage(this.#context), this.origin);
    await phone.open(hash);
    return phone;
  }

  /** The app in a page that the browser has opened by itself. */
  phoneIn(page: Page): Phone {
    return new Phone(page, this.origin);
  }

  /** No page of the app stays open; the browser runs on. */
  async leaveApp(): Promise<void> {
    await leaveApp(this.#context);
  }

  async switchOff(): Promise<void> {
    await this.#context.close();
  }

  async switchOn(): Promise<void> {
    this.#context = await this.#launch({ profileDir: this.#profile.dir, notifications: this.notifications });
  }

  /** Makes a Chromium as new, except for its permission and its push client, which takes seconds to start. */
  async forgetEverything(): Promise<void> {
    const blank = await leaveApp(this.#context);
    // A worker that still runs holds the database open: its removal would come over what the next test has stored there.
    await stopWorkers(this.#context);
    const devtools = await this.#context.newCDPSession(blank);
    await devtools.send('Storage.clearDataForOrigin', { origin: this.origin, storageTypes: 'all' });
    await devtools.detach();
    for (const id of [...this.notifications.shown.keys()]) this.notifications.dismiss(id);
  }

  async stop(): Promise<void> {
    await this.#context.close();
    await this.notifications.stop();
    this.#profile.remove();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}
