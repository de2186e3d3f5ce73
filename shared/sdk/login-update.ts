import * as v from 'valibot';
import {
  type Challenge,
  challengeStateSchema,
  deliverySchema,
  deviceKindSchema,
  type Fallback,
  fallbackSchema,
  matchSchema,
  quietSchema,
} from './rest-api.ts';

/**
 * What the login page may know of a challenge, as the application's own event stream carries it to <nod-login>: no ids
 * of devices, no code (the page was rendered with it), no receipt. Times are spans, since the two clocks may differ.
 */
export const loginUpdateSchema = v.object({
  state: challengeStateSchema,
  /** How the approval is matched: with `origin` an extension can approve in the browser that shows this page. */
  match: v.optional(matchSchema),
  quiet: quietSchema,
  /** Milliseconds until the request expires. */
  remainingMs: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** Milliseconds from the request's start to its end. */
  lifetimeMs: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  devices: v.array(v.object({ name: v.string(), kind: deviceKindSchema, delivery: deliverySchema })),
  /** The name of the device that answered. */
  decidedBy: v.optional(v.string()),
  /** What may be typed on this page in place of a device's answer. */
  fallbacks: v.optional(v.array(fallbackSchema)),
  /** Which of these it was. */
  fallback: v.optional(fallbackSchema),
});
export type LoginUpdate = v.InferOutput<typeof loginUpdateSchema>;

/**
 * @param nowMs the application server's clock
 * @param fallbacks what your server takes in place of a device's answer, the same list that awaitApproval gets; of these the
 *   page offers the ones that Nod takes for this challenge
 */
export function loginUpdate(challenge: Challenge, nowMs: number, fallbacks: readonly Fallback[] = []): LoginUpdate {
  const offered = challenge.state === 'pending' ? challenge.fallbacks.filter((way) => fallbacks.includes(way)) : [];
  return {
    state: challenge.state,
    match: challenge.match,
    ...(challenge.quiet ? { quiet: true } : {}),
    remainingMs: Math.max(0, Math.round(challenge.expiresAtMs - nowMs)),
    lifetimeMs: Math.max(1, Math.round(challenge.expiresAtMs - challenge.createdAtMs)),
    devices: challenge.devices.map(({ name, kind, delivery }) => ({ name, ...(kind ? { kind } : {}), delivery })),
    ...(challenge.decidedBy ? { decidedBy: challenge.decidedBy.name } : {}),
    ...(offered.length > 0 ? { fallbacks: offered } : {}),
    ...(challenge.fallback ? { fallback: challenge.fallback } : {}),
  };
}

/** @returns the update in a text, or undefined when the text holds none. */
export function parseLoginUpdate(text: string): LoginUpdate | undefined {
  try {
    const parsed = v.safeParse(loginUpdateSchema, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
