import type { Context } from 'hono';
import * as v from 'valibot';
import type { Proof } from '../devices/authenticate-proof.ts';
import { requireActive, requireUsable } from '../devices/device-life.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { DeviceRow } from '../store/schema.ts';
import type { Answer } from './answer.ts';
import type { Exchange, Exchanges } from './exchange.ts';
import { parseInput } from './parse-input.ts';
import { parseJsonBody, readBody, requireJson } from './request-body.ts';
import { answerOnce } from './rest/idempotency.ts';
import { type Access, type AuthenticatedApplication, type Call, missing, type Route } from './route.ts';
import type { Services } from './services.ts';

const NO_BODY = new Uint8Array(0);

const DEVICE_STATES: Record<Extract<Access, { by: 'device' }>['state'], (device: DeviceRow) => void> = {
  active: requireActive,
  usable: requireUsable,
  any: () => {},
};

/** Makes the one handler of a route: check who calls, check what was sent, handle, answer. */
export function serveRoute(route: Route, services: Services, exchanges: Exchanges) {
  const exchangeOf = exchanges.forRoute(route.door, route.method, route.path);
  return async (context: Context): Promise<Response> => {
    const exchange = exchangeOf(context);
    try {
      return exchange.answer(await handle(route, services, context, exchange));
    } catch (error) {
      return exchange.fail(error);
    }
  };
}

/**
 * In this order: who is calling (401 before anything else is told, A6.3.8), what they may do, the path, the query, the
 * body. A device's proof covers the body, so there it is read first.
 */
async function handle(route: Route, services: Services, context: Context, exchange: Exchange): Promise<Answer> {
  const { access } = route;
  const request = context.req.raw;
  const takesBody = route.method !== 'GET';
  let caller: unknown;
  let body = NO_BODY as Uint8Array;
  let proof: Proof | undefined;
  if (access.by === 'application') {
    caller = await authenticateApplication(access, request, services);
    if (takesBody) body = await readBody(request);
  } else {
    if (takesBody) body = await readBody(request);
    if (access.by === 'device') {
      const proven = await services.devices.authenticateProof({
        authorization: request.headers.get('authorization') ?? undefined,
        method: request.method,
        url: services.settings.origin + new URL(request.url).pathname,
        body,
      });
      proof = proven.proof;
      if (!access.spends) await spend(proof, services);
      DEVICE_STATES[access.state](proven.device);
      caller = proven.device;
    }
  }
  const call: Call<unknown, string, unknown, unknown> = {
    caller,
    params: readParams(route, context),
    query: route.query === undefined ? undefined : parseInput(route.query, readQuery(request.url), 'query'),
    body: route.body === undefined ? undefined : readJson(route.body, body, request),
    ip: exchange.ip,
    peer: exchange.peer,
    request,
    remember: undefined,
    proof,
  };
  const key = route.idempotent === true ? request.headers.get('idempotency-key') : null;
  if (key !== null) {
    const { application } = caller as AuthenticatedApplication;
    return answerOnce({ key, applicationId: application.id, route, body }, services, async (remember) =>
      route.handle({ ...call, remember }, services),
    );
  }
  if (access.by !== 'device' || !access.spends || !proof) return route.handle(call, services);
  try {
    const answer = await route.handle(call, services);
    // The call changed nothing.
    if (!proof.isSpent) await spend(proof, services);
    return answer;
  } catch (error) {
    // What it changed was undone, and its proof with it: it is used up all the same.
    await spend(proof, services).catch(() => undefined);
    throw error;
  }
}

/** @throws NodError proof_replayed */
async function spend(proof: Proof, { store }: Services): Promise<void> {
  await store.relaxed((trx) => proof.spend(trx));
}

async function authenticateApplication(
  access: Extract<Route['access'], { by: 'application' }>,
  request: Request,
  services: Services,
): Promise<AuthenticatedApplication> {
  const apiKey =
    access.header === 'authorization'
      ? /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
      : (request.headers.get('x-api-key') ?? undefined);
  if (apiKey === undefined) {
    throw new NodError(
      'unauthorized',
      access.header === 'authorization'
        ? 'Send the API key of your application: Authorization: Bearer nod_….'
        : 'Send the API key of your application: X-API-Key: nod_….',
    );
  }
  const caller = await services.accounts.authenticate(apiKey);
  if (access.scope !== undefined && !caller.scopes.includes(access.scope)) {
    throw new NodError('scope_missing', `This API key lacks the scope "${access.scope}".`, {
      params: { scope: access.scope },
    });
  }
  return caller;
}

function readParams(route: Route, context: Context): Record<string, string> {
  const params: Record<string, string> = {};
  for (const name in route.params) {
    const rule = route.params[name] as NonNullable<Route['params']>[string];
    const value = v.safeParse(rule.schema, context.req.param(name));
    if (!value.success) throw missing(rule);
    params[name] = value.output;
  }
  return params;
}

/** @throws NodError request_malformed for a parameter that comes twice */
function readQuery(url: string): Record<string, string> {
  const start = url.indexOf('?');
  const query: Record<string, string> = Object.create(null);
  if (start === -1) return query;
  for (const [name, value] of new URLSearchParams(url.slice(start + 1))) {
    if (name in query) throw new NodError('request_malformed', 'A query parameter came twice.');
    query[name] = value;
  }
  return query;
}

function readJson(schema: v.GenericSchema, bytes: Uint8Array, request: Request): unknown {
  requireJson(request.headers.get('content-type'));
  return parseInput(schema, parseJsonBody(bytes), 'body');
}
