import * as v from 'valibot';
import { readCrockford } from './pairing-code.ts';
import { confirmationSchema } from './user-verification.ts';

/**
 * Recovery codes (N15): how one is written and read, and the JSON bodies of the calls about them. A code is typed on the
 * server's own account page and in the app, nowhere else.
 */
export const RECOVERY_CODES = 10;
/** 80 bits: no counter of failures is needed, so nobody can use one up for somebody else. */
export const RECOVERY_CODE_CHARACTERS = 16;

/**
 * Reads a code as people type it (pairing-code.ts).
 * @returns its 16 characters; undefined for what is none
 */
export function readRecoveryCode(typed: string): string | undefined {
  return readCrockford(typed, RECOVERY_CODE_CHARACTERS);
}

const timeMs = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** As it is typed: what isn't a code is refused like a wrong one, so that the answer is the same. */
const typedCode = v.pipe(v.string(), v.maxLength(64));

/** GET /device/v1/account/recovery-codes */
export const recoveryCodesLeftSchema = v.object({
  /** How many of the set can still be used; 0 where none was made. */
  left: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(RECOVERY_CODES)),
  madeAtMs: v.nullable(timeMs),
});
export type RecoveryCodesLeft = v.InferOutput<typeof recoveryCodesLeftSchema>;

/**
 * POST /device/v1/account/recovery-codes: makes a new set and ends the one before. `verification`: where the device has a
 * verifier that counts, the person's confirmation over actionChallenge with `action: 'recovery-codes'` and an empty target.
 */
export const makeRecoveryCodesSchema = v.strictObject({ verification: v.optional(confirmationSchema) });
export type MakeRecoveryCodes = v.InferOutput<typeof makeRecoveryCodesSchema>;
/** What has to be on paper with them. `realm` as people see it: where there is one realm, the server's name. */
const sheetSchema = v.object({ origin: v.string(), realm: v.string(), username: v.string() });
export type RecoverySheet = v.InferOutput<typeof sheetSchema>;
export const recoveryCodesSchema = v.object({
  /** Told this once: `ABCD-EFGH-JKMN-PQRS`. */
  codes: v.pipe(v.array(v.string()), v.length(RECOVERY_CODES)),
  sheet: sheetSchema,
});
export type RecoveryCodes = v.InferOutput<typeof recoveryCodesSchema>;

/**
 * POST /recovery/v1/ticket, by anybody: spends a code and gives the token of a ticket, to be claimed like a pairing link's.
 * `realm` as the sheet has it; it may be left out where the server has a single one.
 */
export const recoveryTicketRequestSchema = v.strictObject({
  realm: v.optional(v.pipe(v.string(), v.maxLength(200))),
  username: v.pipe(v.string(), v.maxLength(200)),
  code: typedCode,
});
export type RecoveryTicketRequest = v.InferOutput<typeof recoveryTicketRequestSchema>;
export const recoveryTicketSchema = v.object({
  token: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/)),
  expiresAtMs: timeMs,
});
export type RecoveryTicket = v.InferOutput<typeof recoveryTicketSchema>;

/** POST /device/v1/vouching/recovery: an unvouched device is let in by a code, and active from then on. */
export const recoveryAdmissionSchema = v.strictObject({ code: typedCode });
export type RecoveryAdmission = v.InferOutput<typeof recoveryAdmissionSchema>;
