import { ChromiumPushService } from '../harness/chromium-push/chromium-push-service.ts';
import { FirefoxPushService } from '../harness/firefox-push/firefox-push-service.ts';
import type { DemoSite } from './demo-site.ts';
import { type Application, NodServer } from './nod-server.ts';
import { Secrets } from './secrets.ts';

const DAY_MS = 24 * 3_600_000;
/** The origin that the applications of the specs claim; no server listens there. */
const APPLICATION_ORIGIN = 'http://localhost:4999';

/** Everything behind the browsers: push services, a Nod server, applications. */
export class World {
  readonly secrets: Secrets;
  readonly nod: NodServer;
  readonly push: { readonly chromium: ChromiumPushService; readonly firefox: FirefoxPushService };
  /** Asks with a matching code, as is the default. */
  readonly wiki: Application;
  /** Asks for one tap (match `none`). */
  readonly lights: Application;
  readonly #ownsPush: boolean;

  private constructor(parts: Pick<World, 'secrets' | 'nod' | 'push' | 'wiki' | 'lights'>, ownsPush: boolean) {
    this.#ownsPush = ownsPush;
    this.secrets = parts.secrets;
    this.nod = parts.nod;
    this.push = parts.push;
    this.wiki = parts.wiki;
    this.lights = parts.lights;
  }

  /** @param sharedPush those of another world: a browser has one push service, for all servers that push to it */
  static async start(environment: Readonly<Record<string, string>> = {}, sharedPush?: World['push']): Promise<World> {
    const secrets = new Secrets();
    const push = sharedPush ?? {
      chromium: await new ChromiumPushService().start(),
      firefox: await new FirefoxPushService().start(),
    };
    const rewrites = [push.chromium.rewrites, push.firefox.rewrites].join(',');
    const nod = await NodServer.start(rewrites, secrets, environment);
    const [wiki, lights] = await Promise.all([
      nod.createApplication('Crew Wiki', APPLICATION_ORIGIN),
      nod.createApplication('Pier Lights', APPLICATION_ORIGIN, ['--match', 'none']),
    ]);
    return new World({ secrets, nod, push, wiki, lights }, sharedPush === undefined);
  }

  /** A ticket to pair a device with an account, which is made if it doesn't exist. */
  async ticketFor(username: string, application = this.wiki): Promise<{ code: string; url: string }> {
    const { code, url } = await application.client.createEnrollment({
      user: { username, displayName: displayName(username) },
    });
    return { code, url };
  }

  /**
   * An application whose requests live for so few seconds, which no policy allows: for specs in which nobody answers in time.
   * @param options as of `nod app create`
   */
  async hastyApplication(seconds: number, options: readonly string[] = []): Promise<Application> {
    const application = await this.nod.createApplication('Pier Ferry', APPLICATION_ORIGIN, options);
    this.nod.change('update applications set ttl_seconds = ? where id = ?', seconds, application.id);
    return application;
  }

  /** As if all devices of this user had become active four days ago: none is too new to act any more. */
  fourDaysLater(username: string): void {
    this.nod.change(
      'update devices set activated_at_ms = activated_at_ms - ? where user_id in (select id from users where username = ?)',
      4 * DAY_MS,
      username,
    );
  }

  /** One sentence per secret in the logs of the server and, where it runs, the demo site. */
  leaks(demo?: DemoSite): string[] {
    for (const { tokens } of [this.push.chromium, this.push.firefox]) {
      for (const token of tokens) this.secrets.add("push endpoint's token", token);
    }
    return this.secrets.leaksIn(`${this.nod.output}\n${demo?.output ?? ''}`);
  }

  async stop(): Promise<void> {
    await this.nod.stop();
    if (!this.#ownsPush) return;
    await this.push.chromium.stop();
    await this.push.firefox.stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}

let usersNamed = 0;

/** A username of its own for each call. */
export function newUsername(): string {
  usersNamed += 1;
  return `alice-${usersNamed}`;
}

/** `alice-3` → `Alice 3`. */
export function displayName(username: string): string {
  return username.charAt(0).toUpperCase() + username.slice(1).replace('-', ' ');
}
