import { announce } from '../announcements/announce.ts';
import { undoTargets } from '../announcements/undo-rule.ts';
import type { Proof } from '../devices/authenticate-proof.ts';
import { requireActive } from '../devices/device-life.ts';
import { type Suspended, suspendUndone } from '../devices/suspend-undone.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { ChallengeState, DeviceRow } from '../store/schema.ts';
import type { Engine } from './challenges.ts';
import { challengeById } from './rows.ts';

const WITHIN_MS = 24 * 3_600_000;

/**
 * "This wasn't me" of an approval, by any active device of the user's, for a day. The application is told, and the device that
 * answered is suspended unless it is the one that presses or was active before it: of the two the older one is likelier the
 * owner's. The receipt stays: it proves what was signed. Pressed again it changes nothing.
 * @returns what was suspended. @throws NodError challenge_unknown, disowning_refused, and those of requireActive
 */
export async function disownApproval(
  engine: Engine,
  device: Pick<DeviceRow, 'id' | 'user_id'>,
  { challengeId, deviceIp: ip, proof }: { challengeId: string; deviceIp: string; proof: Proof },
): Promise<Suspended[]> {
  const { store, clock } = engine;
  const userId = device.user_id;
  const suspended = await store.transaction(async (trx) => {
    await store.takeTurn(trx, userId);
    const atMs = clock();
    const devices = await trx.selectFrom('devices').selectAll().where('user_id', '=', userId).execute();
    const presser = devices.find(({ id }) => id === device.id);
    if (presser === undefined) throw new NodError('device_revoked', 'This device was removed. Pair it again.');
    requireActive(presser);
    const challenge = await challengeById(trx, challengeId);
    if (challenge?.user_id !== userId) throw new NodError('challenge_unknown', 'No such request.');
    const { application_id: applicationId, decided_by: decidedBy, final_at_ms: finalAtMs } = challenge;
    // What let a device in is undone with that device (undo.ts).
    const { state, vouches_for: vouchesFor, disowned_at_ms: disownedAtMs } = challenge;
    if (disownedAtMs === null && !mayDisown({ state, vouchesFor, finalAtMs, disownedAtMs }, atMs)) {
      throw new NodError('disowning_refused', 'Only what was approved within a day can be disowned.');
    }
    const { numUpdatedRows } = await trx
      .updateTable('challenges')
      .set({ disowned_at_ms: atMs, disowned_by: presser.id })
      .where('id', '=', challengeId)
      .where('state', '=', 'approved')
      .where('disowned_at_ms', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) {
      await proof.spend(trx);
      return [];
    }
    const about = { userId, applicationId, challengeId, sourceIp: challenge.source_ip };
    const detail = { challengeId, ...(challenge.fallback === null ? {} : { way: challenge.fallback }) };
    await recordEvent(trx, { ...about, type: 'approval.disowned', atMs, deviceId: presser.id, deviceIp: ip, detail });
    await announce(engine, trx, {
      userId,
      what: 'approval.disowned',
      deviceId: decidedBy ?? undefined,
      by: 'device',
      byDeviceId: presser.id,
      applicationId,
      ip,
      detail,
    });
    const answered = { what: 'approval.disowned', device_id: null, by_device_id: decidedBy, at_ms: atMs };
    const answerers = devices.filter(({ id }) => id === decidedBy);
    const targets = undoTargets({ ...answered, undone_at_ms: null }, presser, answerers);
    const done = await suspendUndone(engine, trx, {
      userId,
      devices: devices.filter(({ id }) => targets.includes(id)),
      presser,
      atMs,
      ip,
      about: { challengeId },
    });
    await proof.spend(trx);
    return done;
  });
  await store.bus.publish(`user:${userId}`);
  return suspended;
}

interface Ended {
  readonly state: ChallengeState;
  readonly vouchesFor: string | null;
  readonly finalAtMs: number | null;
  readonly disownedAtMs: number | null;
}

/** What was approved within a day, and that nobody has disowned yet. */
export function mayDisown({ state, vouchesFor, finalAtMs, disownedAtMs }: Ended, nowMs: number): boolean {
  return state === 'approved' && vouchesFor === null && disownedAtMs === null && nowMs <= (finalAtMs ?? 0) + WITHIN_MS;
}
