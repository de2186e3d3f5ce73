import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { FIREFOX_ENVIRONMENT, type FirefoxOptions, firefoxPrefs } from './browsers.ts';
import { findFirefox } from './profile.ts';
import { waitUntil } from './wait-until.ts';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 15_000;

/** The key by which WebDriver marks a reference to an element. */
const ELEMENT_KEY = 'element-6066-11e4-a52e-4f735466cecf';

/** An element in the page that is in front. It ends with that page. */
export type ElementReference = Readonly<Record<typeof ELEMENT_KEY, string>>;

export type MarionetteFirefoxOptions = Pick<FirefoxOptions, 'profileDir' | 'notifications' | 'prefs'>;

type Take = { resolve: (value: unknown) => void; reject: (error: Error) => void };

/**
 * Stock Firefox driven by its own remote protocol, Marionette, which reaches the pages of an extension (Playwright
 * speaks WebDriver BiDi, which leaves them out). Clicks and keys are trusted, as a person's are.
 */
export class MarionetteFirefox {
  readonly #process: ChildProcess;
  readonly #socket: Socket;
  readonly #waiting = new Map<number, Take>();
  #received = Buffer.alloc(0);
  #asked = 0;

  private constructor(process: ChildProcess, socket: Socket) {
    this.#process = process;
    this.#socket = socket;
    socket.on('data', (bytes) => this.#take(bytes));
    socket.on('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('Firefox has hung up'));
    });
  }

  /** Starts Firefox as `launchFirefox` does. */
  static async start(options: MarionetteFirefoxOptions): Promise<MarionetteFirefox> {
    const { profileDir, notifications } = options;
    const lines = Object.entries({ ...firefoxPrefs(options), 'marionette.port': 0 }).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
    );
    writeFileSync(join(profileDir, 'user.js'), lines.join('\n'));
    const args = ['--headless', '--no-remote', '--marionette', '--remote-allow-system-access', '--profile', profileDir];
    const env = { ...process.env, ...FIREFOX_ENVIRONMENT, ...notifications?.env() };
    const child = spawn(findFirefox(), args, { env, stdio: 'ignore' });
    try {
      const portFile = join(profileDir, 'MarionetteActivePort');
      const port = await waitUntil('Firefox', () => readPort(portFile), START_LIMIT_MS);
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      const firefox = new MarionetteFirefox(child, socket);
      await firefox.send('WebDriver:NewSession', { capabilities: { alwaysMatch: {} } });
      return firefox;
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
  }

  /** Installs an unpacked extension until the browser ends, as about:debugging does. */
  async installExtension(path: string): Promise<void> {
    await this.send('Addon:Install', { path, temporary: true });
  }

  async goTo(url: string): Promise<void> {
    await this.send('WebDriver:Navigate', { url });
  }

  /** Opens a tab and puts it in front. */
  async newTab(): Promise<void> {
    const { handle } = (await this.send('WebDriver:NewWindow', { type: 'tab', focus: true })) as { handle: string };
    await this.switchTo(handle);
  }

  async tabs(): Promise<readonly string[]> {
    return (await this.send('WebDriver:GetWindowHandles', {})) as string[];
  }

  async switchTo(handle: string): Promise<void> {
    await this.send('WebDriver:SwitchToWindow', { handle, focus: true });
  }

  async closeTab(): Promise<void> {
    await this.send('WebDriver:CloseWindow', {});
  }

  /** The address of the page in front. */
  async url(): Promise<string> {
    return String(await this.#value('WebDriver:GetCurrentURL', {}));
  }

  /** Runs the body of a function in the page in front, and awaits its promise. @returns JSON, or an element */
  evaluate(body: string, args: readonly unknown[] = []): Promise<unknown> {
    return this.#value('WebDriver:ExecuteScript', { script: body, args });
  }

  async click(element: ElementReference): Promise<void> {
    await this.send('WebDriver:ElementClick', { id: element[ELEMENT_KEY] });
  }

  async type(element: ElementReference, text: string): Promise<void> {
    await this.send('WebDriver:ElementSendKeys', { id: element[ELEMENT_KEY], text });
  }

  /** A picture of the visible part of the page in front. */
  async screenshot(path: string): Promise<void> {
    const png = await this.#value('WebDriver:TakeScreenshot', { full: false });
    writeFileSync(path, Buffer.from(String(png), 'base64'));
  }

  async stop(): Promise<void> {
    const ended = new Promise<void>((resolve) => this.#process.once('exit', () => resolve()));
    const limit = setTimeout(() => this.#process.kill('SIGKILL'), STOP_LIMIT_MS);
    // Firefox answers, or ends before it has answered.
    await this.send('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => undefined);
    await ended;
    clearTimeout(limit);
    this.#socket.destroy();
  }

  /** One command. @throws Error with what Firefox says */
  send(command: string, parameters: object): Promise<unknown> {
    this.#asked += 1;
    const id = this.#asked;
    const message = JSON.stringify([0, id, command, parameters]);
    const answer = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#socket.write(`${Buffer.byteLength(message)}:${message}`);
    return answer;
  }

  async #value(command: string, parameters: object): Promise<unknown> {
    return ((await this.send(command, parameters)) as { value: unknown }).value;
  }

  /** A message is its length in bytes, a colon, and JSON. The first one is a greeting. */
  #take(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    for (;;) {
      const colon = this.#received.indexOf(':');
      if (colon < 0) return;
      const end = colon + 1 + Number(this.#received.subarray(0, colon).toString());
      if (this.#received.length < end) return;
      const message: unknown = JSON.parse(this.#received.subarray(colon + 1, end).toString());
      this.#received = this.#received.subarray(end);
      if (!Array.isArray(message)) continue;
      const [, id, error, result] = message;
      const taker = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) taker?.reject(new Error(`${error.error}: ${error.message}`));
      else taker?.resolve(result);
    }
  }
}

function readPort(file: string): number | undefined {
  if (!existsSync(file)) return undefined;
  return Number(readFileSync(file, 'utf8')) || undefined;
}
