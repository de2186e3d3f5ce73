import * as v from 'valibot';
import type { Db } from '../store/schema.ts';
import type { EventType } from './record.ts';

/** An entry of the audit log as readers get it: `detail` parsed, `atMs` in milliseconds since the epoch. */
export interface EventView {
  id: number;
  atMs: number;
  type: string;
  userId: string | null;
  applicationId: string | null;
  challengeId: string | null;
  deviceId: string | null;
  sourceIp: string | null;
  deviceIp: string | null;
  detail: Record<string, unknown>;
  /** How often it happened between `atMs` and `lastAtMs`; 1 and null where it happened once. */
  count: number;
  lastAtMs: number | null;
}

export interface EventFilter {
  userId?: string | undefined;
  applicationId?: string | undefined;
  types?: readonly EventType[] | undefined;
  /** Only what happened, or happened again, at this time (ms) or later. */
  sinceMs?: number | undefined;
  /** Only entries older than this id: `nextBeforeId` of the page before. */
  beforeId?: number | undefined;
  /** Page size; at most 200. */
  limit: number;
}

const MAX_EVENTS_PAGE = 200;

const detailSchema = v.record(v.string(), v.unknown());

/** One page of the audit log, newest first. Pages are bounded by id, so that new entries don't shift them. */
export async function listEvents(
  db: Db,
  filter: EventFilter,
): Promise<{ items: EventView[]; nextBeforeId: number | null }> {
  const limit = Math.max(1, Math.min(filter.limit, MAX_EVENTS_PAGE));
  if (filter.types?.length === 0) return { items: [], nextBeforeId: null };
  let query = db
    .selectFrom('events')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (filter.userId !== undefined) query = query.where('user_id', '=', filter.userId);
  if (filter.applicationId !== undefined) query = query.where('application_id', '=', filter.applicationId);
  if (filter.types !== undefined) query = query.where('type', 'in', filter.types);
  const { sinceMs } = filter;
  if (sinceMs !== undefined) {
    query = query
      .where('id', '>=', await firstIdSince(db, sinceMs - OLDEST_OF_A_COUNT_MS))
      .where(({ fn }) => fn.coalesce('last_at_ms', 'at_ms'), '>=', sinceMs);
  }
  if (filter.beforeId !== undefined) query = query.where('id', '<', filter.beforeId);
  const rows = await query.execute();
  const items = rows.slice(0, limit).map((row) => ({
    id: row.id,
    atMs: row.at_ms,
    type: row.type,
    userId: row.user_id,
    applicationId: row.application_id,
    challengeId: row.challenge_id,
    deviceId: row.device_id,
    sourceIp: row.source_ip,
    deviceIp: row.device_ip,
    detail: v.parse(detailSchema, JSON.parse(row.detail)),
    count: row.count,
    lastAtMs: row.last_at_ms,
  }));
  return { items, nextBeforeId: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** A counted event lasts an hour of the clock; ids follow the time but for a moment. */
const OLDEST_OF_A_COUNT_MS = 3_600_000 + 60_000;

/**
 * Where in the log a time begins. The log has no index by time, which each login would have to write; its ids are in the order
 * of time, so some twenty looks by id find the place.
 */
async function firstIdSince(db: Db, atMs: number): Promise<number> {
  const last = await db.selectFrom('events').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst();
  let [low, high] = [0, (last?.id ?? 0) + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const next = await db
      .selectFrom('events')
      .select(['id', 'at_ms'])
      .where('id', '>=', middle)
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    if (next !== undefined && next.at_ms < atMs) low = next.id + 1;
    else high = middle;
  }
  return low;
}
