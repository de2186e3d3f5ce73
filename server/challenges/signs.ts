import { sql } from 'kysely';
import { ownChallenge } from '../crypto/es256.ts';
import { countEvent, type NewEvent, recordEvent } from '../events/record.ts';
import { addressBlock, networkOf } from '../net/client-address.ts';
import type { ChallengeRow, Db } from '../store/schema.ts';
import type { Engine } from './challenges.ts';

/**
 * M2: what an attack looks like, as events with a name and a count in the metrics. Logins pay nothing for it: many users are
 * looked for once a minute, in requests that have ended without an approval; a place is compared after the answer has gone out.
 */
export const SIGNS = ['application.burst', 'application.refused_by_many', 'challenge.mismatch'] as const;
export type Sign = (typeof SIGNS)[number];

type Watcher = Pick<Engine, 'store' | 'clock' | 'onSign'>;

const MINUTE_MS = 60_000;
export const LOOK_EVERY_MS = MINUTE_MS;

/** So many users of one application, asked from one address without one success: a list of passwords is being tried. */
export const BURST = { users: 10, windowMs: 10 * MINUTE_MS } as const;
/** So many users who have denied or reported requests of one application. */
export const REFUSED = { users: 5, windowMs: 60 * MINUTE_MS } as const;

/** More rows than this needn't be read to know that there is a burst. */
const MOST_ROWS = 10_000;

/** Looks for both. Each is one event per hour, counted for each look that finds it; each process looks by itself. */
export async function lookForSigns(watcher: Watcher): Promise<void> {
  const nowMs = watcher.clock();
  const found = [...(await bursts(watcher.store.db, nowMs)), ...(await refusedByMany(watcher.store.db, nowMs))];
  for (const { same, ...event } of found) {
    await countEvent(watcher.store.db, event, same);
    watcher.onSign?.(event.type);
  }
}

type Found = NewEvent & { type: Sign; same: string };

/** The condition of the index `challenges_unapproved`, word for word. */
const unapproved = sql<boolean>`final_at_ms is not null and state <> 'approved'`;

/** One address is an IPv4 address, or the site (/48) of an IPv6 one. Where an application doesn't say it, nothing is seen. */
async function bursts(db: Db, nowMs: number): Promise<Found[]> {
  const rows = await db
    .selectFrom('challenges')
    .select(['application_id', 'source_ip', 'user_id'])
    .distinct()
    .where(unapproved)
    .where('final_at_ms', '>', nowMs - BURST.windowMs)
    .where('source_ip', '!=', '')
    .limit(MOST_ROWS)
    .execute();
  const groups = new Map<string, { applicationId: string; block: string; users: Set<string> }>();
  for (const { application_id: applicationId, source_ip: ip, user_id: userId } of rows) {
    const block = addressBlock(ip, 48);
    const key = `${applicationId} ${block}`;
    const group = groups.get(key) ?? { applicationId, block, users: new Set() };
    groups.set(key, { ...group, users: group.users.add(userId) });
  }
  const found: Found[] = [];
  for (const { applicationId, block, users } of groups.values()) {
    if (users.size < BURST.users) continue;
    // Behind an office's one address many let a request run out, and get in with the next.
    for (const userId of await gotIn(db, { applicationId, block, users, nowMs })) users.delete(userId);
    if (users.size < BURST.users) continue;
    found.push({
      type: 'application.burst',
      atMs: nowMs,
      applicationId,
      sourceIp: block,
      detail: { users: users.size, minutes: BURST.windowMs / MINUTE_MS },
      same: block,
    });
  }
  return found;
}

/** Those of the users whom the application has let in from there lately. */
async function gotIn(
  db: Db,
  of: { applicationId: string; block: string; users: ReadonlySet<string>; nowMs: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('challenges')
    .select(['user_id', 'source_ip'])
    .where('user_id', 'in', [...of.users])
    .where('kept', '=', sql.lit(1))
    // It may have been asked before the one that came to nothing.
    .where('created_at_ms', '>', of.nowMs - 2 * BURST.windowMs)
    .where('application_id', '=', of.applicationId)
    .where('state', '=', sql.lit('approved'))
    .execute();
  return rows.filter(({ source_ip: ip }) => addressBlock(ip, 48) === of.block).map((row) => row.user_id);
}

async function refusedByMany(db: Db, nowMs: number): Promise<Found[]> {
  const rows = await db
    .selectFrom('challenges')
    .select(['application_id', sql<number>`count(distinct user_id)`.as('users')])
    .where(unapproved)
    .where('final_at_ms', '>', nowMs - REFUSED.windowMs)
    .where('state', 'in', ['denied', 'reported'])
    .groupBy('application_id')
    .having(sql<boolean>`count(distinct user_id) >= ${REFUSED.users}`)
    .execute();
  return rows.map(({ application_id: applicationId, users }) => ({
    type: 'application.refused_by_many',
    atMs: nowMs,
    applicationId,
    detail: { users: Number(users), minutes: REFUSED.windowMs / MINUTE_MS },
    same: '',
  }));
}

/** So many approvals are looked at; with fewer than the least, nothing is usual yet. */
const EARLIER = { most: 20, least: 3 } as const;

/**
 * After an approval: whether its login came from a place that fits neither the answer nor the past. It does where all of this
 * holds: the device answered from another network than the login's (IPv4 /16, IPv6 /32), and of the user's last 20 approvals, of
 * which there are three at least, none was of a login from that network or of the same `location`. A phone on mobile data
 * beside a known computer is therefore nothing strange, and neither is a journey on which both are in one network. A place that
 * is a country and no more makes nothing usual: too many live there.
 *
 * It can't know that a person has moved, or that an attacker is next door; addresses are the application's word, and places
 * that or a guess by address.
 */
export async function noticeMismatch(
  { store, onSign, clock, places }: Watcher & Pick<Engine, 'places'>,
  challenge: ChallengeRow,
  answer: { deviceId: string; deviceIp: string },
): Promise<void> {
  const { ip, location } = ownChallenge(challenge.jws).context;
  if (ip === undefined || networkOf(ip) === networkOf(answer.deviceIp)) return;
  const isTown = location !== undefined && location !== places.countryOf(ip);
  const earlier = await store.db
    .selectFrom('challenges')
    .select(['source_ip', 'jws'])
    .where('user_id', '=', challenge.user_id)
    .where('kept', '=', sql.lit(1))
    .where('state', '=', sql.lit('approved'))
    .where('id', '!=', challenge.id)
    .orderBy('created_at_ms', 'desc')
    .limit(EARLIER.most)
    .execute();
  const isUsual = earlier.some(
    (one) =>
      (one.source_ip !== '' && networkOf(one.source_ip) === networkOf(ip)) ||
      (isTown && ownChallenge(one.jws).context.location === location),
  );
  if (isUsual || earlier.length < EARLIER.least) return;
  await recordEvent(store.db, {
    type: 'challenge.mismatch',
    atMs: clock(),
    userId: challenge.user_id,
    applicationId: challenge.application_id,
    challengeId: challenge.id,
    deviceId: answer.deviceId,
    sourceIp: ip,
    deviceIp: answer.deviceIp,
    detail: { location, comparedWith: earlier.length },
  });
  onSign?.('challenge.mismatch');
}
