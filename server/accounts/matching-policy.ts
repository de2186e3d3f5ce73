import * as v from 'valibot';
import { ACTION_LIMITS, ORIGIN_MAX_CHARACTERS, ORIGINS_MAX_BYTES } from '../../shared/protocol/challenge.ts';
import { jsonBytes } from '../../shared/protocol/text.ts';
import type { ApplicationRow, Match } from '../store/schema.ts';

/** How an application wants approvals tied to its logins. */
export interface MatchingPolicy {
  /**
   * `origin`: one tap in an extension that finds the login's tab at one of the application's origins; elsewhere the code,
   * unless `originRequired`. `code`: always the code. `none`: a tap anywhere.
   */
  match: Match;
  originRequired: boolean;
}

const ORDERS = ['code', 'none', 'origin', 'origin,code'] as const;
const WANTED = 'must be code, none, origin, or the list origin, code';

/** A name, or a list in order of preference: `["origin", "code"]`, or `["origin"]` for nothing else. */
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

/** @returns what is wrong with a policy of an application with these origins, if anything */
export function policyProblem({ match, originRequired }: MatchingPolicy, origins: string[]): string | undefined {
  if (originRequired && match !== 'origin') return 'originRequired: goes with match origin only';
  if (match !== 'origin') return undefined;
  if (origins.length === 0) return 'origins: match origin needs at least one';
  const fits = jsonBytes(origins) <= ORIGINS_MAX_BYTES && origins.every((one) => one.length <= ORIGIN_MAX_CHARACTERS);
  if (fits) return undefined;
  return `origins: with match origin they travel in each push, so all together at most ${ORIGINS_MAX_BYTES} bytes of JSON`;
}

/** How one challenge is matched, when `wanted` is what the application asked for this time. */
export interface AskedMatch {
  match: Match;
  /** Whether a code is accepted: the only way, or where the origin can't be found. */
  withCode: boolean;
}

/** @returns undefined where that is weaker than the application's own policy */
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

/** What the limits leave for the text of a challenge that carries these origins, in bytes of JSON. */
export function actionBytesBeside(origins: readonly string[]): number {
  return ACTION_LIMITS.totalBytes - (origins.length === 0 ? 0 : jsonBytes(origins));
}
