import * as v from 'valibot';
import type { AttachmentMediaType } from '../protocol/attachment.ts';

/**
 * The answers of the REST door, as far as an application needs them. Objects may hold more members than these, and lists
 * of words more words, so that a newer server stays readable. Times come as RFC 3339 and become milliseconds since the
 * epoch.
 */
const time = v.pipe(
  v.string(),
  v.check((text) => !Number.isNaN(Date.parse(text)), 'not a time'),
  v.transform((text) => Date.parse(text)),
);
const id = (prefix: string) => v.pipe(v.string(), v.regex(new RegExp(`^${prefix}_[A-Za-z0-9_-]{22}$`)));

/** Any text; the words are those that this version knows, for those who write a `switch`. */
const word = <Known extends string>() => v.custom<Known | (string & {})>((value) => typeof value === 'string');

/** Every state but `pending` is final, one that this version doesn't know too; only `approved` is a yes. */
export const challengeStateSchema = word<
  'pending' | 'approved' | 'denied' | 'reported' | 'expired' | 'canceled' | 'failed'
>();
export type ChallengeState = v.InferOutput<typeof challengeStateSchema>;

/** How far the request got on its way to one device. */
export const deliverySchema = word<'queued' | 'sent' | 'pull' | 'gone' | 'failed' | 'received' | 'displayed'>();
export type Delivery = v.InferOutput<typeof deliverySchema>;

/** Optional, since an older server doesn't tell the kind of a device. */
export const deviceKindSchema = v.optional(word<'pwa' | 'extension'>());
/** RFC 7638 thumbprint of a device's key; optional, since an older server doesn't tell it. */
const keyThumbprintSchema = v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)));
const askedDeviceSchema = v.object({
  id: id('dev'),
  name: v.string(),
  kind: deviceKindSchema,
  keyThumbprint: keyThumbprintSchema,
  delivery: deliverySchema,
});
export type AskedDevice = v.InferOutput<typeof askedDeviceSchema>;

export const matchSchema = word<'code' | 'origin' | 'none'>();
/** True where nobody was rung, since too much was asked lately: the person fetches the request themselves. */
export const quietSchema = v.optional(v.boolean());

/** Why a challenge is `canceled`: by a newer one, by its application, or since the user reported another or was locked. */
const cancelReasonSchema = word<'superseded' | 'application' | 'reported' | 'locked'>();
export type CancelReason = v.InferOutput<typeof cancelReasonSchema>;

export const fallbackSchema = word<'offline' | 'totp' | 'email' | 'bypass'>();
export type Fallback = v.InferOutput<typeof fallbackSchema>;

/** What the login page shows once a fallback is open: with `offline` the text of its QR, and how many digits are typed. */
export const openedFallbackSchema = v.object({
  way: fallbackSchema,
  qr: v.optional(v.pipe(v.string(), v.maxLength(2_048))),
  digits: v.optional(v.number()),
});
export type OpenedFallback = v.InferOutput<typeof openedFallbackSchema>;

/** A challenge as GET, SSE and DELETE show it. */
export const challengeSchema = v.pipe(
  v.object({
    id: id('chl'),
    state: challengeStateSchema,
    reason: v.optional(cancelReasonSchema),
    match: matchSchema,
    quiet: quietSchema,
    digits: v.optional(v.nullable(v.number())),
    createdAt: time,
    expiresAt: time,
    devices: v.array(askedDeviceSchema),
    decidedBy: v.optional(v.nullable(v.object({ id: id('dev'), name: v.string() }))),
    /** Of a denied one: why, where the person has said so, in their words. */
    denyReason: v.optional(v.string()),
    /** What counts in place of a device's answer; an older server names none. */
    fallbacks: v.optional(v.array(fallbackSchema), []),
    /** Of an approved one: what counted. The receipt proves it: see `fallbacks` of awaitApproval. */
    fallback: v.optional(fallbackSchema),
    /** Since when the user says that this approval wasn't theirs: end the session that it let in. */
    disownedAt: v.optional(time),
  }),
  v.transform(({ createdAt, expiresAt, disownedAt, ...rest }) => ({
    ...rest,
    createdAtMs: createdAt,
    expiresAtMs: expiresAt,
    ...(disownedAt === undefined ? {} : { disownedAtMs: disownedAt }),
  })),
);
export type Challenge = v.InferOutput<typeof challengeSchema>;

/** A new challenge: the only answer that holds the matching code. */
export const newChallengeSchema = v.pipe(
  v.object({
    id: id('chl'),
    state: challengeStateSchema,
    /** Whom it asks: what the receipt must name. Optional, since an older server doesn't tell it. */
    userId: v.optional(id('usr')),
    code: v.optional(v.pipe(v.string(), v.regex(/^[0-9]{2,8}$/))),
    qr: v.optional(v.pipe(v.string(), v.maxLength(512))),
    quiet: quietSchema,
    expiresAt: time,
    devices: v.array(askedDeviceSchema),
  }),
  v.transform(({ expiresAt, ...rest }) => ({ ...rest, expiresAtMs: expiresAt })),
);
export type NewChallenge = v.InferOutput<typeof newChallengeSchema>;

export const userSchema = v.object({
  id: id('usr'),
  username: v.string(),
  /** The operator has locked this user. Absent otherwise, and from older servers. */
  locked: v.optional(v.boolean()),
});
export type User = v.InferOutput<typeof userSchema>;

/**
 * A ticket to add a device: show `code` to type, `url` as a link or QR. Both work once, until `expiresAtMs`.
 * Keep `user.id` with the account: a receipt must name it.
 */
export const enrollmentSchema = v.pipe(
  v.object({
    id: id('enr'),
    user: userSchema,
    code: v.pipe(v.string(), v.regex(/^[0-9A-Z-]{12,20}$/)),
    url: v.pipe(v.string(), v.url()),
    expiresAt: time,
  }),
  v.transform(({ expiresAt, ...rest }) => ({ ...rest, expiresAtMs: expiresAt })),
);
export type Enrollment = v.InferOutput<typeof enrollmentSchema>;

export const deviceSchema = v.pipe(
  v.object({
    id: id('dev'),
    name: v.string(),
    kind: word<'pwa' | 'extension'>(),
    state: word<'pending' | 'active' | 'suspended' | 'revoked'>(),
    /** False while it is `pending`, and of one that was turned away: none of the user's devices has let it in. */
    vouched: v.optional(v.boolean()),
    delivery: word<'push' | 'pull'>(),
    keyThumbprint: keyThumbprintSchema,
    createdAt: v.optional(time),
  }),
  v.transform(({ createdAt: createdAtMs, ...rest }) => ({ ...rest, createdAtMs })),
);
export type Device = v.InferOutput<typeof deviceSchema>;

export interface ActionDetail {
  label: string;
  value: string;
}

/** A text that belongs to a request, at most 256 KiB of it. The device shows all of it; the receipt has its hash. */
export interface Attachment {
  /** At most 80 characters; each of a request has another. */
  name: string;
  mediaType: AttachmentMediaType;
  text: string;
}

/** POST /v1/challenges. `context` says where the attempt comes from; the person sees it. */
export interface ChallengeRequest {
  user: string;
  action?: {
    title: string;
    details?: ActionDetail[];
    /** Up to 4. Only devices can answer then: no notification, no fallback. */
    attachments?: Attachment[];
    /** Nobody can approve before they have scrolled through all attachments. */
    readAll?: boolean;
  };
  context?: {
    ip?: string;
    userAgent?: string;
    origin?: string;
    location?: string;
    /** Whether this user has signed in with this browser before: known-browser.ts keeps the mark. */
    browserKnown?: boolean;
  };
  match?: 'code' | 'origin' | 'none';
  /** Whether the person behind the device is verified. It may not ask for less than the application's policy. */
  userVerification?: 'discouraged' | 'preferred' | 'required';
  /** `phone`: only devices that said that they are a phone or a tablet when they were paired are asked, and may answer. */
  answerBy?: 'phone';
  ttlSeconds?: number;
}
