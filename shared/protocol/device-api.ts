import * as v from 'valibot';
import { ATTACHMENT_LIMITS, storedEntriesSchema } from './attachment.ts';
import { bytesSchema, nonceSchema } from './base64url.ts';
import { featuresSchema } from './features.ts';
import { bareJwkSchema, publicJwkSchema } from './keys.ts';
import { line } from './text.ts';
import { lastAskSchema, suspensionSchema, vouchSchema, waitSchema } from './trust-api.ts';
import { confirmationSchema, registrationSchema } from './user-verification.ts';

/**
 * The JSON bodies of the device door (`/device/v1/…`): one definition for both ends of the wire. What each call does,
 * and which calls carry a proof, is in docs/protocol.md.
 */

const id = v.pipe(v.string(), v.regex(/^[a-z]{3}_[A-Za-z0-9_-]{22}$/));
const jws = v.pipe(v.string(), v.maxLength(16_384));
const timeMs = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** A name people give a device, by the rule for texts. */
export const deviceNameSchema = v.pipe(v.string(), v.maxLength(240), v.trim(), line(60));
/** The device's own words about itself: shown, never trusted. */
const platformSchema = v.union([v.literal(''), line(60)]);

/** `PushSubscription.toJSON()`, what Web Push needs (RFC 8291): 65-byte point and 16-byte secret. */
export const subscriptionSchema = v.object({
  endpoint: v.pipe(v.string(), v.url(), v.maxLength(1024)),
  keys: v.object({ p256dh: bytesSchema(87), auth: bytesSchema(22) }),
});
export type Subscription = v.InferOutput<typeof subscriptionSchema>;

/**
 * The directory of people that an account is in, with its name as people see it. Two accounts of one server may have the same
 * username in different realms. Servers of before leave it out.
 */
const realmSchema = v.optional(v.object({ id, name: v.string() }));

/** GET /device/v1/server: what an authenticator has to know before it can pair. */
export const serverInfoSchema = v.object({
  issuer: v.string(),
  name: v.string(),
  keys: v.array(publicJwkSchema),
  vapid: v.object({ keyId: v.string(), publicKey: bytesSchema(87) }),
  pullAllowed: v.boolean(),
  /** What it has of features.ts; older servers, which know no features, leave it out. */
  features: v.optional(featuresSchema),
  timeMs,
});
export type ServerInfo = v.InferOutput<typeof serverInfoSchema>;

/** POST /device/v1/enrollments/claim: the typed code (12 characters, hyphens allowed) or the link's token. */
export const claimRequestSchema = v.union([
  v.strictObject({ code: v.pipe(v.string(), v.maxLength(20)) }),
  v.strictObject({ token: nonceSchema }),
]);
export type ClaimRequest = v.InferOutput<typeof claimRequestSchema>;

/** Its answer names whose account on which server, before any key is made. */
export const claimResponseSchema = v.object({
  enrollmentId: id,
  nonce: bytesSchema(22, 43),
  user: v.object({ id, username: v.string(), displayName: v.string() }),
  realm: realmSchema,
  /** `origins`: where its logins happen; an extension asks the browser to let it look there. */
  application: v.nullable(
    v.object({ name: v.string(), origins: v.optional(v.array(v.pipe(v.string(), v.maxLength(512))), []) }),
  ),
  server: serverInfoSchema,
  expiresAtMs: timeMs,
});
export type ClaimResponse = v.InferOutput<typeof claimResponseSchema>;

/** POST /device/v1/enrollments/:id/complete: `binding` is a nod-enrollment+jwt (enrollment.ts). */
export const completeRequestSchema = v.strictObject({
  binding: jws,
  device: v.strictObject({
    kind: v.picklist(['pwa', 'extension']),
    name: deviceNameSchema,
    platform: platformSchema,
    /** What it has of features.ts; left out by older authenticators. */
    features: v.optional(featuresSchema),
  }),
  subscription: v.nullable(subscriptionSchema),
  /** Its second key (offline-code.ts), which the binding names; only to a server with the feature `offline-code`. */
  offlineJwk: v.optional(bareJwkSchema),
});
export type CompleteRequest = v.InferOutput<typeof completeRequestSchema>;

/** The device as it knows itself. */
export const selfSchema = v.object({
  deviceId: id,
  name: v.string(),
  /** `unvouched` is told to devices that have named the feature `vouch`; to others it is `pending`. */
  state: v.picklist(['pending', 'unvouched', 'active', 'suspended', 'revoked']),
  delivery: v.picklist(['push', 'pull']),
  user: v.object({ id, username: v.string(), displayName: v.string() }),
  realm: realmSchema,
  vapid: v.object({ keyId: v.string(), publicKey: v.string() }),
  /** SHA-256 (base64url) of the endpoint on file, so that a device can tell whether its own is still the one. */
  endpointHash: v.nullable(v.string()),
  pushHealth: v.picklist(['unknown', 'ok', 'gone', 'failed']),
  /** Of `failed`: what passes by itself; null where the subscription itself was refused. Older servers leave it out. */
  pushTrouble: v.optional(v.nullable(v.picklist(['slowed', 'unavailable'])), null),
  otherDevices: v.number(),
  /** In the answer to GET, of an active one: how many unused recovery codes the user has; null where none were ever made. */
  recoveryCodesLeft: v.optional(v.nullable(v.number())),
  /** The credential that confirms this device's person (user-verification.ts); older servers leave it out. */
  verifier: v.optional(v.nullable(v.object({ credentialId: v.string(), countsFromMs: v.optional(timeMs, 0) })), null),
  /** Of a suspended one; older servers leave it out. */
  suspension: v.optional(v.nullable(suspensionSchema), null),
  /** Of an unvouched one that may wait to be let in, or does; older servers leave it out. */
  wait: v.optional(v.nullable(waitSchema), null),
  /** Of an unvouched one that has asked to be let in; older servers leave it out. */
  lastAsk: v.optional(v.nullable(lastAskSchema), null),
  /** Whether its second key is on file (offline-code.ts); older servers, which take none, leave it out. */
  offlineKey: v.optional(v.boolean()),
  /** The features on file; older servers leave it out. */
  features: v.optional(featuresSchema),
  /** Names the keys that the server has now (keyset.ts, hashKeySet); older servers leave it out. */
  keySetHash: v.optional(v.string()),
  timeMs,
});
export type Self = v.InferOutput<typeof selfSchema>;

/** POST /device/v1/activate: the nonce that the test push carried, or `{pull: true}` where no push is to be had. */
export const activateRequestSchema = v.union([
  v.strictObject({ nonce: bytesSchema(22, 43) }),
  v.strictObject({ pull: v.literal(true) }),
]);
export type ActivateRequest = v.InferOutput<typeof activateRequestSchema>;

/** PATCH /device/v1/self: another name, or what an update has brought. */
export const selfChangeSchema = v.pipe(
  v.strictObject({ name: v.optional(deviceNameSchema), features: v.optional(featuresSchema) }),
  v.check(({ name, features }) => name !== undefined || features !== undefined, 'must say what to change'),
);
export type SelfChange = v.InferOutput<typeof selfChangeSchema>;

/** PUT /device/v1/self/subscription: null turns the device to pull mode. */
export const subscriptionRequestSchema = v.strictObject({ subscription: v.nullable(subscriptionSchema) });

/** PUT /device/v1/self/offline-key: by a device that was paired before there were such keys. */
export const offlineKeyRequestSchema = v.strictObject({ offlineJwk: bareJwkSchema });

/** PUT /device/v1/self/verifier. */
export const verifierRequestSchema = registrationSchema;

/** POST /device/v1/self/verifier/removal: only a person whom the verifier confirms may take it away. */
export const verifierRemovalSchema = confirmationSchema;

/** GET /device/v1/verifiers: those of the user's other devices that don't count yet. */
const credentialId = bytesSchema(2, 512);
const waitingVerifierSchema = v.object({
  deviceId: id,
  name: v.string(),
  credentialId,
  registeredAtMs: timeMs,
  countsFromMs: timeMs,
});
export type WaitingVerifier = v.InferOutput<typeof waitingVerifierSchema>;
export const waitingVerifiersSchema = v.object({ verifiers: v.array(waitingVerifierSchema) });

/** POST /device/v1/devices/:id/verifier/approval; confirmed by the approving device's own verifier, where it has one that counts. */
export const verifierApprovalSchema = v.strictObject({ credentialId, verification: v.optional(confirmationSchema) });
export type VerifierApproval = v.InferOutput<typeof verifierApprovalSchema>;

/**
 * A challenge that waits for this user. `fetched`: it was made quietly, and stands here since this device has fetched it. The
 * answer to that call may be slower than a list or a stream, or get lost.
 */
const waitingSchema = v.object({ challenge: jws, fetched: v.optional(v.boolean()) });
export type WaitingChallenge = v.InferOutput<typeof waitingSchema>;

/** GET /device/v1/challenges: the challenges that wait for this user, newest first. */
export const pendingResponseSchema = v.object({
  challenges: v.array(waitingSchema),
  /** As in GET /device/v1/self. */
  keySetHash: v.optional(v.string()),
  timeMs,
});
export type PendingResponse = v.InferOutput<typeof pendingResponseSchema>;

/**
 * GET /device/v1/challenges/:id, and POST /device/v1/challenges/find with the digits of a login page: fetches one of the
 * user's pending requests, also one that was made quietly.
 */
export const findRequestSchema = v.strictObject({ code: v.pipe(v.string(), v.regex(/^[0-9]{6,8}$/)) });
export type FindRequest = v.InferOutput<typeof findRequestSchema>;
export const fetchedResponseSchema = v.object({ challenge: jws, timeMs });
export type FetchedResponse = v.InferOutput<typeof fetchedResponseSchema>;

/** GET /device/v1/challenges/:id/attachments/:index: what it has to be is signed (attachment.ts). */
export const attachmentResponseSchema = v.object({
  text: v.pipe(v.string(), v.maxLength(ATTACHMENT_LIMITS.sizeBytes)),
  timeMs,
});
export type AttachmentResponse = v.InferOutput<typeof attachmentResponseSchema>;

/** POST /device/v1/challenges/:id/delivery: the worker says how far a push has come. */
export const deliveryRequestSchema = v.strictObject({ event: v.picklist(['received', 'displayed']) });

/** POST /device/v1/challenges/:id/decision (no proof: the decision is signed itself). */
export const decisionRequestSchema = v.strictObject({ decision: jws });
export const finalStateSchema = v.picklist(['approved', 'denied', 'reported', 'expired', 'canceled', 'failed']);
export const decisionResponseSchema = v.object({ state: finalStateSchema, decidedAtMs: timeMs });
export type DecisionResponse = v.InferOutput<typeof decisionResponseSchema>;

/** GET /device/v1/history?before=<ms>&limit=<1..100>. */
export const historyResponseSchema = v.object({
  items: v.array(
    v.object({
      challengeId: id,
      applicationName: v.string(),
      title: v.string(),
      state: finalStateSchema,
      finalAtMs: timeMs,
      decidedBy: v.nullable(v.object({ id, name: v.string(), thisDevice: v.boolean() })),
      /** Of an approval without a device's answer: what counted. Older servers leave out this and the next. */
      fallback: v.optional(v.nullable(v.string()), null),
      /** Since when one of the user's devices says that it wasn't theirs. */
      disownedAtMs: v.optional(v.nullable(timeMs), null),
      /** Whether "This wasn't me" can still be said of it. */
      mayDisown: v.optional(v.boolean(), false),
      context: v.object({
        ip: v.optional(v.string()),
        location: v.optional(v.string()),
        browser: v.optional(v.string()),
        os: v.optional(v.string()),
      }),
      /** What belonged to it: names, sizes and hashes. */
      attachments: v.optional(storedEntriesSchema),
    }),
  ),
  nextBeforeMs: v.nullable(timeMs),
});
export type HistoryResponse = v.InferOutput<typeof historyResponseSchema>;

/** GET /device/v1/devices: all devices of this user. DELETE /device/v1/devices/:id revokes one. */
export const devicesResponseSchema = v.object({
  devices: v.array(
    v.object({
      id,
      name: v.string(),
      kind: v.picklist(['pwa', 'extension']),
      state: v.picklist(['pending', 'unvouched', 'active', 'suspended', 'revoked']),
      delivery: v.picklist(['push', 'pull']),
      createdAtMs: timeMs,
      lastSeenMs: timeMs,
      thisDevice: v.boolean(),
      // Older servers leave out what follows.
      platform: v.optional(v.string(), ''),
      keyThumbprint: v.optional(v.string()),
      activatedAtMs: v.optional(v.nullable(timeMs), null),
      vouch: v.optional(v.nullable(vouchSchema), null),
      suspension: v.optional(v.nullable(suspensionSchema), null),
      hasVerifier: v.optional(v.boolean(), false),
    }),
  ),
});
export type DevicesResponse = v.InferOutput<typeof devicesResponseSchema>;

/** GET /device/v1/keys: the server's key set, signed by each of its keys (keyset.ts). */
export const keysResponseSchema = v.object({ sets: v.array(jws) });

/** Events of GET /device/v1/events (SSE over fetch, with a proof): data is JSON of one of these. */
export const deviceEventSchema = v.variant('type', [
  v.object({ type: v.literal('challenge'), ...waitingSchema.entries }),
  v.object({ type: v.literal('notice'), notice: jws }),
]);
export type DeviceEvent = v.InferOutput<typeof deviceEventSchema>;

/** Problem document (RFC 9457) as every door over HTTP answers it. */
export const problemSchema = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  code: v.string(),
  detail: v.optional(v.string()),
  requestId: v.optional(v.string()),
  /** Public facts: retryAfterSeconds, triesLeft, state, decidedBy, thisDevice, serverTimeMs, limit. */
  params: v.optional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]))),
});
export type Problem = v.InferOutput<typeof problemSchema>;
