import type * as v from 'valibot';
import type { Accounts } from '../accounts/accounts.ts';
import type { Announcements } from '../announcements/announcements.ts';
import type { Challenges } from '../challenges/challenges.ts';
import type { Core } from '../core/core.ts';
import type { Proof } from '../devices/authenticate-proof.ts';
import type { Devices } from '../devices/devices.ts';
import type { NodErrorCode } from '../diagnostics/errors.ts';
import type { Metrics } from '../diagnostics/metrics.ts';
import type { Fallbacks } from '../fallbacks/fallbacks.ts';
import type { Recovery } from '../recovery/recovery.ts';
import type { DeviceRow } from '../store/schema.ts';
import type { Answer } from './answer.ts';
import type { Remember } from './idempotency.ts';
import type { OpenWaits } from './open-waits.ts';
import type { RateLimiter } from './rate-limit.ts';
import type { ParamRule } from './schemas.ts';

/** What a route's handler calls: the inner rooms, and what all requests of this process share. */
export interface Services extends Core {
  readonly accounts: Accounts;
  readonly devices: Devices;
  readonly challenges: Challenges;
  readonly fallbacks: Fallbacks;
  readonly recovery: Recovery;
  readonly announcements: Announcements;
  readonly metrics: Metrics;
  readonly waits: OpenWaits;
  /**
   * A6.6.3: tries per address at what needs no key, claiming and completing an enrollment, the link of an e-mail, and recovery
   * codes; and per device at fetching a request, and its attachments.
   */
  readonly limits: {
    readonly claim: RateLimiter;
    readonly complete: RateLimiter;
    readonly undo: RateLimiter;
    readonly recovery: RateLimiter;
    readonly fetch: RateLimiter;
    readonly attachments: RateLimiter;
  };
  readonly settings: {
    /** Addresses and CIDR ranges whose X-Forwarded-For is believed. */
    readonly trustedProxies: readonly string[];
    /** Bearer token for /metrics; without one only this very machine may read them. */
    readonly metricsToken: string | undefined;
  };
}

/** The application behind an API key, and what the key may do. */
export type AuthenticatedApplication = Awaited<ReturnType<Accounts['authenticate']>>;
type Scope = AuthenticatedApplication['scopes'][number];

/** An API key in this header, which has to carry the scope. */
export interface ApplicationAccess {
  readonly by: 'application';
  readonly header: 'authorization' | 'x-api-key';
  readonly scope?: Scope;
}

/** A proof by the key of a paired device. */
export interface DeviceAccess {
  readonly by: 'device';
  /** `usable`: also a device that is still to be activated; `any`: also a suspended one, which may look at itself. */
  readonly state: 'active' | 'usable' | 'any';
  /** The handler spends the call's proof in its own transaction; otherwise it is spent before the handler runs. */
  readonly spends?: boolean;
}

/** Who may call a route, and what shows it. */
type Access = { readonly by: 'anyone' } | ApplicationAccess | DeviceAccess;

type CallerOf<A extends Access> = A extends { by: 'application' }
  ? AuthenticatedApplication
  : A extends { by: 'device' }
    ? DeviceRow
    : undefined;

/** `unknown` stands for any caller. */
type ProofOf<Caller> = unknown extends Caller ? Proof | undefined : Caller extends DeviceRow ? Proof : undefined;

type ParamNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

type Parsed<Schema> = Schema extends v.GenericSchema ? v.InferOutput<Schema> : undefined;

/** One request, after everything about it was checked. */
export interface Call<Caller, Param extends string, Query, Body> {
  readonly caller: Caller;
  readonly params: Readonly<Record<Param, string>>;
  readonly query: Query;
  readonly body: Body;
  /** The client's address, for limits and the audit log. */
  readonly ip: string;
  /** The socket's own peer. */
  readonly peer: { readonly address: string };
  readonly request: Request;
  /** With an Idempotency-Key: the handler calls it with its answer, in the transaction that creates what that tells of. */
  readonly remember: Remember | undefined;
  /** The proof of a device's call. Where the row says `spends`, the handler spends it in the transaction of its change. */
  readonly proof: ProofOf<Caller>;
}

/** What a route answers when all is well: with `schema` JSON, with `contentType` anything else, with neither no body. */
interface AnswerRule {
  readonly status: 200 | 201 | 204;
  readonly description: string;
  readonly schema?: v.GenericSchema;
  readonly contentType?: string;
}

export type Door = 'rest' | 'pushauth' | 'device' | 'operations';

/** A row as the router and the OpenAPI document see it. */
export interface Route {
  readonly door: Door;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** operationId. */
  readonly name: string;
  readonly summary: string;
  readonly access: Access;
  readonly params?: Readonly<Record<string, ParamRule>>;
  readonly query?: v.GenericSchema | undefined;
  readonly body?: v.GenericSchema | undefined;
  /** Where a body may be larger than elsewhere (input.ts). Only for callers that are known before it is read. */
  readonly maxBodyBytes?: number;
  /** Honours Idempotency-Key: a POST by an application. */
  readonly idempotent?: boolean;
  readonly answer: AnswerRule;
  /** Codes beyond those that follow from the rest of the row. */
  readonly errors?: readonly NodErrorCode[];
  handle(call: Call<unknown, string, unknown, unknown>, services: Services): Answer | Promise<Answer>;
}

interface Definition<Path extends string, A extends Access, Query, Body>
  extends Pick<Route, 'door' | 'method' | 'name' | 'summary' | 'answer' | 'errors'> {
  readonly path: Path;
  readonly access: A;
  readonly params?: Readonly<Record<ParamNames<Path>, ParamRule>>;
  readonly query?: Query;
  readonly body?: Body;
  readonly maxBodyBytes?: A extends ApplicationAccess ? number : never;
  readonly idempotent?: A extends ApplicationAccess ? boolean : never;
  handle(
    call: Call<CallerOf<A>, ParamNames<Path>, Parsed<Query>, Parsed<Body>>,
    services: Services,
  ): Answer | Promise<Answer>;
}

/** Declares a route once: its row makes the handler and its part of the OpenAPI document. */
export function route<
  const Path extends string,
  const A extends Access,
  Query extends v.GenericSchema | undefined = undefined,
  Body extends v.GenericSchema | undefined = undefined,
>(definition: Definition<Path, A, Query, Body>): Route {
  return definition;
}
