import * as v from 'valibot';
import { FALLBACK_WAYS } from '../../accounts/policy.ts';
import type { CreatedChallenge } from '../../challenges/create.ts';
import type { ChallengeView } from '../../challenges/view.ts';
import type { Fallbacks } from '../../fallbacks/fallbacks.ts';
import type { ApplicationRow } from '../../store/schema.ts';
import { challengeIdSchema, deviceIdSchema, rfc3339, timeSchema, userIdSchema } from '../schemas.ts';

const challengeStateSchema = v.picklist(['pending', 'approved', 'denied', 'reported', 'expired', 'canceled', 'failed']);
const deviceKindSchema = v.picklist(['pwa', 'extension']);
const deliverySchema = v.picklist(['queued', 'sent', 'pull', 'gone', 'failed', 'received', 'displayed']);

/** A challenge as REST shows it: the answer of GET and DELETE, the data of each event. */
export const challengeSchema = v.object({
  id: challengeIdSchema,
  state: challengeStateSchema,
  /** Why it was canceled: a newer request took its place, its application took it back, or the user reported another one. */
  reason: v.optional(v.picklist(['superseded', 'application', 'reported', 'locked'])),
  user: v.string(),
  /** Nobody is rung: the person fetches the request with the QR or the digits of the login page. Absent otherwise. */
  quiet: v.optional(v.literal(true)),
  match: v.picklist(['code', 'origin', 'none']),
  /** Of the code that is accepted; null where none is. */
  digits: v.nullable(v.number()),
  createdAt: timeSchema,
  expiresAt: timeSchema,
  finalAt: v.nullable(timeSchema),
  updatedAt: timeSchema,
  devices: v.array(
    v.object({
      id: deviceIdSchema,
      name: v.string(),
      kind: deviceKindSchema,
      keyThumbprint: v.string(),
      delivery: deliverySchema,
      updatedAt: timeSchema,
    }),
  ),
  decidedBy: v.nullable(v.object({ id: deviceIdSchema, name: v.string() })),
  /** Of a denied one: why, where the person has said so. Absent otherwise, and where denials are concealed. */
  denyReason: v.optional(v.string()),
  /** What counts in place of a device's answer, by policy: the same for every user. */
  fallbacks: v.array(v.picklist(FALLBACK_WAYS)),
  /** Of an approved one: which of these counted. Absent where a device has answered. */
  fallback: v.optional(v.picklist(FALLBACK_WAYS)),
  /** Since when the user says, on one of their devices, that this approval wasn't theirs: end what it let in. Absent otherwise. */
  disownedAt: v.optional(timeSchema),
});

export function challengeBody(
  view: ChallengeView,
  application: ApplicationRow,
  fallbacks: Pick<Fallbacks, 'of'>,
): v.InferOutput<typeof challengeSchema> {
  return {
    id: view.id,
    state: view.state,
    ...(view.reason === null ? {} : { reason: view.reason }),
    user: view.username,
    ...(view.quiet ? { quiet: true as const } : {}),
    match: view.match,
    digits: view.digits === 0 ? null : view.digits,
    createdAt: rfc3339(view.createdAtMs),
    expiresAt: rfc3339(view.expiresAtMs),
    finalAt: view.finalAtMs === null ? null : rfc3339(view.finalAtMs),
    updatedAt: rfc3339(view.updatedAtMs),
    devices: view.devices.map(({ id, name, kind, keyThumbprint, delivery, updatedAtMs }) => ({
      id,
      name,
      kind,
      keyThumbprint,
      delivery,
      updatedAt: rfc3339(updatedAtMs),
    })),
    decidedBy: view.decidedBy,
    ...(view.denyReason === null ? {} : { denyReason: view.denyReason }),
    fallbacks: fallbacks.of(application, view),
    ...(view.fallback === null ? {} : { fallback: view.fallback }),
    ...(view.disownedAtMs === null ? {} : { disownedAt: rfc3339(view.disownedAtMs) }),
  };
}

/** The only answer that holds the matching code and the QR's content. */
export const newChallengeSchema = v.object({
  id: challengeIdSchema,
  state: v.literal('pending'),
  /** Whom it asks: what the receipt names. */
  userId: userIdSchema,
  quiet: v.optional(v.literal(true)),
  match: v.picklist(['code', 'origin', 'none']),
  digits: v.nullable(v.number()),
  code: v.optional(v.string()),
  qr: v.optional(v.string()),
  createdAt: timeSchema,
  expiresAt: timeSchema,
  devices: v.array(
    v.object({
      id: deviceIdSchema,
      name: v.string(),
      kind: deviceKindSchema,
      keyThumbprint: v.string(),
      delivery: v.picklist(['queued', 'pull']),
    }),
  ),
  watchUrl: v.string(),
});

export function newChallengeBody(origin: string, created: CreatedChallenge): v.InferOutput<typeof newChallengeSchema> {
  return {
    id: created.id,
    state: created.state,
    userId: created.userId,
    ...(created.quiet ? { quiet: true as const } : {}),
    match: created.match,
    digits: created.digits === 0 ? null : created.digits,
    ...(created.code === undefined ? {} : { code: created.code }),
    ...(created.qr === undefined ? {} : { qr: created.qr }),
    createdAt: rfc3339(created.createdAtMs),
    expiresAt: rfc3339(created.expiresAtMs),
    devices: created.devices,
    watchUrl: `${origin}/v1/challenges/${created.id}/events`,
  };
}
