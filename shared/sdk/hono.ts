import type { Approval } from './await-approval.ts';
import { isNodError } from './errors.ts';
import { createLogin, type Login, type LoginOptions, type WaitingPage } from './login.ts';
import { MAX_FORM_BYTES } from './login-fallback.ts';
import { type DeedQuestion, guardDeed, isOwnPost } from './login-guard.ts';
import { readText } from './read-text.ts';
import { MAX_WEBHOOK_BYTES, verifyWebhook, type WebhookEvent } from './webhook.ts';

export type { DeedQuestion };

/** The package `nod-sdk/hono`. What it needs of Hono's Context; so it depends on no version of it. */
export interface HonoContext {
  req: {
    raw: Request;
    method: string;
    header(name: string): string | undefined;
    text(): Promise<string>;
    parseBody(): Promise<Record<string, unknown>>;
  };
}

export interface HonoLogin<C extends HonoContext> extends Omit<Login<C>, 'events' | 'fallback'> {
  /** `app.get('/login/events', login.events)`: what <nod-login src> names. */
  events: (c: C) => Promise<Response>;
  /** `app.post('/login/fallback', login.fallback)`: what its `<form slot="fallback">` is sent to. */
  fallback: (c: C) => Promise<Response>;
  /**
   * A middleware: the route behind it runs once for each approval of exactly this deed.
   * @param deed who must approve what, as the person will read it
   * @param waiting the response meanwhile: a page with <nod-login>, or its data as JSON; the same request, sent again after the
   *   yes, is let through
   */
  needsApproval(
    deed: (c: C) => DeedQuestion | Promise<DeedQuestion>,
    waiting: (c: C, page: WaitingPage) => Response | Promise<Response>,
  ): (c: C, next: () => Promise<void>) => Promise<Response | undefined>;
  /** The approval that let this request through. Keep its receipt with the deed. */
  approvalOf(c: C): Approval | undefined;
}

/**
 * A login by Nod in a Hono application.
 * @param options.origin the application's own, such as https://wiki.example.org: forms of other sites are refused
 */
export function honoLogin<C extends HonoContext>(options: LoginOptions<C> & { origin: string }): HonoLogin<C> {
  const login = createLogin(options);
  const origin = new URL(options.origin).origin;
  const approvals = new WeakMap<Request, Approval>();
  const isOwn = (c: C) => isOwnPost((name) => c.req.header(name), origin);

  return {
    ...login,
    events: (c) => login.events(c),
    fallback: async (c) => {
      if (!isOwn(c)) return foreign();
      const form = await formOf(c);
      return form ? login.fallback(c, form) : new Response(null, { status: 413 });
    },
    needsApproval: (deed, waiting) => async (c, next) => {
      if (!SAFE_METHODS.has(c.req.method) && !isOwn(c)) return foreign();
      const guarded = await guardDeed({ login, sessions: options.sessions }, c, await deed(c));
      if ('waiting' in guarded) return waiting(c, guarded.waiting);
      approvals.set(c.req.raw, guarded.approval);
      await next();
      return undefined;
    },
    approvalOf: (c) => approvals.get(c.req.raw),
  };
}

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** What a middleware has read, otherwise the body itself; undefined for one that is too long. */
async function formOf({ req }: HonoContext): Promise<Record<string, unknown> | undefined> {
  if (req.raw.bodyUsed) return req.parseBody();
  const text = await readText(req.raw.body, MAX_FORM_BYTES);
  return text === undefined ? undefined : Object.fromEntries(new URLSearchParams(text));
}

/**
 * `app.post('/nod', honoWebhook({ secret, onEvent }))`: hands on what Nod tells, once its signature is checked. An error of
 * `onEvent` makes Nod try again; the same `event.id` again is a repetition.
 */
export function honoWebhook<C extends HonoContext>(options: {
  secret: string | readonly string[];
  onEvent: (event: WebhookEvent, c: C) => void | Promise<void>;
  now?: () => number;
}): (c: C) => Promise<Response> {
  return async (c) => {
    // A middleware may have read it already; then Hono remembers the text.
    const body = c.req.raw.bodyUsed ? await c.req.text() : await readText(c.req.raw.body, MAX_WEBHOOK_BYTES);
    if (body === undefined) return new Response(null, { status: 413 });
    const { secret, now } = options;
    const event = await verifyWebhook({ secret, headers: c.req.raw.headers, body, ...(now ? { now } : {}) }).catch(
      (error: unknown) => {
        if (isNodError(error, 'webhook_invalid')) return undefined;
        throw error;
      },
    );
    if (!event) return new Response(null, { status: 401 });
    await options.onEvent(event, c);
    return new Response(null, { status: 204 });
  };
}

const foreign = () => Response.json({ refused: 'foreign_form' }, { status: 403 });
