import * as v from 'valibot';
import { assertionSchema } from './user-verification.ts';

/**
 * The JSON bodies of the device door's calls about trust: who lets a device in, what the user is told, and how it is undone.
 */
const id = v.pipe(v.string(), v.regex(/^[a-z]{3}_[A-Za-z0-9_-]{22}$/));
const timeMs = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const kind = v.picklist(['pwa', 'extension']);
const digits = v.pipe(v.string(), v.regex(/^[0-9]{6}$/));

/**
 * POST /device/v1/vouching: an unvouched device asks the user's other ones to let it in. `code`: in a move, the digits that
 * it shows already for another account of the same move, so that a person types them once.
 */
export const vouchingRequestSchema = v.strictObject({ code: v.optional(digits) });
export type VouchingRequest = v.InferOutput<typeof vouchingRequestSchema>;
export const vouchingResponseSchema = v.object({
  challengeId: id,
  /** Shown by the new device, typed or scanned by an old one. */
  code: digits,
  qr: v.string(),
  /** Nobody was rung: an old device scans the QR. */
  quiet: v.boolean(),
  devices: v.array(v.object({ name: v.string(), kind })),
  /** How often it may ask again after this. */
  asksLeft: v.number(),
  expiresAtMs: timeMs,
  timeMs,
});
export type VouchingResponse = v.InferOutput<typeof vouchingResponseSchema>;

/** Who let a device in; with `how: device` the receipt of GET /device/v1/devices/:id/vouch shows it. */
export const vouchSchema = v.object({
  how: v.picklist(['first', 'device', 'moved', 'operator', 'recovery', 'off', 'waited']),
  byDeviceId: v.nullable(id),
  atMs: timeMs,
});
export type VouchView = v.InferOutput<typeof vouchSchema>;

/** GET /device/v1/devices/:id/vouch. Null where nothing is on file: a device of before, or one that is not let in. */
export const vouchResponseSchema = v.object({
  vouch: v.nullable(vouchSchema),
  receipt: v.nullable(v.string()),
});
export type VouchResponse = v.InferOutput<typeof vouchResponseSchema>;

/**
 * Of an unvouched device: it may wait to be let in without a yes of another one (POST /device/v1/vouching/wait), or does.
 * Where that isn't offered, there is none.
 */
export const waitSchema = v.object({
  /** Whether the server lets anybody in so; false where that was turned off while it waits. */
  on: v.boolean(),
  /** For how long, from when somebody has seen the notice of it. */
  delayMs: timeMs,
  /** null: it hasn't asked to wait. */
  askedAtMs: v.nullable(timeMs),
  /** When it is let in, unless somebody says no; null: nobody has seen the notice yet. */
  letInAtMs: v.nullable(timeMs),
  /** When it is over, if nobody has seen the notice by then. */
  lapsesAtMs: v.nullable(timeMs),
});
export type WaitView = v.InferOutput<typeof waitSchema>;

/** Why and until when a device is suspended. */
export const suspensionSchema = v.object({
  why: v.picklist(['undo', 'list', 'removal', 'replaced', 'moved', 'objection', 'wrong_codes', 'idle', 'operator']),
  byDeviceId: v.nullable(id),
  /** Its name, for the suspended device itself, which sees no list of devices. */
  byName: v.optional(v.nullable(v.string())),
  atMs: timeMs,
  /** Until when the suspended device itself may object; null: it may not. */
  objectUntilMs: v.nullable(timeMs),
  /** When it is removed for good; null: not by itself. */
  removalAtMs: v.nullable(timeMs),
});
export type SuspensionView = v.InferOutput<typeof suspensionSchema>;

/** PATCH /device/v1/devices/:id. */
export const renameRequestSchema = v.strictObject({ name: v.string() });

/**
 * POST /device/v1/devices/:id/suspension and …/removal, and DELETE of the first. `verification`: the person confirmed by the
 * calling device's verifier, where it has one (user-verification.ts, actionChallenge). `evenIfLast`: the user means it
 * although no other way in would be left.
 */
export const deviceActionSchema = v.strictObject({
  verification: v.optional(assertionSchema),
  evenIfLast: v.optional(v.boolean(), false),
});
export type DeviceAction = v.InferInput<typeof deviceActionSchema>;

/** POST /device/v1/self/replaces: this device is that very phone, whose storage was cleared. */
export const replacesRequestSchema = v.strictObject({ deviceId: id });
export type ReplacesRequest = v.InferOutput<typeof replacesRequestSchema>;

/** POST /device/v1/self/objection: a suspended device says that it is its user's. */
export const objectionRequestSchema = v.strictObject({ verification: v.optional(assertionSchema) });

/** What happened to the account, newest first: GET /device/v1/announcements?before=<ms>&limit=<1..100>. */
export const announcementSchema = v.object({
  id,
  what: v.string(),
  atMs: timeMs,
  /** Of several that were told as one. */
  lastAtMs: v.nullable(timeMs),
  count: v.number(),
  device: v.nullable(v.object({ id, name: v.string(), kind: v.optional(kind), platform: v.optional(v.string()) })),
  by: v.object({
    whom: v.picklist(['device', 'operator', 'application', 'server', 'email', 'recovery']),
    deviceId: v.nullable(id),
    name: v.nullable(v.string()),
  }),
  ip: v.nullable(v.string()),
  detail: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
  /** Whether "This wasn't me" can be pressed here. */
  undo: v.picklist(['possible', 'done', 'impossible']),
});
export type AnnouncementView = v.InferOutput<typeof announcementSchema>;
export const announcementsResponseSchema = v.object({
  items: v.array(announcementSchema),
  nextBeforeMs: v.nullable(timeMs),
});
export type AnnouncementsResponse = v.InferOutput<typeof announcementsResponseSchema>;

/**
 * POST /device/v1/announcements/:id/undo, and POST /undo with the token of an e-mail: what was suspended. POST /undo/seen, about a
 * device that waits: nothing, and when that is let in, unless somebody says no.
 */
export const undoResponseSchema = v.object({
  suspended: v.array(v.object({ id, name: v.string() })),
  letInAtMs: v.optional(timeMs),
});
export type UndoResponse = v.InferOutput<typeof undoResponseSchema>;
export const undoLinkRequestSchema = v.strictObject({ token: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/)) });

/** GET and PUT /device/v1/account/email. An address counts a day after it was set; the old one is told. */
export const emailRequestSchema = v.strictObject({
  email: v.nullable(v.pipe(v.string(), v.maxLength(254))),
  verification: v.optional(assertionSchema),
});
export const emailResponseSchema = v.object({
  email: v.nullable(v.string()),
  countsFromMs: v.nullable(timeMs),
  /** Whether this server sends e-mail at all. */
  available: v.boolean(),
});
export type EmailResponse = v.InferOutput<typeof emailResponseSchema>;

/**
 * POST /device/v1/moves: a ticket with which a new phone takes this account over, two minutes, one use. `moveId` is the one
 * of the first account where several move together; left out for the first.
 */
export const moveRequestSchema = v.strictObject({ moveId: v.optional(id) });
export type MoveRequest = v.InferOutput<typeof moveRequestSchema>;
export const moveResponseSchema = v.object({ moveId: id, token: v.string(), expiresAtMs: timeMs });
export type MoveResponse = v.InferOutput<typeof moveResponseSchema>;
