import * as v from 'valibot';
import { confirmationSchema } from './user-verification.ts';

/**
 * The JSON bodies of the device door's calls about an app that shows six digits (TOTP, RFC 6238): one per user, set up from a
 * device, and good for signing in where an application takes it.
 */
const timeMs = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** GET /device/v1/account/totp; what PUT answers too. */
export const totpResponseSchema = v.object({
  /** null: none is set up. */
  totp: v.nullable(
    v.object({
      /** The device that set it up. Its name is null where the device is gone. */
      byDeviceId: v.string(),
      byName: v.nullable(v.string()),
      sinceMs: timeMs,
      /** From when its digits count, where that is still to come; otherwise null. */
      countsFromMs: v.nullable(timeMs),
      /** Its digits count only as long as the device that set it up is active. */
      ended: v.boolean(),
    }),
  ),
});
export type TotpResponse = v.InferOutput<typeof totpResponseSchema>;

/**
 * POST (begins) and DELETE (removes) /device/v1/account/totp. `verification`: where the device has a verifier that counts, the
 * person's confirmation of the action `totp` with the target of TOTP_TARGETS.
 */
export const totpActionSchema = v.strictObject({ verification: v.optional(confirmationSchema) });
export type TotpAction = v.InferOutput<typeof totpActionSchema>;

/** POST: what the other app is given. Told this once. */
export const totpBegunSchema = v.object({
  /** For a QR: `otpauth://totp/…`. */
  uri: v.pipe(v.string(), v.startsWith('otpauth://totp/'), v.maxLength(600)),
  /** To type by hand: 160 bits in base32. */
  secret: v.pipe(v.string(), v.regex(/^[A-Z2-7]{32}$/)),
  /** Until when its first digits can be typed. */
  expiresAtMs: timeMs,
});
export type TotpBegun = v.InferOutput<typeof totpBegunSchema>;

/** PUT: the first digits that the other app shows. From then on they count. */
export const totpConfirmSchema = v.strictObject({ code: v.pipe(v.string(), v.maxLength(64)) });
