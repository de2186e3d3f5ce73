import type { BrowserContext, CDPSession } from '@playwright/test';
import { waitUntil } from './wait-until.ts';

const OPENS_WITHIN_MS = 10_000;

/**
 * A press on the extension's button while a tab is in front: it opens the real popup and lets it look at that tab
 * (activeTab). Playwright doesn't know the popup as a page, so tests act in it by script.
 */
export class ActionPopup {
  readonly #session: CDPSession;
  readonly #target: string;
  #asked = 0;

  private constructor(session: CDPSession, target: string) {
    this.#session = session;
    this.#target = target;
  }

  /** @param tabUrl how the address of the tab in front begins */
  static async open(context: BrowserContext, extensionId: string, tabUrl: string): Promise<ActionPopup> {
    const browser = context.browser();
    if (!browser) throw new Error('this context has no browser of its own');
    const session = await browser.newBrowserCDPSession();
    const { targetInfos } = await session.send('Target.getTargets', { filter: [{ type: 'tab' }] });
    const tab = targetInfos.find(({ url }) => url.startsWith(tabUrl));
    if (!tab) throw new Error(`no tab at ${tabUrl}`);
    await session.send('Extensions.triggerAction' as never, { id: extensionId, targetId: tab.targetId } as never);
    const popup = await waitUntil(
      'the popup',
      async () => (await session.send('Target.getTargets')).targetInfos.find(({ url }) => isPopup(url, extensionId)),
      OPENS_WITHIN_MS,
    );
    const { sessionId } = await session.send('Target.attachToTarget', { targetId: popup.targetId, flatten: false });
    const opened = new ActionPopup(session, sessionId);
    // The popup is listed before its page has loaded; an authenticator that is emulated before that would be lost.
    const loaded = `document.readyState === 'complete' && location.pathname === '/popup.html'`;
    await waitUntil('the popup’s page', async () => (await opened.#evaluate(loaded)) || undefined, OPENS_WITHIN_MS);
    return opened;
  }

  /** Presses the button with these words, as soon as it is there. @throws Error after ten seconds */
  async press(label: string): Promise<void> {
    const press = `(() => {
      const button = [...document.querySelectorAll('button')].find((one) => one.textContent.includes(${JSON.stringify(label)}));
      button?.click();
      return button !== undefined;
    })()`;
    await waitUntil(`the button "${label}"`, async () => (await this.#evaluate(press)) || undefined, OPENS_WITHIN_MS);
  }

  /** All text in the popup. */
  async text(): Promise<string> {
    return String(await this.#evaluate('document.body.innerText'));
  }

  async #evaluate(expression: string): Promise<unknown> {
    const { result } = (await this.send('Runtime.evaluate', { expression, returnByValue: true })) as {
      result?: { value?: unknown };
    };
    return result?.value;
  }

  /** A command of the DevTools protocol. @returns its result @throws Error with what the browser says */
  async send(method: string, params: object): Promise<object> {
    this.#asked += 1;
    const id = this.#asked;
    const answer = new Promise<object>((resolve, reject) => {
      const take = ({ message }: { message: string }) => {
        const { id: answered, result, error } = JSON.parse(message);
        if (answered !== id) return;
        this.#session.off('Target.receivedMessageFromTarget', take);
        if (error) reject(new Error(`${method}: ${error.message}`));
        else resolve(result ?? {});
      };
      this.#session.on('Target.receivedMessageFromTarget', take);
    });
    await this.#session.send('Target.sendMessageToTarget', {
      sessionId: this.#target,
      message: JSON.stringify({ id, method, params }),
    });
    return answer;
  }
}

function isPopup(url: string, extensionId: string): boolean {
  return url.startsWith(`chrome-extension://${extensionId}/popup.html`);
}
