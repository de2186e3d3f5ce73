import { createHash } from 'node:crypto';
import type { Db } from '../store/schema.ts';

/**
 * The audit log's entries. The event of a state change is recorded in the change's own transaction, so that there is an
 * event if and only if there was a change (MITRE T1621: M1 wants the addresses of source and device with each).
 */
export const EVENT_TYPES = [
  'challenge.created',
  'challenge.approved',
  'challenge.denied',
  'challenge.reported',
  'challenge.expired',
  'challenge.canceled',
  'challenge.failed',
  'challenge.wrong_code',
  'challenge.fetched',
  'device.enrolled',
  'device.vouching_asked',
  'device.vouched',
  'device.vouching_refused',
  'device.wait_asked',
  'device.wait_begun',
  'device.wait_denied',
  'device.activated',
  'device.revoked',
  'device.suspended',
  'device.resumed',
  'device.renewed',
  'device.renamed',
  'device.offline_key_added',
  'device.verifier_added',
  'device.verifier_removed',
  'device.verifier_approved',
  'device.objected',
  'device.moved',
  'enrollment.created',
  'enrollment.claimed',
  'enrollment.refused',
  'registration.refused',
  'registration.closed',
  'fallback.opened',
  'fallback.refused',
  'fallback.closed',
  'fallback.reopened',
  'totp.added',
  'totp.removed',
  'bypass.made',
  'realm.created',
  'realm.renamed',
  'application.created',
  'application.moved',
  'application.policy_changed',
  'application.key_rotated',
  'user.created',
  'user.unblocked',
  'user.locked',
  'user.unlocked',
  'user.renamed',
  'user.deleted',
  'user.email_changed',
  'recovery.codes_made',
  'recovery.used',
  'recovery.refused',
  'account.session_opened',
  'application.burst',
  'application.refused_by_many',
  'challenge.mismatch',
  'announcement.undone',
  'report.taken_back',
  'approval.disowned',
  'keys.rotated',
  'keys.retired',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

export interface NewEvent {
  type: EventType;
  atMs: number;
  userId?: string | undefined;
  applicationId?: string | undefined;
  challengeId?: string | undefined;
  deviceId?: string | undefined;
  /** Where the login or the action came from, as the application says. */
  sourceIp?: string | undefined;
  /** Where the device's answer came from. */
  deviceIp?: string | undefined;
  /** Public facts about it; never a secret. */
  detail?: Readonly<Record<string, unknown>> | undefined;
}

/** Writes one entry. @param db the transaction that makes the change, where there is one */
export async function recordEvent(db: Db, event: NewEvent): Promise<void> {
  await db.insertInto('events').values(rowOf(event)).execute();
}

const HOUR_MS = 3_600_000;

/**
 * Writes an entry that strangers can cause as often as they like: once for each hour of the clock and `same`, with a
 * count of how often it happened. The first of them gives the entry its details.
 * @param same what makes two such events one, beside type, user, application and hour; often the block of addresses
 */
export async function countEvent(db: Db, event: NewEvent, same: string): Promise<void> {
  const { type, userId = '', applicationId = '', atMs } = event;
  const identity = JSON.stringify([type, userId, applicationId, same, Math.floor(atMs / HOUR_MS)]);
  const countedAs = createHash('sha256').update(identity).digest('base64url');
  await db
    .insertInto('events')
    .values({ ...rowOf(event), counted_as: countedAs })
    .onConflict((conflict) =>
      conflict
        .column('counted_as')
        .where('counted_as', 'is not', null)
        .doUpdateSet((row) => ({ count: row('events.count', '+', 1), last_at_ms: atMs })),
    )
    .execute();
}

function rowOf(event: NewEvent) {
  return {
    at_ms: event.atMs,
    type: event.type,
    user_id: event.userId ?? null,
    application_id: event.applicationId ?? null,
    challenge_id: event.challengeId ?? null,
    device_id: event.deviceId ?? null,
    source_ip: event.sourceIp ?? null,
    device_ip: event.deviceIp ?? null,
    detail: JSON.stringify(event.detail ?? {}),
  };
}
