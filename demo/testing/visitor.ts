import { randomBytes } from 'node:crypto';
import { createNodClient, type NodClient } from '../../shared/sdk/client.ts';
import { createReceiptVerifier, type ReceiptVerifier } from '../../shared/sdk/receipt.ts';
import { createStandIn } from '../../shared/sdk/testing/stand-in.ts';
import { createAccounts } from '../accounts.ts';
import { createDemoApp } from '../app.ts';
import { openDatabase } from '../database.ts';
import { createKnownBrowsers } from '../known-browsers.ts';
import type { Passwords } from '../password-hash.ts';
import { createSessions } from '../session.ts';
import type { App } from '../site.ts';
import { createTryLimit } from '../try-limit.ts';

export const ORIGIN = 'http://localhost:4401';
export const PASSWORD = 'seven tame herons';

/** The whole site on an in-memory database and a stand-in for Nod, with a clock that the tests move. */
export async function openSite(
  options: { origin?: string; nodOrigin?: string; client?: NodClient; receipts?: ReceiptVerifier } = {},
) {
  const clock = { nowMs: options.client ? Date.now() : 1_800_000_000_000 };
  const now = () => clock.nowMs;
  const nod = await createStandIn({ now });
  const db = openDatabase(':memory:');
  const { origin = ORIGIN, nodOrigin = nod.origin } = options;
  const checked: (string | undefined)[] = [];
  const logged: string[] = [];
  // As strong as a test needs. Argon2 itself is tested in password.test.ts.
  const passwords: Passwords = {
    hash: async (password) => `hash of ${password}`,
    matches: async (password, hashed) => {
      checked.push(hashed);
      return hashed === `hash of ${password}`;
    },
  };
  const client = createNodClient({ origin: nod.origin, apiKey: nod.apiKey, fetch: nod.fetch, retryDelaysMs: [] });
  const stopping = new AbortController();
  const ip = { current: '203.0.113.7' };
  const accounts = createAccounts({ db, now, randomBytes });
  const app = createDemoApp({
    config: { origin, nodOrigin },
    db,
    accounts,
    sessions: createSessions({ db, origin, now, randomBytes }),
    browsers: createKnownBrowsers({ db, origin, now, randomBytes }),
    passwords,
    tries: createTryLimit({ db, now }),
    nod: options.client ?? client,
    receipts: options.receipts ?? createReceiptVerifier({ ...nod, now }),
    now,
    clientIp: () => ip.current,
    log: (message) => void logged.push(message),
    stopping: stopping.signal,
  });
  return { app, nod, db, clock, checked, logged, ip, accounts, stopping, visitor: () => new Visitor(app, origin) };
}

/** A browser as far as forms and cookies go. It follows no redirect by itself, so that tests see each answer. */
export class Visitor {
  cookies = new Map<string, string>();
  lastSetCookie = '';
  csrf = '';
  readonly #app: App;
  readonly #origin: string;

  constructor(app: App, origin: string) {
    this.#app = app;
    this.#origin = origin;
  }

  get sessionCookie(): string {
    return [...this.cookies.values()][0] ?? '';
  }

  async request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.cookies.size > 0) headers.set('Cookie', [...this.cookies].map(([k, value]) => `${k}=${value}`).join('; '));
    const response = await this.#app.request(this.#origin + path, { ...init, headers });
    const cookies = response.headers.getSetCookie();
    this.lastSetCookie = cookies[0] ?? this.lastSetCookie;
    for (const set of cookies) {
      const [pair = ''] = set.split(';');
      this.cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return response;
  }

  /** Opens a page and remembers the token in its forms. */
  async open(path: string): Promise<{ status: number; text: string; response: Response }> {
    const response = await this.request(path);
    const text = await response.text();
    this.csrf = /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? this.csrf;
    return { status: response.status, text, response };
  }

  async submit(
    path: string,
    fields: Record<string, string> = {},
    headers: Record<string, string> = { Origin: this.#origin },
  ): Promise<Response> {
    return this.request(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams({ csrf: this.csrf, ...fields }),
    });
  }

  async signUp(username: string, fields: Record<string, string> = {}): Promise<Response> {
    await this.open('/signup');
    return this.submit('/signup', { username, password: PASSWORD, ...fields });
  }

  async enterPassword(username: string, password = PASSWORD, fields: Record<string, string> = {}): Promise<Response> {
    await this.open('/login');
    return this.submit('/login', { username, password, ...fields });
  }

  /** Where an answer leads: its path, or its status when it isn't a redirect. */
  static to(response: Response): string {
    return response.headers.get('Location') ?? `${response.status}`;
  }
}

export const to = Visitor.to;
