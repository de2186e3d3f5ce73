import * as v from 'valibot';
import { FALLBACK_WAYS } from './receipt.ts';

/** The JSON bodies of the device door's calls about what counts in place of a device's answer. */
export const fallbackWaySchema = v.picklist(FALLBACK_WAYS);

/** GET /device/v1/account/fallbacks: how the ways of this user stand. What they can't use and isn't closed isn't listed. */
export const fallbacksResponseSchema = v.object({
  fallbacks: v.array(
    v.object({
      way: fallbackWaySchema,
      /** Wrong codes in a row. */
      failures: v.number(),
      /** Until when it takes no code, after some of them; null: it takes one now, unless it is closed. */
      pausedUntilMs: v.nullable(v.pipe(v.number(), v.safeInteger())),
      /** Since when it is closed, after 20 of them; null: it is open. */
      closedAtMs: v.nullable(v.pipe(v.number(), v.safeInteger())),
    }),
  ),
});
export type FallbacksResponse = v.InferOutput<typeof fallbacksResponseSchema>;
