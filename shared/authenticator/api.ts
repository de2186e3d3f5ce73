import * as v from 'valibot';
import {
  claimResponseSchema,
  decisionResponseSchema,
  deviceEventSchema,
  devicesResponseSchema,
  fetchedResponseSchema,
  historyResponseSchema,
  keysResponseSchema,
  pendingResponseSchema,
  selfSchema,
  serverInfoSchema,
  waitingVerifiersSchema,
} from '../protocol/device-api.ts';
import { moveResponseSchema, vouchingResponseSchema } from '../protocol/trust-api.ts';
import type { Caller } from './account.ts';
import { readEventStream } from './event-stream.ts';
import { call, type HttpCall, type HttpDeps, openStream } from './http-call.ts';
import type { Api } from './ports.ts';

/** Twice the server's longest silence: it sends a comment at least every 25 seconds. */
const STREAM_IDLE_LIMIT_MS = 60_000;

/** The api port over an injected fetch. Paths and bodies: docs/protocol.md, shapes: shared/protocol/device-api.ts. */
export function createApi(deps: HttpDeps): Api {
  const at = (path: string) => `/device/v1/${path}`;
  const nothing = v.unknown();
  /** A call with this device's proof. */
  const as = (caller: Caller, method: HttpCall['method'], path: string, body?: object): HttpCall => ({
    origin: caller.issuer,
    caller,
    method,
    path: at(path),
    ...(body === undefined ? {} : { body }),
  });
  const request = <Schema extends v.GenericSchema>(schema: Schema, one: HttpCall) => call(deps, one, schema);

  return {
    serverInfo: (origin) => request(serverInfoSchema, { origin, method: 'GET', path: at('server') }),

    claim: (origin, body) =>
      request(claimResponseSchema, { origin, method: 'POST', path: at('enrollments/claim'), body }),

    complete: (origin, enrollmentId, body) =>
      request(selfSchema, {
        origin,
        method: 'POST',
        path: at(`enrollments/${encodeURIComponent(enrollmentId)}/complete`),
        body,
      }),

    activate: (caller, body) =>
      request(selfSchema, { origin: caller.issuer, caller, method: 'POST', path: at('activate'), body }),

    async self(caller) {
      const language = await deps.language?.();
      return request(selfSchema, { origin: caller.issuer, caller, method: 'GET', path: at('self'), language });
    },

    changeSelf: (caller, body) =>
      request(selfSchema, { origin: caller.issuer, caller, method: 'PATCH', path: at('self'), body }),

    addOfflineKey: (caller, offlineJwk) =>
      request(selfSchema, {
        origin: caller.issuer,
        caller,
        method: 'PUT',
        path: at('self/offline-key'),
        body: { offlineJwk },
      }),

    renewSubscription: (caller, subscription) =>
      request(selfSchema, {
        origin: caller.issuer,
        caller,
        method: 'PUT',
        path: at('self/subscription'),
        body: { subscription },
      }),

    registerVerifier: (caller, body) =>
      request(selfSchema, { origin: caller.issuer, caller, method: 'PUT', path: at('self/verifier'), body }),

    removeVerifier: (caller, body) =>
      request(selfSchema, { origin: caller.issuer, caller, method: 'POST', path: at('self/verifier/removal'), body }),

    waitingVerifiers: async (caller) => {
      const one = { origin: caller.issuer, caller, method: 'GET', path: at('verifiers') } as const;
      return (await request(waitingVerifiersSchema, one)).verifiers;
    },

    approveVerifier: async (caller, deviceId, body) => {
      await request(nothing, {
        origin: caller.issuer,
        caller,
        method: 'POST',
        path: at(`devices/${encodeURIComponent(deviceId)}/verifier/approval`),
        body,
      });
    },

    sendTest: async (caller) => {
      await request(nothing, { origin: caller.issuer, caller, method: 'POST', path: at('self/test'), body: {} });
    },

    askVouching: (caller, body) =>
      request(vouchingResponseSchema, { origin: caller.issuer, caller, method: 'POST', path: at('vouching'), body }),

    move: (caller, body) =>
      request(moveResponseSchema, { origin: caller.issuer, caller, method: 'POST', path: at('moves'), body }),

    replaces: async (caller, body) => {
      await request(nothing, { origin: caller.issuer, caller, method: 'POST', path: at('self/replaces'), body });
    },

    pending: (caller) =>
      request(pendingResponseSchema, { origin: caller.issuer, caller, method: 'GET', path: at('challenges') }),

    challenge: (caller, challengeId) =>
      request(fetchedResponseSchema, {
        origin: caller.issuer,
        caller,
        method: 'GET',
        path: at(`challenges/${encodeURIComponent(challengeId)}`),
      }),

    findChallenge: (caller, code) =>
      request(fetchedResponseSchema, {
        origin: caller.issuer,
        caller,
        method: 'POST',
        path: at('challenges/find'),
        body: { code },
      }),

    acknowledge: async (caller, challengeId, event) => {
      await request(nothing, {
        origin: caller.issuer,
        caller,
        method: 'POST',
        path: at(`challenges/${encodeURIComponent(challengeId)}/delivery`),
        body: { event },
      });
    },

    decide: (issuer, challengeId, decision) =>
      request(decisionResponseSchema, {
        origin: issuer,
        method: 'POST',
        path: at(`challenges/${encodeURIComponent(challengeId)}/decision`),
        body: { decision },
      }),

    history: (caller, page) => request(historyResponseSchema, as(caller, 'GET', `history?${pageQuery(page)}`)),

    devices: (caller) =>
      request(devicesResponseSchema, { origin: caller.issuer, caller, method: 'GET', path: at('devices') }),

    revoke: async (caller, deviceId) => {
      await request(nothing, as(caller, 'DELETE', `devices/${encodeURIComponent(deviceId)}`));
    },

    ask: (one, schema) => call(deps, one, schema),

    keySets: async (issuer) =>
      (await request(keysResponseSchema, { origin: issuer, method: 'GET', path: at('keys') })).sets,

    async *events(caller, signal) {
      const one: HttpCall = { origin: caller.issuer, caller, method: 'GET', path: at('events') };
      const { body } = await openStream(deps, one, signal);
      if (!body) return;
      for await (const data of readEventStream(body, { signal, idleLimitMs: STREAM_IDLE_LIMIT_MS })) {
        const event = v.safeParse(deviceEventSchema, parseOrUndefined(data));
        if (event.success) yield event.output;
      }
    },
  };
}

function pageQuery({ beforeMs, limit }: { beforeMs?: number; limit: number }): string {
  return `${beforeMs === undefined ? '' : `before=${beforeMs}&`}limit=${limit}`;
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
