import type { Core } from '../core/core.ts';
import { newId } from '../crypto/ids.ts';
import { open, seal } from '../crypto/seal.ts';
import type { AnnouncementRow, Db, WebhookRow } from '../store/schema.ts';

/**
 * Webhooks: addresses that are told of announcements over HTTP. The operator's is told of everything; an application's of its
 * own requests and of the devices that were paired through it.
 */
type Told = Pick<AnnouncementRow, 'what' | 'device_id' | 'application_id'>;

/** Ids of the webhooks that are told of it. */
export async function webhooksFor(db: Db, told: Told): Promise<string[]> {
  const all = await db.selectFrom('webhooks').select(['id', 'application_id']).execute();
  if (all.every((webhook) => webhook.application_id === null)) return all.map(({ id }) => id);
  const concerned = await concernedApplications(db, told);
  return all.filter(({ application_id: id }) => id === null || concerned.has(id)).map(({ id }) => id);
}

/**
 * The applications whose own matter it is. One that may not learn of denials isn't told of what follows from one: a quarantine,
 * and a new device that was turned away. Nobody's application is told where a person reads mail.
 */
async function concernedApplications(db: Db, told: Told): Promise<Set<string>> {
  const { what, device_id: deviceId, application_id: applicationId } = told;
  if (what === 'email.changed') return new Set();
  if (what === 'application.quarantined') return mayLearnOfDenials(db, [applicationId]);
  const pairedBy =
    deviceId === null
      ? undefined
      : await db
          .selectFrom('devices')
          .innerJoin('enrollments', 'enrollments.id', 'devices.enrollment_id')
          .select('enrollments.application_id')
          .where('devices.id', '=', deviceId)
          .executeTakeFirst();
  const concerned = [applicationId, pairedBy?.application_id ?? null];
  return what === 'device.refused' ? mayLearnOfDenials(db, concerned) : new Set(concerned.filter((id) => id !== null));
}

async function mayLearnOfDenials(db: Db, applicationIds: readonly (string | null)[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('applications')
    .select('id')
    .where(
      'id',
      'in',
      applicationIds.map((id) => id ?? ''),
    )
    .where('reveal_denial', '=', 1)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

const LABEL = 'webhook secret';
const SECRET_BYTES = 24;
const PREFIX = 'whsec_';

/**
 * Adds one. @param url checked by the caller (net/guarded-fetch.ts, isAllowedWebhookUrl)
 * @returns the secret (Standard Webhooks: `whsec_` and base64), which is never shown again
 */
export async function addWebhook(
  { store, keys, clock, randomBytes }: Pick<Core, 'store' | 'keys' | 'clock' | 'randomBytes'>,
  { url, applicationId }: { url: string; applicationId: string | null },
): Promise<{ id: string; secret: string }> {
  const id = newId('whk_', randomBytes);
  const secret = PREFIX + Buffer.from(randomBytes(SECRET_BYTES)).toString('base64');
  await store.db
    .insertInto('webhooks')
    .values({
      id,
      url,
      application_id: applicationId,
      secret_sealed: seal(keys.secret, LABEL, secret, randomBytes),
      created_at_ms: clock(),
    })
    .execute();
  return { id, secret };
}

/** The bytes that sign. @throws SealError under another secret file */
export function webhookKey(keys: Core['keys'], { secret_sealed: sealed }: Pick<WebhookRow, 'secret_sealed'>): Buffer {
  return Buffer.from(open(keys.secret, LABEL, sealed).slice(PREFIX.length), 'base64');
}

/** What is due to it goes too. @returns false where there is none */
export async function removeWebhook({ store }: Pick<Core, 'store'>, id: string): Promise<boolean> {
  return store.transaction(async (trx) => {
    const { numDeletedRows } = await trx.deleteFrom('webhooks').where('id', '=', id).executeTakeFirst();
    if (numDeletedRows !== 1n) return false;
    await trx.deleteFrom('outbox').where('channel', '=', 'webhook').where('target', '=', id).execute();
    return true;
  });
}

/** A webhook with what became of the last thirty days' announcements. */
export interface WebhookSummary {
  readonly id: string;
  readonly url: string;
  readonly application: { readonly id: string; readonly name: string } | null;
  readonly createdAtMs: number;
  readonly waiting: number;
  readonly failed: number;
}

/** All of them, oldest first. */
export async function listWebhooks(db: Db): Promise<WebhookSummary[]> {
  const rows = await db
    .selectFrom('webhooks as w')
    .leftJoin('applications as a', 'a.id', 'w.application_id')
    .select(['w.id', 'w.url', 'w.created_at_ms', 'a.id as application_id', 'a.name as application_name'])
    .orderBy('w.created_at_ms')
    .orderBy('w.id')
    .execute();
  const counts = await db
    .selectFrom('outbox')
    .select((one) => ['target', 'state', one.fn.countAll().as('many')])
    .where('channel', '=', 'webhook')
    .where('state', 'in', ['queued', 'failed'])
    .groupBy(['target', 'state'])
    .execute();
  const countOf = (id: string, state: string) =>
    Number(counts.find((row) => row.target === id && row.state === state)?.many ?? 0);
  return rows.map((row) => ({
    id: row.id,
    url: row.url,
    application:
      row.application_id === null ? null : { id: row.application_id, name: row.application_name ?? row.application_id },
    createdAtMs: row.created_at_ms,
    waiting: countOf(row.id, 'queued'),
    failed: countOf(row.id, 'failed'),
  }));
}

/** What was given up, or failed at its last try and is tried again; newest first. */
export interface FailedCall {
  readonly webhookId: string;
  readonly what: string;
  readonly atMs: number;
  readonly attempts: number;
  readonly answer: string;
  /** Null: given up. */
  readonly nextAttemptMs: number | null;
}

export async function listFailedCalls(db: Db, limit = 100): Promise<FailedCall[]> {
  const rows = await db
    .selectFrom('outbox as o')
    .innerJoin('announcements as n', 'n.id', 'o.announcement_id')
    .select(['o.target', 'o.attempts', 'o.answer', 'o.next_attempt_ms', 'n.what', 'n.at_ms'])
    .where('o.channel', '=', 'webhook')
    .where((is) =>
      is.or([is('o.state', '=', 'failed'), is.and([is('o.state', '=', 'queued'), is('o.answer', '!=', '')])]),
    )
    .orderBy('o.updated_at_ms', 'desc')
    .orderBy('o.id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    webhookId: row.target,
    what: row.what,
    atMs: row.at_ms,
    attempts: row.attempts,
    answer: row.answer,
    nextAttemptMs: row.next_attempt_ms,
  }));
}
