import { randomInt } from 'node:crypto';
import { createServer } from 'node:http';
import { createPushAuthSite, type PushAuthSite, SITE_WEBHOOK } from '../../server/devices/testing-pushauth-site.ts';
import { closeServer, listenOnLoopback } from '../harness/loopback.ts';

/** A site that was built for PushAuth, on a port of its own: it signs people up, and answers `POST /users/trust`. */
export class RegisteringSite {
  #port = 0;
  #site: PushAuthSite | undefined;
  readonly #server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const init = { method: request.method ?? '', headers, body: Buffer.concat(parts).toString() };
    const answer = await this.#site?.fetch(`${this.origin}${request.url}`, init);
    response.writeHead(answer?.status ?? 500).end();
  });

  static async start(): Promise<RegisteringSite> {
    const site = new RegisteringSite();
    site.#port = await listenOnLoopback(site.#server);
    site.#site = createPushAuthSite(`${site.origin}/users/trust`);
    return site;
  }

  get origin(): string {
    return `http://localhost:${this.#port}`;
  }

  /** As options of `nod app create`, with a file that holds the password. */
  webhook(passwordFile: string): string[] {
    const { username } = SITE_WEBHOOK;
    return [
      '--webhook-url',
      `${this.origin}/users/trust`,
      '--webhook-user',
      username,
      '--webhook-password-file',
      passwordFile,
    ];
  }

  /** @returns what it shows somebody who has just signed up: a number of four digits */
  signUp(username: string): string {
    return this.#site?.signUp(username, randomInt(1000, 9999)) ?? '';
  }

  [Symbol.asyncDispose](): Promise<void> {
    return closeServer(this.#server);
  }
}
