import { expect } from 'vitest';
import { isTooYoung, type Model } from './testing-trust-model.ts';
import type { TrustWorld } from './testing-trust-world.ts';

/** The event of each change that the user is told of; of what changes nothing there is none. */
const EVENT_OF: Readonly<Record<string, string | string[] | null>> = {
  'device.added': 'device.activated',
  'device.moved': 'device.activated',
  'device.refused': 'device.vouching_refused',
  'device.suspended': 'device.suspended',
  'device.resumed': 'device.resumed',
  'device.removed': 'device.revoked',
  'device.objected': 'device.objected',
  'verifier.added': ['device.verifier_added', 'device.verifier_approved'],
  'device.idle': null,
};
/** A limit may merge these, and the model leaves them out. */
/** Of what there is beside devices the model keeps the names alone. */
const OF_WAYS = [
  'fallback.used',
  'fallback.closed',
  'bypass.made',
  'recovery.codes_made',
  'user.locked',
  'user.unlocked',
];
const MERGED = ['device.renamed', 'login.failed', 'application.quarantined', 'report.taken_back', 'enrollment.refused'];

/** What has to hold after each step, whatever it was. @param what names it, for a failure */
export async function compare(before: Model, now: Model, real: TrustWorld, what: string): Promise<void> {
  for (const [index, device] of now.devices.entries()) device.id ||= real.devices[index]?.id ?? '';
  // At once: on PostgreSQL it is the way there and back that takes time.
  const [devices, told, events, challenges, ways] = await Promise.all([
    storedDevices(real),
    newAnnouncements(real),
    newEvents(now, real),
    storedChallenges(real),
    storedWays(real),
  ]);
  expect(devices, what).toEqual(
    now.devices.map(({ state, name, activeSinceMs, lastSeenMs, letIn, removalAtMs, suspended, verifier }) => ({
      ...{ state, name, activeSinceMs, lastSeenMs, letIn, removalAtMs },
      countsFromMs: verifier?.countsFromMs ?? null,
      suspended: state === 'suspended' ? suspended : null,
    })),
  );
  expectTrust(before, now, what);
  expectTold(now, real, { told, events }, what);
  expectFinal(before, now, real, challenges, what);
  const { counters, isLocked, told: toldOfWays } = now.ways;
  const { failures, blockedUntilMs } = now;
  expect(ways.kept, what).toEqual({ counters, isLocked, failures, blockedUntilMs, told: [...toldOfWays].sort() });
  now.ways.saidNo = ways.saidNo;
}

async function storedWays({ rooms, user, application }: TrustWorld) {
  const { db } = rooms.store;
  const [row, rows, announced, saidNo] = await Promise.all([
    db.selectFrom('users').selectAll().where('id', '=', user.id).executeTakeFirstOrThrow(),
    db.selectFrom('fallback_counters').selectAll().where('user_id', '=', user.id).execute(),
    db.selectFrom('announcements').select('what').where('user_id', '=', user.id).where('what', 'in', OF_WAYS).execute(),
    db
      .selectFrom('quarantines')
      .select(['strikes', 'until_ms'])
      .where('user_id', '=', user.id)
      .where('application_id', '=', application.id)
      .executeTakeFirst(),
  ]);
  const counterOf = (way: string) => {
    const {
      failures = 0,
      blocked_until_ms: blockedUntilMs = 0,
      closed_at_ms: closedAtMs = null,
    } = {
      ...rows.find((one) => one.way === way),
    };
    return { failures, blockedUntilMs, isClosed: closedAtMs !== null };
  };
  return {
    saidNo: saidNo ?? { strikes: 0, until_ms: 0 },
    kept: {
      counters: { offline: counterOf('offline'), bypass: counterOf('bypass') },
      isLocked: row.locked_at_ms !== null,
      failures: row.consecutive_failures,
      blockedUntilMs: row.blocked_until_ms,
      told: announced.map(({ what }) => what).sort(),
    },
  };
}

const indexIn = (real: TrustWorld) => (deviceId: string | null) =>
  deviceId === null ? null : real.devices.findIndex(({ id }) => id === deviceId);

async function storedDevices(real: TrustWorld) {
  const index = indexIn(real);
  const rows = await real.rooms.store.db
    .selectFrom('devices')
    .leftJoin('vouches', 'vouches.device_id', 'devices.id')
    .leftJoin('verifiers', 'verifiers.device_id', 'devices.id')
    .selectAll('devices')
    .select(['vouches.how', 'vouches.by_device_id', 'verifiers.counts_from_ms'])
    .where('user_id', '=', real.user.id)
    .execute();
  return rows
    .sort((one, other) => Number(index(one.id)) - Number(index(other.id)))
    .map((row) => ({
      state: row.state,
      name: row.name,
      activeSinceMs: row.activated_at_ms,
      lastSeenMs: row.last_seen_ms,
      countsFromMs: row.counts_from_ms,
      letIn: row.how === null ? null : { how: row.how, by: index(row.by_device_id) },
      removalAtMs: row.removal_at_ms,
      suspended:
        row.state === 'suspended'
          ? {
              why: row.suspension,
              by: index(row.suspended_by),
              atMs: row.suspended_at_ms,
              confirmed: row.suspension_confirmed === 1,
            }
          : null,
    }));
}

/** Promises that are no part of the model's steps, but follow from them. */
function expectTrust(before: Model, now: Model, what: string): void {
  const everActive = before.devices.some(({ activeSinceMs }) => activeSinceMs !== null);
  for (const [at, device] of now.devices.entries()) {
    const was = before.devices[at];
    if (device.state === 'active' && was?.state !== 'active') {
      // Nobody becomes active beside others without somebody's word.
      expect(device.letIn, what).not.toBeNull();
      if (was?.activeSinceMs == null) expect(before.ways.isLocked, what).toBe(false);
      if (everActive && was?.activeSinceMs == null) expect(device.letIn?.how, what).not.toBe('first');
    }
    // Whoever has only the application's key gets nowhere.
    if (device.owner === 'thief' && !now.isCompromised) expect(device.state, what).not.toBe('active');
    // A young device acts on no older one, but for a move and a cleared storage; an objection answers what that one did.
    const { by = null, why = '' } = device.suspended ?? {};
    const isNew = device.state === 'suspended' && was?.state === 'active' && by !== null && by !== at;
    if (!isNew || ['moved', 'replaced', 'objection'].includes(why)) continue;
    const actor = now.devices[by];
    expect(actor !== undefined && isTooYoung(actor, device, now.nowMs), what).toBe(false);
  }
}

function newAnnouncements(real: TrustWorld) {
  return real.rooms.store.db
    .selectFrom('announcements')
    .select(['id', 'what', 'device_id', 'by_device_id'])
    .where('user_id', '=', real.user.id)
    .where('what', 'not in', [...MERGED, ...OF_WAYS])
    .where('id', 'not in', ['', ...real.noticeIds])
    .execute();
}

function newEvents(now: Model, real: TrustWorld) {
  return real.rooms.store.db
    .selectFrom('events')
    .select(['type', 'device_id'])
    .where('user_id', '=', real.user.id)
    .where('at_ms', '=', now.nowMs)
    .execute();
}

interface News {
  readonly told: Awaited<ReturnType<typeof newAnnouncements>>;
  readonly events: Awaited<ReturnType<typeof newEvents>>;
}

/** Each change of trust has its announcement and its event, and there is no other announcement. */
function expectTold(now: Model, real: TrustWorld, { told, events }: News, what: string): void {
  const index = indexIn(real);
  const left = told.map((row) => ({ ...row, device: index(row.device_id), by: index(row.by_device_id) }));
  for (const notice of now.notices.slice(real.noticeIds.length)) {
    const at = left.findIndex(
      (row) => row.what === notice.what && row.device === notice.device && row.by === notice.by,
    );
    expect(at, `${what}: not told ${JSON.stringify(notice)}`).not.toBe(-1);
    real.noticeIds.push(...left.splice(at, 1).map(({ id }) => id));
    const types = EVENT_OF[notice.what];
    if (types === null) continue;
    const isLogged = events.some(
      (event) => [types ?? []].flat().includes(event.type) && index(event.device_id) === notice.device,
    );
    expect(isLogged, `${what}: not logged ${JSON.stringify(notice)}`).toBe(true);
  }
  expect(left, `${what}: told without a reason`).toEqual([]);
}

function storedChallenges(real: TrustWorld) {
  return real.rooms.store.db
    .selectFrom('challenges')
    .select(['id', 'state', 'decided_by', 'fallback', 'quiet'])
    .where('user_id', '=', real.user.id)
    .execute();
}

/** A login that has ended stays so, and only an active device's answer approves. */
function expectFinal(
  before: Model,
  now: Model,
  real: TrustWorld,
  challenges: Awaited<ReturnType<typeof storedChallenges>>,
  what: string,
): void {
  const index = indexIn(real);
  for (const [at, login] of now.logins.entries()) {
    const stored = challenges.find(({ id }) => id === real.logins[at]?.id);
    const isPending = stored?.state === 'pending';
    login.isQuiet = stored?.quiet !== 0;
    if (isPending) expect(login.isOpen && (before.logins[at]?.isOpen ?? true), what).toBe(true);
    // A newer one took its place, or another was reported.
    login.isOpen = isPending;
  }
  const approved = challenges.filter(({ id, state }) => state === 'approved' && !real.approved.has(id));
  for (const { id, decided_by: decidedBy, fallback } of approved) {
    real.approved.add(id);
    // A locked user gets nothing, and without a device only what the model has seen typed counts.
    expect(before.ways.isLocked && now.ways.isLocked, what).toBe(false);
    expect(fallback, what).toBe(now.logins[real.logins.findIndex((login) => login.id === id)]?.fallback ?? null);
    if (fallback !== null) {
      expect(decidedBy, what).toBeNull();
      continue;
    }
    const by = index(decidedBy) ?? -1;
    expect([before.devices[by]?.state, now.devices[by]?.state], what).toContain('active');
  }
}
