import { fileURLToPath } from 'node:url';
import { GECKO_ID } from '../../extension/manifest.ts';
import { type ElementReference, MarionetteFirefox } from '../harness/firefox-marionette.ts';
import { NotificationServer } from '../harness/notification-server/notification-server.ts';
import { TemporaryProfile } from '../harness/profile.ts';
import { waitUntil } from '../harness/wait-until.ts';

const EXTENSION_DIR = fileURLToPath(new URL('../../dist/extension-firefox', import.meta.url));
const SCREENSHOTS = fileURLToPath(new URL('../screenshots/', import.meta.url));
/** Fixed here; otherwise Firefox chooses it at random at each installation. */
const EXTENSION_ORIGIN = 'moz-extension://6f1c8f5a-0c39-4c8e-9e57-6b8d2c1f7a44';
const LIMIT_MS = 15_000;

/** A desktop Firefox with the extension, as a person uses it: by the words in the tab in front. */
export class FirefoxDesk {
  readonly notifications: NotificationServer;
  readonly #profile: TemporaryProfile;
  readonly #firefox: MarionetteFirefox;

  private constructor(notifications: NotificationServer, profile: TemporaryProfile, firefox: MarionetteFirefox) {
    this.notifications = notifications;
    this.#profile = profile;
    this.#firefox = firefox;
  }

  /** @param options.backgroundIdleMs the time without an event after which the event page is stopped; 30,000 in life */
  static async start({ backgroundIdleMs }: { backgroundIdleMs: number }): Promise<FirefoxDesk> {
    const notifications = await new NotificationServer().start();
    const profile = new TemporaryProfile();
    const firefox = await MarionetteFirefox.start({
      profileDir: profile.dir,
      notifications,
      prefs: {
        'extensions.webextensions.uuids': JSON.stringify({ [GECKO_ID]: new URL(EXTENSION_ORIGIN).host }),
        'extensions.background.idle.timeout': backgroundIdleMs,
        // The person says yes to every host for which the extension asks.
        'extensions.webextOptionalPermissionPrompts': false,
      },
    });
    await firefox.installExtension(EXTENSION_DIR);
    return new FirefoxDesk(notifications, profile, firefox);
  }

  async stop(): Promise<void> {
    await this.#firefox.stop();
    await this.notifications.stop();
    this.#profile.remove();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  /** The extension's own tab, in front. */
  openOptions(hash = ''): Promise<void> {
    return this.open(`${EXTENSION_ORIGIN}/options.html${hash}`);
  }

  /** A new tab, in front. */
  async open(url: string): Promise<void> {
    await this.#firefox.newTab();
    await this.#firefox.goTo(url);
  }

  /** Goes to another address in the tab in front. */
  async goTo(url: string): Promise<void> {
    await this.#firefox.goTo(url);
  }

  /** Puts the tab with an address that begins so in front, as soon as there is one. */
  async switchTo(beginning: string): Promise<void> {
    await waitUntil(`a tab at ${beginning}`, async () => (await this.#frontIs(beginning)) || undefined, LIMIT_MS);
  }

  /** Puts a tab in front that the extension has opened. */
  switchToExtension(): Promise<void> {
    return this.switchTo(EXTENSION_ORIGIN);
  }

  async closeTab(): Promise<void> {
    await this.#firefox.closeTab();
  }

  /** Types into the field with this label. */
  async fill(label: string | RegExp, text: string): Promise<void> {
    await this.#act(`the field ${label}`, FIND_FIELD, label, async (field) => {
      await this.#firefox.evaluate('arguments[0].select()', [field]);
      await this.#firefox.type(field, text);
    });
  }

  async press(name: string | RegExp): Promise<void> {
    await this.#act(`the button ${name}`, FIND_BUTTON, name, (button) => this.#firefox.click(button));
  }

  /** Waits until this text is somewhere in the tab in front. @returns the text that was found */
  sees(text: string | RegExp, limitMs = LIMIT_MS): Promise<string> {
    const find = async () => pattern(text).exec(await this.text())?.[0];
    return waitUntil(`"${text}" in the tab in front`, find, limitMs).catch(async (error: Error) => {
      throw new Error(`${error.message}. There stands: ${await this.text()}`);
    });
  }

  /** All text in the tab in front. */
  async text(): Promise<string> {
    return String(await this.#firefox.evaluate('return document.body?.innerText ?? ""'));
  }

  /** Keeps a picture of the tab in front in e2e/screenshots. */
  async picture(name: string): Promise<void> {
    await this.#firefox.screenshot(`${SCREENSHOTS}${name}.png`);
  }

  async #frontIs(beginning: string): Promise<boolean> {
    for (const handle of await this.#firefox.tabs()) {
      await this.#firefox.switchTo(handle);
      if ((await this.#firefox.url()).startsWith(beginning)) return true;
    }
    return false;
  }

  /** Finds an element and acts on it until both work: in between the page may draw itself anew. */
  async #act(what: string, find: string, text: string | RegExp, act: (element: ElementReference) => Promise<void>) {
    let lastError: unknown;
    const tryOnce = async () => {
      const { source, flags } = pattern(text, 'whole');
      const found = await this.#firefox.evaluate(find, [source, flags]);
      if (found === null) return undefined;
      try {
        await act(found as ElementReference);
        return true;
      } catch (error) {
        lastError = error;
        return undefined;
      }
    };
    await waitUntil(what, tryOnce, LIMIT_MS).catch(async (error: Error) => {
      throw new Error(`${error.message}. There stands: ${await this.text()}`, { cause: lastError });
    });
  }
}

/** Scripts that run in the page; arguments: a pattern's source and flags. */
const FIND_FIELD = `
  const pattern = new RegExp(arguments[0], arguments[1]);
  const label = [...document.querySelectorAll('label')].find((one) => pattern.test(one.textContent.trim()));
  return label?.control ?? null;`;
const FIND_BUTTON = `
  const pattern = new RegExp(arguments[0], arguments[1]);
  const said = (one) => (one.getAttribute('aria-label') ?? one.textContent).trim();
  const buttons = [...document.querySelectorAll('button')];
  return buttons.find((one) => !one.disabled && one.ariaDisabled !== 'true' && one.checkVisibility() && pattern.test(said(one))) ?? null;`;

function pattern(text: string | RegExp, how: 'whole' | 'part' = 'part'): RegExp {
  if (text instanceof RegExp) return text;
  const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(how === 'whole' ? `^${escaped}$` : escaped);
}
