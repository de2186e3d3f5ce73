import { createHmac } from 'node:crypto';
import type { Core } from '../core/core.ts';
import { isAllowedWebhookUrl } from '../net/guarded-fetch.ts';
import { AddressRefusedError } from '../net/public-address.ts';
import type { Db, WebhookRow } from '../store/schema.ts';
import type { Attempt } from './outbox.ts';
import { announcementById, type FullAnnouncement } from './view.ts';
import { webhookKey } from './webhooks.ts';
import type { Send } from './worker.ts';

/** A webhook that has not answered by then is tried again later. */
export const WEBHOOK_TIMEOUT_MS = 10_000;

/**
 * Signs a message as Standard Webhooks says: HMAC-SHA-256 over `id.timestamp.body`, in base64 behind the version.
 * @param timestamp seconds
 */
export function signWebhook(key: Uint8Array, id: string, timestamp: number, body: string): string {
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

/** @param options.fetch one that connects to public addresses alone (net/guarded-fetch.ts) */
export function createWebhookChannel(
  core: Core,
  {
    fetch,
    privateAllowed,
    timeoutMs = WEBHOOK_TIMEOUT_MS,
  }: { fetch: typeof globalThis.fetch; privateAllowed: boolean; timeoutMs?: number | undefined },
): Send {
  const { store, keys, clock } = core;
  return async (row, signal): Promise<Attempt> => {
    const webhook = await store.db.selectFrom('webhooks').selectAll().where('id', '=', row.target).executeTakeFirst();
    const full = await announcementById(store.db, row.announcement_id);
    if (webhook === undefined || full === undefined) return { state: 'skipped', answer: 'gone' };
    // It was checked when it was added; the rules may have become stricter since.
    if (!isAllowedWebhookUrl(webhook.url, { privateAllowed }))
      return { state: 'failed', answer: 'address not allowed' };
    const body = JSON.stringify(await payloadFor(store.db, webhook, full));
    const timestamp = Math.floor(clock() / 1000);
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetch(webhook.url, {
        method: 'POST',
        // A redirect that is followed would lead around the address rules.
        redirect: 'manual',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Nod',
          // The same at each try, so that the receiver can tell a repetition.
          'webhook-id': row.id,
          'webhook-timestamp': String(timestamp),
          'webhook-signature': signWebhook(webhookKey(keys, webhook), row.id, timestamp, body),
        },
        body,
        signal: AbortSignal.any([signal, timeout]),
      });
      // Of the answer only the status counts: nothing of it is read, however long it is.
      await response.body?.cancel();
      return attemptOf(response.status);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (error.cause instanceof AddressRefusedError) return { state: 'retry', answer: 'address not allowed' };
      return { state: 'retry', answer: timeout.aborted ? 'no answer in time' : 'unreachable' };
    }
  };
}

/** 410: the receiver wants no more of it (Standard Webhooks). */
function attemptOf(status: number): Attempt {
  if (status >= 200 && status < 300) return { state: 'sent' };
  return { state: status === 410 ? 'failed' : 'retry', answer: `status ${status}` };
}

/**
 * What is sent. The operator's webhook gets what the log knows; an application's no address, no name of a device that wasn't
 * paired through it, and none of the details, which may name others.
 */
async function payloadFor(db: Db, webhook: WebhookRow, full: FullAnnouncement) {
  const { row, device, by, application, detail } = full;
  const user = await db
    .selectFrom('users as u')
    .innerJoin('realms as r', 'r.id', 'u.realm_id')
    .select(['u.id', 'u.username', 'r.name as realm'])
    .where('u.id', '=', row.user_id)
    .executeTakeFirst();
  const deviceView = (one: typeof device) =>
    one === undefined ? null : { id: one.id, name: one.name, kind: one.kind, platform: one.platform };
  const all = {
    type: row.what,
    timestamp: new Date(row.last_at_ms ?? row.at_ms).toISOString(),
    data: { id: row.id, user: user ?? null, count: row.count, firstAt: new Date(row.at_ms).toISOString() },
  };
  const owner = webhook.application_id;
  if (owner === null) {
    const more = {
      device: deviceView(device),
      by: { whom: row.by_whom, device: deviceView(by) },
      application: application === undefined ? null : { id: application.id, name: application.name },
      ip: row.ip,
      detail,
    };
    return { ...all, data: { ...all.data, ...more } };
  }
  const isOwn = device !== undefined && (await wasPairedThrough(db, device.id, owner));
  const isAbout = row.application_id === owner;
  return {
    ...all,
    data: {
      ...all.data,
      device: isOwn ? deviceView(device) : null,
      by: { whom: row.by_whom },
      application: isAbout && application ? { id: application.id, name: application.name } : null,
      // Without it nobody could tell which login wasn't the user's.
      ...(isAbout && row.what === 'approval.disowned' ? { challengeId: detail.challengeId } : {}),
    },
  };
}

async function wasPairedThrough(db: Db, deviceId: string, applicationId: string): Promise<boolean> {
  const row = await db
    .selectFrom('devices')
    .innerJoin('enrollments', 'enrollments.id', 'devices.enrollment_id')
    .select('devices.id')
    .where('devices.id', '=', deviceId)
    .where('enrollments.application_id', '=', applicationId)
    .executeTakeFirst();
  return row !== undefined;
}
