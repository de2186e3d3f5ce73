import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { closeServer, listenOnLoopback } from '../harness/loopback.ts';

/** What a page of the site holds. */
export interface LoginSitePage {
  /** The id that its head names. */
  readonly named?: string;
  /** Whether it has the script that defines `<nod-login>`. */
  readonly defines?: boolean;
  readonly body: string;
  /** The Content-Security-Policy that it is served with. */
  readonly policy?: string;
}

/** A site of a relying party that shows what it is told to, at any path, with the SDK's own element. */
export class LoginSite {
  #port = 0;
  readonly #server = createServer((request, response) => {
    const script = request.url === '/login.js';
    const policy = this.page.policy === undefined ? {} : { 'content-security-policy': this.page.policy };
    response.writeHead(200, { 'content-type': script ? 'text/javascript' : 'text/html', ...policy });
    response.end(script ? SCRIPT : htmlOf(this.page));
  });
  page: LoginSitePage = { body: '' };

  static async start(): Promise<LoginSite> {
    const site = new LoginSite();
    site.#port = await listenOnLoopback(site.#server);
    return site;
  }

  get origin(): string {
    return `http://localhost:${this.#port}`;
  }

  /** The page that shows this login. */
  shows(challengeId: string): void {
    this.page = { named: challengeId, defines: true, body: '<nod-login></nod-login>' };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return closeServer(this.#server);
  }
}

const SCRIPT = readFileSync(new URL('../../dist/demo/waiting.js', import.meta.url));

function htmlOf({ named, defines, body }: LoginSitePage): string {
  const meta = named === undefined ? '' : `<meta name="nod-challenge" content="${named}">`;
  const script = defines ? '<script type="module" src="/login.js"></script>' : '';
  return `<!doctype html><html><head><title>Sign in</title>${meta}${script}</head><body><h1>Site</h1>${body}</body></html>`;
}
