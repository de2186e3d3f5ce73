import * as v from 'valibot';
import {
  ACTION_LIMITS,
  ORIGIN_MAX_CHARACTERS,
  ORIGINS_MAX_BYTES,
  placesBytes,
} from '../../shared/protocol/challenge.ts';
import { loginPathSchema } from '../../shared/protocol/login-paths.ts';
import type { ApplicationRow, FallbackWay, Match, Pairing, UserVerification } from '../store/schema.ts';
import type { AccountsSettings } from './accounts.ts';
import { webhookSchema } from './application-webhook.ts';
import { originsSchema } from './names.ts';

/** How an application wants approvals tied to its logins. */
export interface MatchingPolicy {
  /**
   * `origin`: one tap in an extension that finds the login's tab at one of the application's origins; elsewhere the
   * code, unless `originRequired`. `code`: always the code. `none`: a tap anywhere.
   */
  match: Match;
  originRequired: boolean;
}

const ORDERS = ['code', 'none', 'origin', 'origin,code'] as const;
const WANTED = 'must be code, none, origin, or the list origin, code';

/** A name, or a list in order of preference: `["origin", "code"]`, or `["origin"]` to take nothing but the origin. */
export const matchSchema = v.pipe(
  v.union([v.picklist(['code', 'none', 'origin']), v.array(v.string())], WANTED),
  v.check((match) => typeof match === 'string' || ORDERS.some((order) => order === match.join(',')), WANTED),
);

/** @returns the policy that a match and an `originRequired` stand for */
export function matchingPolicy(input: {
  match: v.InferOutput<typeof matchSchema>;
  originRequired?: boolean | undefined;
}): MatchingPolicy {
  const { match, originRequired = false } = input;
  if (typeof match === 'string') return { match, originRequired };
  const [first = 'code'] = match;
  return { match: first as Match, originRequired: originRequired || match.join() === 'origin' };
}

/** Where an application's logins happen. */
export interface LoginPlaces {
  origins: string[];
  /** The paths of the login pages there; none: any. */
  paths: string[];
}

/** At most 10 paths, each once: `/a` exactly, `/a/` everything below (shared/protocol/login-paths.ts). */
export const loginPathsSchema = v.pipe(
  v.array(loginPathSchema, 'must be a list of paths'),
  v.maxLength(10, 'must have at most 10 entries'),
  v.transform((paths) => [...new Set(paths)]),
);

/** @returns what is wrong with a policy of an application with these logins, if anything */
export function policyProblem({ match, originRequired }: MatchingPolicy, places: LoginPlaces): string | undefined {
  const { origins } = places;
  if (originRequired && match !== 'origin') return 'originRequired: goes with match origin only';
  if (match !== 'origin') return undefined;
  if (origins.length === 0) return 'origins: match origin needs at least one';
  const fits = placesBytes(places) <= ORIGINS_MAX_BYTES && origins.every((one) => one.length <= ORIGIN_MAX_CHARACTERS);
  if (fits) return undefined;
  return `origins: with match origin they and the paths travel in each push, so all together at most ${ORIGINS_MAX_BYTES} bytes of JSON`;
}

/** How one challenge is matched. */
export interface AskedMatch {
  match: Match;
  /** Whether a code is accepted: the only way, or where the origin can't be found. */
  withCode: boolean;
}

/**
 * @param wanted what the application asked for this time
 * @returns undefined where that is weaker than the application's own policy
 */
export function askedFor(
  application: Pick<ApplicationRow, 'match' | 'origin_required'>,
  wanted: Match | undefined,
): AskedMatch | undefined {
  const match = wanted ?? application.match;
  const required = application.origin_required === 1;
  if (match === 'none' && application.match !== 'none') return undefined;
  if (match === 'code' && required) return undefined;
  return { match, withCode: match === 'code' || (match === 'origin' && !required) };
}

/** What the limits leave for the text of a challenge that carries these, in bytes of JSON. */
export function actionBytesBeside(places: LoginPlaces): number {
  return ACTION_LIMITS.totalBytes - placesBytes(places);
}

/**
 * Whether the person is verified before an approval (N10), from the least to the most: `discouraged` asks for nothing,
 * `preferred` asks where it is set up, `required` refuses an approval without it.
 */
export const USER_VERIFICATIONS = ['discouraged', 'preferred', 'required'] as const;

export const userVerificationSchema = v.picklist(USER_VERIFICATIONS, `must be of ${USER_VERIFICATIONS.join(', ')}`);

/**
 * How a person is verified for one challenge.
 * @param own the application's policy
 * @param wanted what the application asked for this time
 * @returns undefined where that is weaker than the policy
 */
export function verificationFor(
  own: UserVerification,
  wanted: UserVerification | undefined,
): UserVerification | undefined {
  if (wanted === undefined) return own;
  return USER_VERIFICATIONS.indexOf(wanted) < USER_VERIFICATIONS.indexOf(own) ? undefined : wanted;
}

/**
 * What a login asks for more where the application doesn't say that it knows the browser (`context.browserKnown`): `same`
 * nothing, `code` a code where a tap would be enough, `verify` that and the person verified.
 */
export const UNKNOWN_BROWSERS = ['same', 'code', 'verify'] as const;

export const unknownBrowserSchema = v.picklist(UNKNOWN_BROWSERS, `must be of ${UNKNOWN_BROWSERS.join(', ')}`);

/** The policy of an application that matters for one login. */
export type LoginPolicy = Pick<ApplicationRow, 'match' | 'origin_required' | 'user_verification'>;

/**
 * The policy for one login. An application that tells nothing of the browser doesn't know it.
 * @param browserKnown as the application says
 */
export function policyFor(
  application: LoginPolicy & Pick<ApplicationRow, 'unknown_browser'>,
  browserKnown: boolean | undefined,
): LoginPolicy {
  if (browserKnown === true || application.unknown_browser === 'same') return application;
  return {
    match: application.match === 'none' ? 'code' : application.match,
    origin_required: application.origin_required,
    user_verification: application.unknown_browser === 'verify' ? 'required' : application.user_verification,
  };
}

export const FALLBACK_WAYS = ['offline', 'totp', 'email', 'bypass'] as const satisfies readonly FallbackWay[];

/** What counts in place of a device's answer: a list, `[]` for nothing; null: as the rest of the policy has it (fallbacks/policy.ts). */
export const fallbacksSchema = v.nullable(
  v.pipe(
    v.array(v.picklist(FALLBACK_WAYS, `must be of ${FALLBACK_WAYS.join(', ')}`), 'must be a list'),
    v.maxLength(16, 'must have at most 16 entries'),
    v.transform((ways) => FALLBACK_WAYS.filter((way) => ways.includes(way))),
  ),
);

/** What naming a fallback gives away that the rest of the policy asks for; undefined where it takes nothing. */
export function givenAway(
  ways: readonly FallbackWay[] | null,
  policy: { originRequired: boolean; userVerification: UserVerification },
): string | undefined {
  if (ways === null || ways.length === 0) return undefined;
  const lost = [
    ...(policy.originRequired
      ? ['that a login is at its origin: a phishing page can pass on what is typed into it']
      : []),
    ...(policy.userVerification === 'required' ? ['that the person is confirmed: whoever has the code is let in'] : []),
  ];
  return lost.length === 0 ? undefined : `With ${ways.join(', ')} named, nothing shows ${lost.join(', nor ')}.`;
}

/** How a first device is paired: by a ticket alone, or also by a text that the webhook knows (devices/registration.ts). */
export const PAIRINGS = ['link', 'webhook'] as const satisfies readonly Pairing[];

export const pairingSchema = v.picklist(PAIRINGS, `must be of ${PAIRINGS.join(', ')}`);

/** @returns what is wrong with a way of pairing, if anything */
export function pairingProblem(of: { pairing: Pairing; hasWebhook: boolean }): string | undefined {
  return of.pairing === 'webhook' && !of.hasWebhook
    ? 'pairing: webhook needs a webhook to ask: its URL, user name and password'
    : undefined;
}

/** N3: a secret dies within 10 minutes; below 30 seconds nobody can answer. */
export const ttlSecondsSchema = v.pipe(
  v.number('must be a number'),
  v.integer('must be a whole number'),
  v.minValue(30, 'must be at least 30'),
  v.maxValue(600, 'must be at most 600'),
);

/** N2 wants six digits; an application may choose fewer, and the user interface says so. */
export const digitsSchema = v.pipe(
  v.number('must be a number'),
  v.integer('must be a whole number'),
  v.minValue(2, 'must be at least 2'),
  v.maxValue(8, 'must be at most 8'),
);

/** What may change in a policy; an absent member leaves its part as it is. */
export interface PolicyChange {
  origins?: string[] | undefined;
  loginPaths?: string[] | undefined;
  /** As for a new application: a name, or a list in order of preference. */
  match?: string | string[] | undefined;
  originRequired?: boolean | undefined;
  userVerification?: string | undefined;
  unknownBrowser?: string | undefined;
  fallbacks?: readonly string[] | null | undefined;
  pairing?: string | undefined;
  /** null takes it away; without a URL the one that there is gets another user name and password. */
  webhook?: { url?: string | undefined; username: string; password: string } | null | undefined;
  digits?: number | undefined;
  ttlSeconds?: number | undefined;
  parallel?: boolean | undefined;
}

export function policyChangeSchema(settings: AccountsSettings) {
  const webhook = webhookSchema(settings);
  return v.strictObject({
    origins: v.optional(originsSchema(settings)),
    loginPaths: v.optional(loginPathsSchema),
    match: v.optional(matchSchema),
    originRequired: v.optional(v.boolean('must be true or false')),
    userVerification: v.optional(userVerificationSchema),
    unknownBrowser: v.optional(unknownBrowserSchema),
    fallbacks: v.optional(fallbacksSchema),
    pairing: v.optional(pairingSchema),
    webhook: v.nullish(v.strictObject({ ...webhook.entries, url: v.optional(webhook.entries.url) })),
    digits: v.optional(digitsSchema),
    ttlSeconds: v.optional(ttlSecondsSchema),
    parallel: v.optional(v.boolean('must be true or false')),
  });
}
