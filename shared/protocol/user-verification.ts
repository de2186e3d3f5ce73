import * as v from 'valibot';
import { bytesSchema, hashSchema, nonceSchema } from './base64url.ts';
import type { DecisionClaims } from './decision.ts';
import { sha256 } from './hash.ts';
import { bareJwkSchema } from './keys.ts';

/**
 * User verification (N10): beside its own key a device may have a *verifier*, one WebAuthn credential (Web Authentication
 * level 3) whose authenticator asks for finger, face or PIN each time. What it signs says that this very person approved
 * this very challenge; the device key alone says only that the device did.
 */
/** An id has at most 1,023 bytes (section 4); what is longer than this doesn't fit into a decision. */
const credentialId = bytesSchema(2, 512);
/** Type, challenge, origin, and members that browsers add against comparing it with a template (section 5.8.1). */
const clientDataJSON = bytesSchema(1, 800);

/**
 * Where ceremonies take place: a site, or a page of an extension, whose origin URL parsers outside browsers don't know. A site
 * without TLS only where browsers take it for secure all the same, on the machine itself.
 */
export const verifierOriginSchema = v.pipe(
  v.string(),
  v.maxLength(270),
  v.regex(
    /^(https:\/\/[a-z0-9.-]+(:[0-9]{1,5})?|http:\/\/localhost(:[0-9]{1,5})?|chrome-extension:\/\/[a-p]{32}|moz-extension:\/\/[0-9a-f-]{36})$/,
  ),
);

/** The parts of a credential that are remembered. None is secret. */
export const verifierSchema = v.strictObject({
  credentialId,
  jwk: bareJwkSchema,
  /** base64url SHA-256 of the relying party id; an extension's own is its origin. */
  rpIdHash: hashSchema,
  origin: verifierOriginSchema,
});
export type Verifier = v.InferOutput<typeof verifierSchema>;

/**
 * A verifier as a receipt tells of it. Receipts of before leave out the last three; further members may come with later
 * versions, and take nothing back of what these say.
 */
export const receiptVerifierSchema = v.object({
  ...verifierSchema.entries,
  /** Seconds: when its device registered it. Never after the request that it confirms. */
  registeredAt: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
  /** The backup flags of its registration (section 6.1.3): whether it may be synced to other devices, and was then. */
  backupEligible: v.optional(v.boolean()),
  backedUp: v.optional(v.boolean()),
});
export type ReceiptVerifier = v.InferOutput<typeof receiptVerifierSchema>;

/** `AuthenticatorAttestationResponse`, the parts that count: `getAuthenticatorData()` and `clientDataJSON`. */
export const registrationSchema = v.strictObject({ authenticatorData: bytesSchema(50, 2048), clientDataJSON });
export type Registration = v.InferOutput<typeof registrationSchema>;

/** `AuthenticatorAssertionResponse` and the credential's id: the claim `uv` of a decision. */
const assertion = {
  credentialId,
  authenticatorData: bytesSchema(50, 256),
  clientDataJSON,
  /** ASN.1 DER of two numbers of 32 bytes (RFC 3279 section 2.2.3): at most 72 bytes. */
  signature: bytesSchema(11, 96),
};
export const assertionSchema = v.strictObject(assertion);
export type Assertion = v.InferOutput<typeof assertionSchema>;

/** The parts of an approval that the person's check covers. */
export type Approval = Pick<DecisionClaims, 'challenge' | 'decision' | 'code' | 'origin'>;

/**
 * The text whose SHA-256 is the WebAuthn challenge of an approval: a label and four lines, of which an absent one is empty.
 * None can hold a line feed, so no two approvals read the same. The challenge's hash stands for everything it says, the
 * server and the user included; nothing can be moved to another answer.
 */
export function approvalText({ challenge, decision, code = '', origin = '' }: Approval): string {
  return ['nod-uv', challenge, decision, code, origin].join('\n');
}

/** @returns base64url, 43 characters: the WebAuthn challenge with which a person confirms this approval */
export function approvalChallenge(approval: Approval): Promise<string> {
  return sha256(approvalText(approval));
}

/**
 * The WebAuthn challenge of a registration: bound to the server and to the device that it will belong to. It holds no
 * nonce: without attestation nothing signs it, and what makes the call fresh is its proof (proof.ts).
 * @param device the device key's thumbprint; `server` its origin. @returns base64url, 43 characters
 */
export function registrationChallenge({ server, device }: { server: string; device: string }): Promise<string> {
  return sha256(['nod-uv-registration', server, device].join('\n'));
}

/**
 * What a person may confirm about one of their devices, or their account. `object`: about the calling device itself, which is
 * suspended; `email`: another address for announcements; `recovery-codes`: new ones in place of those there are; `totp`: an app of six digits, set up or removed; the last two: taking the calling device's verifier away, and having the
 * one of another device count.
 */
export type ConfirmedAction =
  | 'suspend'
  | 'resume'
  | 'remove'
  | 'object'
  | 'email'
  | 'recovery-codes'
  | 'totp'
  | 'verifier-removal'
  | 'verifier-approval';

/** What is done, to what, by which device. */
export interface Act {
  readonly server: string;
  /** The acting device key's thumbprint. */
  readonly device: string;
  /** One line: the other device's id, a verifier's credential id, or as `otherVerifier` says; of `email` the address as it is sent, empty for none; of `recovery-codes` empty; of `totp` as TOTP_TARGETS says. */
  readonly target: string;
  readonly action: ConfirmedAction;
}

/** The target of `verifier-approval`: the other device's verifier, and no other that is put there meanwhile. */
export function otherVerifier(of: { deviceId: string; credentialId: string }): string {
  return `${of.deviceId} ${of.credentialId}`;
}

/** How far `iat` may be off the server's clock: as long as a person takes, and the call. */
export const CONFIRMATION_WINDOW_SECONDS = 120;

/**
 * Makes a confirmation good for one call: without it one that was recorded would confirm the same again, by whoever has the
 * device's key, where the authenticator keeps no counter (credentials that are synced never do).
 */
const freshness = {
  /** 128 bits, by the device, anew for each. */
  nonce: nonceSchema,
  /** Seconds, in the server's time as the device estimates it. */
  iat: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
};
export type Freshness = { readonly nonce: string; readonly iat: number };

/** The body's `verification`: the assertion, and what makes it good once. */
export const confirmationSchema = v.strictObject({ ...assertion, ...freshness });
export type Confirmation = v.InferOutput<typeof confirmationSchema>;

/**
 * The WebAuthn challenge with which a person confirms what they do: nothing of it can be moved to another device, another action
 * or another time. The last three lines have one form each, so no two texts read the same.
 * @returns base64url, 43 characters
 */
export function actionChallenge({ server, device, target, action, nonce, iat }: Act & Freshness): Promise<string> {
  return sha256(['nod-uv-action', server, device, target, action, nonce, iat].join('\n'));
}
