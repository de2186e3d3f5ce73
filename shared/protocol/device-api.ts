import * as v from 'valibot';
import { publicJwkSchema } from './keys.ts';
import { assertionSchema, registrationSchema } from './user-verification.ts';

/**
 * The JSON bodies of the device door (`/device/v1/…`): one definition for both ends of the wire. What each call does,
 * and which calls carry a proof, is in docs/protocol.md.
 */

const id = v.pipe(v.string(), v.regex(/^[a-z]{3}_[A-Za-z0-9_-]{22}$/));
const jws = v.pipe(v.string(), v.maxLength(16_384));
const timeMs = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const base64url = (minLength: number, maxLength: number) =>
  v.pipe(v.string(), v.minLength(minLength), v.maxLength(maxLength), v.regex(/^[A-Za-z0-9_-]+$/));

/** Characters that can't be stored or shown, or that turn the text around them (Unicode UTS #39, "Trojan Source"). */
const unreadable = String.raw`\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}`;

/** A name people give a device: 1 to 60 characters that can be read. */
export const deviceNameSchema = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1),
  v.maxLength(60),
  v.regex(new RegExp(`^[^${unreadable}]+$`, 'u')),
);
const platformSchema = v.pipe(v.string(), v.maxLength(60), v.regex(new RegExp(`^[^${unreadable}]*$`, 'u')));

/** `PushSubscription.toJSON()`, what Web Push needs (RFC 8291): 65-byte point and 16-byte secret. */
export const subscriptionSchema = v.object({
  endpoint: v.pipe(v.string(), v.url(), v.maxLength(1024)),
  keys: v.object({ p256dh: base64url(87, 88), auth: base64url(22, 24) }),
});
export type Subscription = v.InferOutput<typeof subscriptionSchema>;

/** GET /device/v1/server: what an authenticator has to know before it can pair. */
export const serverInfoSchema = v.object({
  issuer: v.string(),
  name: v.string(),
  keys: v.array(publicJwkSchema),
  vapid: v.object({ keyId: v.string(), publicKey: base64url(87, 88) }),
  pullAllowed: v.boolean(),
  timeMs,
});
export type ServerInfo = v.InferOutput<typeof serverInfoSchema>;

/** POST /device/v1/enrollments/claim: the typed code (12 characters, hyphens allowed) or the link's token. */
export const claimRequestSchema = v.union([
  v.strictObject({ code: v.pipe(v.string(), v.maxLength(20)) }),
  v.strictObject({ token: base64url(22, 22) }),
]);
export type ClaimRequest = v.InferOutput<typeof claimRequestSchema>;

/** Its answer names whose account on which server, before any key is made. */
export const claimResponseSchema = v.object({
  enrollmentId: id,
  nonce: base64url(22, 43),
  user: v.object({ id, username: v.string(), displayName: v.string() }),
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
  }),
  subscription: v.nullable(subscriptionSchema),
});
export type CompleteRequest = v.InferOutput<typeof completeRequestSchema>;

/** The device as it knows itself. */
export const selfSchema = v.object({
  deviceId: id,
  name: v.string(),
  state: v.picklist(['pending', 'active', 'suspended', 'revoked']),
  delivery: v.picklist(['push', 'pull']),
  user: v.object({ id, username: v.string(), displayName: v.string() }),
  vapid: v.object({ keyId: v.string(), publicKey: v.string() }),
  /** SHA-256 (base64url) of the endpoint on file, so that a device can tell whether its own is still the one. */
  endpointHash: v.nullable(v.string()),
  pushHealth: v.picklist(['unknown', 'ok', 'gone', 'failed']),
  otherDevices: v.number(),
  /** The credential that confirms this device's person (user-verification.ts); older servers leave it out. */
  verifier: v.optional(v.nullable(v.object({ credentialId: v.string() })), null),
  /** Names the keys that the server has now (keyset.ts, hashKeySet); older servers leave it out. */
  keySetHash: v.optional(v.string()),
  timeMs,
});
export type Self = v.InferOutput<typeof selfSchema>;

/** POST /device/v1/activate: the nonce that the test push carried, or `{pull: true}` where no push is to be had. */
export const activateRequestSchema = v.union([
  v.strictObject({ nonce: base64url(22, 43) }),
  v.strictObject({ pull: v.literal(true) }),
]);
export type ActivateRequest = v.InferOutput<typeof activateRequestSchema>;

/** PATCH /device/v1/self. */
export const renameRequestSchema = v.strictObject({ name: deviceNameSchema });

/** PUT /device/v1/self/subscription: null turns the device to pull mode. */
export const subscriptionRequestSchema = v.strictObject({ subscription: v.nullable(subscriptionSchema) });

/** PUT /device/v1/self/verifier. */
export const verifierRequestSchema = registrationSchema;

/** POST /device/v1/self/verifier/removal: only a person whom the verifier confirms may take it away. */
export const verifierRemovalSchema = assertionSchema;

/** GET /device/v1/challenges: the challenges that wait for this user, newest first. */
export const pendingResponseSchema = v.object({
  challenges: v.array(v.object({ challenge: jws })),
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
      context: v.object({
        ip: v.optional(v.string()),
        location: v.optional(v.string()),
        browser: v.optional(v.string()),
        os: v.optional(v.string()),
      }),
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
      state: v.picklist(['pending', 'active', 'suspended', 'revoked']),
      delivery: v.picklist(['push', 'pull']),
      createdAtMs: timeMs,
      lastSeenMs: timeMs,
      thisDevice: v.boolean(),
    }),
  ),
});
export type DevicesResponse = v.InferOutput<typeof devicesResponseSchema>;

/** GET /device/v1/keys: the server's key set, signed by each of its keys (keyset.ts). */
export const keysResponseSchema = v.object({ sets: v.array(jws) });

/** Events of GET /device/v1/events (SSE over fetch, with a proof): data is JSON of one of these. */
export const deviceEventSchema = v.variant('type', [
  v.object({ type: v.literal('challenge'), challenge: jws }),
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
