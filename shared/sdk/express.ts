import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Approval } from './await-approval.ts';
import { isNodError } from './errors.ts';
import { createLogin, type Login, type LoginOptions, type WaitingPage } from './login.ts';
import { MAX_FORM_BYTES } from './login-fallback.ts';
import { type DeedQuestion, guardDeed, isOwnPost } from './login-guard.ts';
import { readText } from './read-text.ts';
import { MAX_WEBHOOK_BYTES, verifyWebhook, type WebhookEvent } from './webhook.ts';

export type { DeedQuestion };

/** The package `nod-sdk/express`: for Express 4 and 5, Connect, and all else that has Node's own requests and a `next`. */
export type Handler<Req extends IncomingMessage> = (
  req: Req,
  res: ServerResponse,
  next: (error?: unknown) => void,
) => void;

export interface ExpressLogin<Req extends IncomingMessage> extends Omit<Login<Req>, 'events' | 'fallback'> {
  /** `app.get('/login/events', login.events)`: what <nod-login src> names. */
  events: Handler<Req>;
  /** `app.post('/login/fallback', login.fallback)`: what its `<form slot="fallback">` is sent to. */
  fallback: Handler<Req>;
  /**
   * A middleware: the route behind it runs once for each approval of exactly this deed.
   * @param deed who must approve what, as the person will read it
   * @param waiting answers meanwhile: a page with <nod-login>, or its data as JSON; the same request, sent again after the yes, is
   *   let through
   */
  needsApproval<Res extends ServerResponse>(
    deed: (req: Req) => DeedQuestion | Promise<DeedQuestion>,
    waiting: (req: Req, res: Res, page: WaitingPage) => unknown,
  ): (req: Req, res: Res, next: (error?: unknown) => void) => void;
  /** The approval that let this request through. Keep its receipt with the deed. */
  approvalOf(req: Req): Approval | undefined;
}

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/**
 * A login by Nod in an Express application. Errors go to `next`.
 * @param options.origin the application's own, such as https://wiki.example.org: forms of other sites are refused
 */
export function expressLogin<Req extends IncomingMessage>(
  options: LoginOptions<Req> & { origin: string },
): ExpressLogin<Req> {
  const login = createLogin(options);
  const origin = new URL(options.origin).origin;
  const approvals = new WeakMap<IncomingMessage, Approval>();
  const isOwn = (req: Req) => isOwnPost((name) => oneHeader(req, name), origin);

  return {
    ...login,
    events: (req, res, next) => run(next, async () => send(res, await login.events(req))),
    fallback: (req, res, next) =>
      run(next, async () => {
        if (!isOwn(req)) return send(res, foreign());
        const form = await formOf(req);
        return send(res, form ? await login.fallback(req, form) : new Response(null, { status: 413 }));
      }),
    needsApproval: (deed, waiting) => (req, res, next) =>
      run(next, async () => {
        if (!SAFE_METHODS.has(req.method ?? '') && !isOwn(req)) return send(res, foreign());
        const guarded = await guardDeed({ login, sessions: options.sessions }, req, await deed(req));
        if ('waiting' in guarded) return void (await waiting(req, res, guarded.waiting));
        approvals.set(req, guarded.approval);
        next();
      }),
    approvalOf: (req) => approvals.get(req),
  };
}

/**
 * `app.post('/nod', expressWebhook({ secret, onEvent }))`: hands on what Nod tells, once its signature is checked. An error of
 * `onEvent` makes Nod try again; the same `event.id` again is a repetition. It must see the body as it came: put it before
 * `express.json()`, or let its path have `express.raw({ type: () => true })`.
 */
export function expressWebhook<Req extends IncomingMessage>(options: {
  secret: string | readonly string[];
  onEvent: (event: WebhookEvent, req: Req) => void | Promise<void>;
  now?: () => number;
}): Handler<Req> {
  return (req, res, next) =>
    run(next, async () => {
      const body = await rawText(req);
      if (body === undefined) return send(res, new Response(null, { status: 413 }));
      const { secret, now } = options;
      const event = await verifyWebhook({ secret, headers: req.headers, body, ...(now ? { now } : {}) }).catch(
        (error: unknown) => {
          if (isNodError(error, 'webhook_invalid')) return undefined;
          throw error;
        },
      );
      if (!event) return send(res, new Response(null, { status: 401 }));
      await options.onEvent(event, req);
      return send(res, new Response(null, { status: 204 }));
    });
}

function run(next: (error?: unknown) => void, work: () => Promise<void>): void {
  work().catch(next);
}

/** What a body parser has left in `req.body`, otherwise the body itself; undefined for one that is too long. */
async function formOf(req: IncomingMessage): Promise<Record<string, unknown> | undefined> {
  const { body } = req as { body?: unknown };
  const isParsed = typeof body === 'object' && body !== null && !(body instanceof Uint8Array);
  // Express 4 has an empty object there as long as no parser has read anything.
  if (isParsed && (req.readableEnded || Object.keys(body).length > 0)) return { ...body };
  const text = await readText(req, MAX_FORM_BYTES);
  return text === undefined ? undefined : Object.fromEntries(new URLSearchParams(text));
}

/** @throws TypeError where a parser has taken the body: then nobody can say what was signed */
async function rawText(req: IncomingMessage): Promise<string | undefined> {
  const { body } = req as { body?: unknown };
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return new TextDecoder().decode(body);
  if (!req.readableEnded) return readText(req, MAX_WEBHOOK_BYTES);
  throw new TypeError('The webhook’s body was parsed already. Put expressWebhook before express.json().');
}

function oneHeader(req: IncomingMessage, name: string): string | undefined {
  const value = req.headers[name];
  return typeof value === 'string' ? value : undefined;
}

/** Sends a fetch Response; a stream goes on until it ends or the browser leaves. */
async function send(res: ServerResponse, response: Response): Promise<void> {
  res.statusCode = response.status;
  response.headers.forEach((value, name) => {
    res.setHeader(name, value);
  });
  const reader = response.body?.getReader();
  if (reader) {
    res.flushHeaders();
    res.on('close', () => void reader.cancel().catch(() => undefined));
    for (let part = await reader.read(); !part.done; part = await reader.read()) res.write(part.value);
  }
  res.end();
}

const foreign = () => Response.json({ refused: 'foreign_form' }, { status: 403 });
