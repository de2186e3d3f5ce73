import { announce } from '../announcements/announce.ts';
import type { Proof } from '../devices/authenticate-proof.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { DeviceRow } from '../store/schema.ts';
import type { Engine } from './challenges.ts';
import { challengeById, isActive } from './rows.ts';

const WITHIN_MS = 60_000;

/**
 * Takes an accidental "This wasn't me" back: by the device that said it, within a minute, once. The application's quarantine is as
 * it was before; the request has ended all the same, with its receipt and its event, and the others that ended with it. All that
 * were told of the quarantine are told of its end (A6.3.5).
 * @throws NodError challenge_unknown, report_final
 */
export async function takeReportBack(
  engine: Engine,
  device: DeviceRow,
  { challengeId, deviceIp, proof }: { challengeId: string; deviceIp: string; proof: Proof },
): Promise<void> {
  const { store, clock } = engine;
  const challenge = await challengeById(store.db, challengeId);
  if (challenge?.user_id !== device.user_id) throw new NodError('challenge_unknown', 'No such request.');
  const { state, decided_by: decidedBy, final_at_ms: finalAtMs } = challenge;
  await store.transaction(async (trx) => {
    await store.takeTurn(trx, device.user_id);
    const atMs = clock();
    const isOwn = state === 'reported' && decidedBy === device.id;
    if (!isOwn || finalAtMs === null || atMs > finalAtMs + WITHIN_MS) throw tooLate();
    // Not after a second report of the same application, which stands.
    const lifted = await trx
      .updateTable('quarantines')
      .set((row) => ({
        strikes: row('strikes', '-', 1),
        until_ms: row.ref('until_before_ms'),
        reported_by: null,
      }))
      .where('user_id', '=', device.user_id)
      .where('reported_by', '=', challenge.id)
      .where('strikes', '>', 0)
      .where(isActive(device.id))
      .returning('application_id')
      .executeTakeFirst();
    if (!lifted) throw tooLate();
    await recordEvent(trx, {
      type: 'report.taken_back',
      atMs,
      userId: device.user_id,
      applicationId: lifted.application_id,
      challengeId,
      deviceId: device.id,
      sourceIp: challenge.source_ip,
      deviceIp,
    });
    await announce(engine, trx, {
      userId: device.user_id,
      what: 'report.taken_back',
      by: 'device',
      byDeviceId: device.id,
      applicationId: lifted.application_id,
      ip: deviceIp,
    });
    await proof.spend(trx);
  });
}

function tooLate(): NodError {
  return new NodError(
    'report_final',
    'This report stands: it can be taken back once, within a minute, where it was made.',
  );
}
