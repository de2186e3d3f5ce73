import * as v from 'valibot';
import { shownRealmName } from '../../accounts/realms.ts';
import { NodError } from '../../diagnostics/errors.ts';
import {
  ACCOUNT_SESSION_MS,
  type AccountSession,
  endAccountSession,
  findAccountSession,
  openAccountSession,
  requireOpenSession,
} from '../../recovery/account-session.ts';
import { makeRecoveryCodes, recoveryCodesLeft } from '../../recovery/recovery-codes.ts';
import { hasSeveralRealms, whoRecovers } from '../../recovery/who-recovers.ts';
import type { Trx } from '../../store/schema.ts';
import type { Answer, Exchanges } from '../answer.ts';
import { readBody } from '../input.ts';
import type { Services } from '../route.ts';
import { type AccountPageWords, accountWords as english } from './account-words.ts';
import { ACCOUNT_PATH, formToken, isFormToken, isOwnForm, sessionCookie, sessionToken } from './form-guard.ts';
import {
  ACCOUNT_HEADERS,
  codesPage,
  endedPage,
  overviewPage,
  pairPage,
  problemPage,
  type SignInPage,
  type Spoken,
  signInPage,
  spokenTo,
} from './pages.ts';

/**
 * `/account`: for somebody without a device (recovery/account-session.ts). Documents and forms, no script. Nothing secret is in
 * an address: codes and tokens travel in bodies and the cookie, and what is shown once is in the answer to the form itself.
 */

/** One request of a session's form. */
interface Call {
  readonly spoken: Spoken;
  readonly services: Services;
  readonly session: AccountSession;
  readonly ip: string;
  readonly requireOpen: (trx: Trx) => Promise<void>;
  readonly form: Readonly<Record<string, string>>;
}

const ACTIONS: Readonly<Record<string, (call: Call) => Promise<Answer>>> = {
  pause: async ({ services, session: { userId }, ip, requireOpen, form }) => {
    const { device } = readForm(v.object({ device: v.pipe(v.string(), v.maxLength(64)) }), form);
    await services.devices.suspendFromAccountPage(device, { userId, ip, requireOpen });
    return seeOverview();
  },
  pair: async ({ spoken, services, session, ip, requireOpen }) => {
    services.limits.recovery.take(ip);
    const user = await services.accounts.getUserById(session.userId);
    const ticket = { user, applicationId: null, sourceIp: ip, spendRecovery: requireOpen };
    const { url, code } = await services.devices.createEnrollment(ticket);
    return document(await pairPage(spoken, { origin: services.origin, url, code }));
  },
  codes: async ({ spoken, services, session: { userId, username, realmName }, ip, requireOpen }) => {
    // Each time the user is told of it.
    services.limits.recovery.take(ip);
    const codes = await makeRecoveryCodes(services, { userId, byDeviceId: null, ip, spend: requireOpen });
    const realm = shownRealmName({ name: realmName }, services.devices.serverInfo().name);
    return document(await codesPage(spoken, { codes, address: services.origin + ACCOUNT_PATH, realm, username }));
  },
  end: async ({ spoken, services, session }) => {
    await endAccountSession(services.store.db, session);
    return document(await endedPage(spoken), 200, withoutCookie(services));
  },
};

/** What the router takes: a handler per address. */
export function accountDoor(services: Services, exchanges: Exchanges) {
  const rows: { method: 'GET' | 'POST'; path: string; handle: (request: Request, ip: string) => Promise<Answer> }[] = [
    { method: 'GET', path: ACCOUNT_PATH, handle: (request) => show(services, request) },
    { method: 'POST', path: `${ACCOUNT_PATH}/open`, handle: (request, ip) => open(services, request, ip) },
    ...Object.entries(ACTIONS).map(([name, action]) => ({
      method: 'POST' as const,
      path: `${ACCOUNT_PATH}/${name}`,
      handle: (request: Request, ip: string) => act(services, { request, ip, action }),
    })),
  ];
  return rows.map(({ method, path, handle }) => {
    const exchangeOf = exchanges.forRoute('page', method, path);
    return {
      method,
      path,
      serve: async (context: Parameters<typeof exchangeOf>[0]): Promise<Response> => {
        const exchange = exchangeOf(context);
        try {
          return exchange.answer(await handle(context.req.raw, exchange.ip));
        } catch (error) {
          return asPage(spokenTo(context.req.raw), exchange.fail(error), error);
        }
      },
    };
  });
}

async function show(services: Services, request: Request): Promise<Answer> {
  const token = sessionToken(request, isHttps(services));
  if (token === undefined) return document(await signInPage(spokenTo(request), await asked(services)));
  const session = await findAccountSession(services, token);
  if (session === undefined) return closed(spokenTo(request), services, 200);
  const { userId, username, realmName, createdAtMs, expiresAtMs } = session;
  return document(
    await overviewPage(spokenTo(request), {
      username,
      realm: shownRealmName({ name: realmName }, services.devices.serverInfo().name),
      formToken: formToken(services.keys.secret, session),
      openedAtMs: createdAtMs,
      closesAtMs: expiresAtMs,
      nowMs: services.clock(),
      devices: await services.devices.listForUser(userId),
      codes: await recoveryCodesLeft(services.store.db, userId),
    }),
  );
}

const openSchema = v.object({
  realm: v.optional(v.pipe(v.string(), v.maxLength(200))),
  username: v.pipe(v.string(), v.maxLength(200)),
  code: v.pipe(v.string(), v.maxLength(64)),
});

/** Limits are per address alone. The page after a failure is the same whatever failed. */
async function open(services: Services, request: Request, ip: string): Promise<Answer> {
  if (!isOwnForm(request, services.origin)) return refused(spokenTo(request));
  services.limits.recovery.take(ip);
  const { realm, username, code } = readForm(openSchema, await readFields(request));
  const user = await whoRecovers(services.store.db, { realm, username }, services.devices.serverInfo().name);
  const token = await openAccountSession(services, { userId: user?.id, typed: code, ip });
  if (token === undefined) {
    const typed = { realm: realm ?? '', username };
    return document(await signInPage(spokenTo(request), { ...(await asked(services)), typed, notice: 'wrong' }), 403);
  }
  return seeOverview(sessionCookie(token, { https: isHttps(services), maxAgeMs: ACCOUNT_SESSION_MS }));
}

const OVER: ReadonlySet<string> = new Set(['unauthorized', 'user_locked']);

async function act(
  services: Services,
  { request, ip, action }: { request: Request; ip: string; action: (call: Call) => Promise<Answer> },
): Promise<Answer> {
  if (!isOwnForm(request, services.origin)) return refused(spokenTo(request));
  const token = sessionToken(request, isHttps(services));
  const session = token === undefined ? undefined : await findAccountSession(services, token);
  if (session === undefined) return closed(spokenTo(request), services, 403);
  const form = await readFields(request);
  if (!isFormToken(services.keys.secret, session, form.form ?? '')) return refused(spokenTo(request));
  const requireOpen = (trx: Trx) => requireOpenSession(trx, session, services.clock());
  try {
    return await action({ spoken: spokenTo(request), services, session, ip, requireOpen, form });
  } catch (error) {
    // It ended, or the user was locked, since the session was looked up.
    if (error instanceof NodError && OVER.has(error.code)) return closed(spokenTo(request), services, 403);
    throw error;
  }
}

/** The fields of a form. @throws NodError unsupported_media_type, request_too_large, request_malformed */
async function readFields(request: Request): Promise<Record<string, string>> {
  if (!/^application\/x-www-form-urlencoded *(?:;|$)/i.test(request.headers.get('content-type') ?? '')) {
    throw new NodError('unsupported_media_type', english.problem.form);
  }
  const fields: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(new TextDecoder().decode(await readBody(request)))) {
    if (name in fields) throw new NodError('request_malformed', english.problem.form);
    fields[name] = value;
  }
  return fields;
}

function readForm<Schema extends v.GenericSchema>(schema: Schema, fields: unknown): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, fields);
  if (!parsed.success) throw new NodError('request_malformed', english.problem.form);
  return parsed.output;
}

async function asked({ devices, store }: Services): Promise<SignInPage> {
  return { serverName: devices.serverInfo().name, asksRealm: await hasSeveralRealms(store.db) };
}

function isHttps({ origin }: Services): boolean {
  return origin.startsWith('https:');
}

function document(body: string, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, contentType: 'text/html; charset=utf-8', body, headers: { ...ACCOUNT_HEADERS, ...headers } };
}

function withoutCookie(services: Services): Record<string, string> {
  return { 'set-cookie': sessionCookie('', { https: isHttps(services), maxAgeMs: 0 }) };
}

/** Every change leads back to the overview by a GET, so that loading it again repeats nothing. */
function seeOverview(cookie?: string): Answer {
  const headers = {
    ...ACCOUNT_HEADERS,
    location: ACCOUNT_PATH,
    ...(cookie === undefined ? {} : { 'set-cookie': cookie }),
  };
  return { status: 303, contentType: undefined, body: null, headers };
}

async function closed(spoken: Spoken, services: Services, status: number): Promise<Answer> {
  return document(
    await signInPage(spoken, { ...(await asked(services)), notice: 'closed' }),
    status,
    withoutCookie(services),
  );
}

async function refused(spoken: Spoken): Promise<Answer> {
  return document(await problemPage(spoken, spoken.words.problem.form), 403);
}

/** The problem that was logged and counted, as a page for people. */
async function asPage(spoken: Spoken, failed: Response, error: unknown): Promise<Response> {
  const headers = new Headers(failed.headers);
  for (const [name, value] of Object.entries(ACCOUNT_HEADERS)) headers.set(name, value);
  headers.set('content-type', 'text/html; charset=utf-8');
  return new Response(await problemPage(spoken, saysOf(spoken.words, error, Number(headers.get('retry-after')))), {
    status: failed.status,
    headers,
  });
}

function saysOf(words: AccountPageWords, error: unknown, retryAfterSeconds: number): string {
  const code = error instanceof NodError ? error.code : undefined;
  if (code === 'rate_limited') return words.problem.wait(retryAfterSeconds);
  if (code === 'device_unknown') return words.problem.gone;
  const limit = error instanceof NodError && code === 'enrollment_refused' ? Number(error.params?.limit) : Number.NaN;
  if (limit > 0) return words.problem.tooMany(limit);
  return code === undefined || code === 'unavailable' || code === 'internal'
    ? words.problem.server
    : words.problem.form;
}
