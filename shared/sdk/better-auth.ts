import type { BetterAuthPlugin, GenericEndpointContext } from 'better-auth';
import { APIError, createAuthEndpoint, createAuthMiddleware } from 'better-auth/api';
import { deleteSessionCookie, expireCookie, setSessionCookie } from 'better-auth/cookies';
import * as v from 'valibot';
import { isNodError } from './errors.ts';
import { createLogin, type Login, type LoginOptions, type LoginQuestion } from './login.ts';

/** The package `nod-sdk/better-auth`: a plugin that lets nobody in by a password alone. */
export interface NodPluginOptions extends Omit<LoginOptions<never>, 'sessions' | 'useOnce'> {
  /**
   * Whom Nod asks for this account, and what the person reads. `userId` is what you remembered at pairing.
   * @returns null for an account without a device yet: it is let in by its password alone, so that it can pair the first one
   */
  question(
    user: { id: string; email: string } & Record<string, unknown>,
    request: Request | undefined,
  ): LoginQuestion | null | Promise<LoginQuestion | null>;
  /** Where signing in needs a yes. The default are the three that take a password; a session by any other way is not asked for. */
  paths?: readonly string[];
}

const PASSWORD_PATHS = ['/sign-in/email', '/sign-in/username', '/sign-in/phone-number'] as const;
const COOKIE = 'nod_login';
/** A request of Nod's lasts ten minutes at most; the answer can be used for five more. */
const KEPT_SECONDS = 15 * 60;

const keptSchema = v.object({
  account: v.string(),
  login: v.object({
    challengeId: v.string(),
    userId: v.string(),
    code: v.string(),
    qr: v.string(),
    purpose: v.string(),
  }),
});
type Kept = v.InferOutput<typeof keptSchema>;

/**
 * After the right password the session that better-auth has made is deleted, and Nod asks. The answer to the sign-in is then
 * `{ nod: { challengeId, code, qr, update } }`, for <nod-login>. Endpoints: `GET /nod/waiting` (the same again), `GET /nod/events`
 * (its `src`), `POST /nod/fallback` (its form), `POST /nod/finish` (makes the session, once, after a verified approval; 409 before
 * there is one) and `POST /nod/cancel`.
 */
export function nod(options: NodPluginOptions) {
  const paths: readonly string[] = options.paths ?? PASSWORD_PATHS;

  return {
    id: 'nod',
    hooks: {
      after: [
        {
          matcher: (context) => paths.includes(context.path ?? ''),
          handler: createAuthMiddleware(async (ctx) => {
            const signedIn = ctx.context.newSession;
            if (!signedIn) return undefined;
            let question: LoginQuestion | null;
            try {
              question = await options.question(signedIn.user, ctx.request);
            } catch (error) {
              // better-auth answers an APIError with the cookies that it has by then.
              await endSession(ctx, signedIn.session.token);
              throw error;
            }
            if (question === null) return undefined;
            // First of all nobody is in; then whatever fails lets nobody in.
            await endSession(ctx, signedIn.session.token);
            const { challengeId, code, qr, update } = await loginAt(ctx, options, signedIn.user.id)
              .ask(ctx, question)
              .catch(asApiError);
            return ctx.json({ nod: { challengeId, code, qr, update } });
          }),
        },
      ],
    },
    endpoints: {
      nodWaiting: createAuthEndpoint('/nod/waiting', { method: 'GET', requireHeaders: true }, async (ctx) => {
        const page = await loginAt(ctx, options).waiting(ctx);
        if (!page) throw nothingWaiting();
        const { challengeId, code, qr, update } = page;
        return ctx.json({ nod: { challengeId, code, qr, update } });
      }),
      nodEvents: createAuthEndpoint('/nod/events', { method: 'GET', requireHeaders: true }, (ctx) =>
        loginAt(ctx, options).events(ctx),
      ),
      nodFallback: createAuthEndpoint(
        '/nod/fallback',
        {
          method: 'POST',
          requireHeaders: true,
          metadata: { allowedMediaTypes: ['application/x-www-form-urlencoded', 'application/json'] },
        },
        (ctx) => loginAt(ctx, options).fallback(ctx, ctx.body),
      ),
      nodFinish: createAuthEndpoint('/nod/finish', { method: 'POST', requireHeaders: true }, async (ctx) => {
        const kept = await read(ctx);
        const user = kept && (await ctx.context.internalAdapter.findUserById(kept.account));
        if (!kept || !user) throw nothingWaiting();
        await loginAt(ctx, options, kept.account).finish(ctx).catch(asApiError);
        const { dontRememberToken } = ctx.context.authCookies;
        const isShort = await ctx.getSignedCookie(dontRememberToken.name, ctx.context.secret);
        const session = await ctx.context.internalAdapter.createSession(user.id, Boolean(isShort));
        if (!session) throw new APIError('INTERNAL_SERVER_ERROR', { code: 'FAILED_TO_CREATE_SESSION' });
        await setSessionCookie(ctx, { session, user });
        return ctx.json({ user: { id: user.id, email: user.email, name: user.name } });
      }),
      nodCancel: createAuthEndpoint('/nod/cancel', { method: 'POST', requireHeaders: true }, async (ctx) => {
        await loginAt(ctx, options).cancel(ctx);
        return ctx.json({ canceled: true });
      }),
    },
    rateLimit: [{ pathMatcher: (path) => path === '/nod/finish' || path === '/nod/fallback', window: 10, max: 20 }],
  } satisfies BetterAuthPlugin;
}

type Context = GenericEndpointContext;

/** Takes away what the password alone has opened. */
async function endSession(ctx: Context, token: string): Promise<void> {
  deleteSessionCookie(ctx, true);
  await ctx.context.internalAdapter.deleteSession(token);
  ctx.context.setNewSession(null);
}

/** The login of one browser: a signed cookie names the challenge, and better-auth's own table of verifications holds the rest. */
function loginAt(ctx: Context, options: NodPluginOptions, account = ''): Login<Context> {
  const { internalAdapter } = ctx.context;
  return createLogin<Context>({
    ...options,
    sessions: {
      read: async () => (await read(ctx))?.login,
      async write(_ctx, login) {
        const cookie = cookieOf(ctx);
        if (login === undefined) return expireCookie(ctx, cookie);
        const kept: Kept = { account, login };
        await internalAdapter.createVerificationValue({
          identifier: nameOf(login.challengeId),
          value: JSON.stringify(kept),
          expiresAt: new Date(Date.now() + KEPT_SECONDS * 1000),
        });
        await ctx.setSignedCookie(cookie.name, login.challengeId, ctx.context.secret, cookie.attributes);
      },
    },
    // It returns the row to one caller alone.
    useOnce: async (challengeId) => Boolean(await internalAdapter.consumeVerificationValue(nameOf(challengeId))),
  });
}

async function read(ctx: Context): Promise<Kept | undefined> {
  const challengeId = await ctx.getSignedCookie(cookieOf(ctx).name, ctx.context.secret);
  const row = challengeId && (await ctx.context.internalAdapter.findVerificationValue(nameOf(challengeId)));
  if (!row || row.expiresAt <= new Date()) return undefined;
  return v.parse(keptSchema, JSON.parse(row.value));
}

const cookieOf = (ctx: Context) => ctx.context.createAuthCookie(COOKIE, { maxAge: KEPT_SECONDS });
const nameOf = (challengeId: string) => `nod-login-${challengeId}`;
const nothingWaiting = () => new APIError('UNAUTHORIZED', { code: 'NOD_NOTHING_WAITING', message: 'Sign in again.' });

/** What the page can act on; the rest is the server's own trouble with Nod, and its log's. */
function asApiError(error: unknown): never {
  if (!isNodError(error)) throw error;
  if (error.code === 'nothing_waiting') throw nothingWaiting();
  const { code, state, retryAfterSeconds } = error;
  const facts = { ...(state ? { state } : {}), ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
  const status = code === 'not_approved' ? 'CONFLICT' : 'FORBIDDEN';
  throw new APIError(status, { code: `NOD_${code.toUpperCase()}`, message: error.message, ...facts });
}
