import type { Context } from 'hono';
import type { Proof } from '../devices/authenticate-proof.ts';
import { requireActive, requireUsable } from '../devices/device-life.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { DeviceRow } from '../store/schema.ts';
import type { Answer, Exchange, Exchanges } from './answer.ts';
import { answerOnce } from './idempotency.ts';
import { readBody, readJson, readParams, readQuery } from './input.ts';
import type { ApplicationAccess, AuthenticatedApplication, Call, DeviceAccess, Route, Services } from './route.ts';

/** Makes the one handler of a route: check the caller, check what was sent, handle, answer. */
export function serveRoute(route: Route, services: Services, exchanges: Exchanges) {
  const exchangeOf = exchanges.forRoute(route.door, route.method, route.path);
  return async (context: Context): Promise<Response> => {
    const exchange = exchangeOf(context);
    try {
      return exchange.answer(await handle({ route, services, context, exchange }));
    } catch (error) {
      return exchange.fail(error);
    }
  };
}

/** One request on its way through its row. */
interface Work {
  readonly route: Route;
  readonly services: Services;
  readonly context: Context;
  readonly exchange: Exchange;
}

/**
 * In this order: who is calling (401 before anything else is told, A6.3.8), what the caller may do, the path, the query,
 * the body. A device's proof covers the body, which is therefore read first there.
 */
async function handle(work: Work): Promise<Answer> {
  const { access } = work.route;
  if (access.by === 'application') return handleForApplication(access, work);
  if (access.by === 'device') return handleForDevice(access, work);
  return work.route.handle(callOf(work, await bodyOf(work), {}), work.services);
}

async function handleForApplication(access: ApplicationAccess, work: Work): Promise<Answer> {
  const { route, services, context } = work;
  const request = context.req.raw;
  const caller = await authenticateApplication(access, request, services);
  const body = await bodyOf(work);
  const call = callOf(work, body, { caller });
  const key = route.idempotent === true ? request.headers.get('idempotency-key') : null;
  if (key === null) return route.handle(call, services);
  return answerOnce({ key, applicationId: caller.application.id, route, body }, services, async (remember) =>
    route.handle({ ...call, remember }, services),
  );
}

const DEVICE_STATES: Record<DeviceAccess['state'], (device: DeviceRow) => void> = {
  active: requireActive,
  usable: requireUsable,
  any: () => {},
};

/**
 * A proof is good for one call, whatever comes of it: it is spent before the handler runs or, where the row says so, by the
 * handler in the transaction of what the call changes, so that both are committed or neither.
 */
async function handleForDevice(access: DeviceAccess, work: Work): Promise<Answer> {
  const { route, services, context } = work;
  const request = context.req.raw;
  const body = await bodyOf(work);
  const { device, proof } = await services.devices.authenticateProof({
    authorization: request.headers.get('authorization') ?? undefined,
    method: request.method,
    url: services.origin + new URL(request.url).pathname,
    body,
  });
  if (!access.spends) await spend(proof, services);
  try {
    DEVICE_STATES[access.state](device);
    const answer = await route.handle(callOf(work, body, { caller: device, proof }), services);
    // A handler that changed nothing has not spent the proof.
    if (!proof.isSpent) await spend(proof, services);
    return answer;
  } catch (error) {
    // The handler didn't spend the proof, or its transaction was undone.
    if (access.spends) await spendAtLast(proof, services);
    throw error;
  }
}

/** @throws NodError proof_replayed */
async function spend(proof: Proof, { store }: Services): Promise<void> {
  await store.relaxed((trx) => proof.spend(trx));
}

/** @throws NodError proof_replayed, when the call that was refused is a repeated one: that is told in place of the refusal */
async function spendAtLast(proof: Proof, services: Services): Promise<void> {
  const { isSpent } = proof;
  await spend(proof, services).catch((error: unknown) => {
    if (!isSpent && error instanceof NodError) throw error;
  });
}

/** @throws NodError unauthorized, scope_missing */
async function authenticateApplication(
  access: ApplicationAccess,
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
    throw scopeMissing(access.scope, caller);
  }
  return caller;
}

/** The next step is a new key, which keeps what this one may do: for the operator, in words that can be typed. */
function scopeMissing(scope: string, { application, scopes }: AuthenticatedApplication): NodError {
  const wanted = [...scopes, scope].join(',');
  return new NodError(
    'scope_missing',
    `This API key lacks the scope "${scope}". A new key that has it: nod app rotate-key ${application.id} --scope ${wanted}`,
    { params: { scope } },
  );
}

const NO_BODY = new Uint8Array(0);

async function bodyOf({ route, context }: Work): Promise<Uint8Array> {
  return route.method === 'GET' ? NO_BODY : readBody(context.req.raw, route.maxBodyBytes);
}

type AnyCall = Call<unknown, string, unknown, unknown>;

/**
 * What the handler is given, after path, query and body were checked.
 * @throws NodError the code that a path parameter's rule names, request_malformed, unsupported_media_type
 */
function callOf(
  { route, context, exchange }: Work,
  body: Uint8Array,
  { caller, proof }: Partial<Pick<AnyCall, 'caller' | 'proof'>>,
): AnyCall {
  const request = context.req.raw;
  return {
    caller,
    params: readParams(route.params ?? {}, (name) => context.req.param(name)),
    query: route.query && readQuery(route.query, request.url),
    body: route.body && readJson(route.body, body, request.headers.get('content-type')),
    ip: exchange.ip,
    peer: exchange.peer,
    request,
    remember: undefined,
    proof,
  };
}
