import { admitVouched } from '../devices/admit.ts';
import { endUnvouched, turnAway as turnAwayDevice } from '../devices/turn-away.ts';
import { countsFor, verifierOf } from '../devices/verifier.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { ChallengeRow, Trx } from '../store/schema.ts';
import type { Engine } from './challenges.ts';
import type { SignedEnding } from './ending.ts';
import type { AnsweringDevice } from './rows.ts';
import type { VerifiedAnswer } from './verify-answer.ts';

// What the end of a request to let a device in means for that device, in the transaction that ends the request.

/** How often a device asks: once, and three times again. */
export const ASKS = 4;

/** The requests of a device, pending and ended ones. */
export function asksOf(trx: Trx, deviceId: string): Promise<ChallengeRow[]> {
  return trx.selectFrom('challenges').selectAll().where('vouches_for', '=', deviceId).execute();
}

/** Thrown where the device was removed, or let in, while the answer was under way. It undoes the transaction. */
export class NotWaiting extends Error {}

/**
 * Whoever lets a further device in hands over the account: a device with a verifier that counts does so only with it,
 * whatever the application's policy is elsewhere (N10).
 * @throws NodError decision_invalid, which costs no try
 */
export async function requireConfirmed(engine: Engine, { challenge, device, decision }: VerifiedAnswer): Promise<void> {
  if (challenge.vouches_for === null || decision.decision !== 'approve' || decision.uv) return;
  const verifier = await verifierOf(engine.store.db, device.id);
  if (!verifier || !countsFor(verifier, challenge)) return;
  throw new NodError('decision_invalid', 'Letting a device in asks you to confirm that it is you. Approve it again.', {
    logDetail: 'user verification: no assertion',
  });
}

interface Answered {
  readonly challenge: ChallengeRow;
  readonly ending: SignedEnding;
  readonly device: AnsweringDevice;
  /** Whether the answering device's verifier has confirmed the person. */
  readonly confirmed: boolean;
}

/** A request that was approved: the new device is active from now on. @throws NotWaiting */
export async function letIn(engine: Engine, trx: Trx, answered: Answered): Promise<void> {
  const { challenge, ending, device, confirmed } = answered;
  const { newDevice, ticket } = await aboutNew(trx, challenge);
  if (!newDevice || !ticket) throw new NotWaiting();
  const admitted = await admitVouched(engine, trx, {
    device: newDevice,
    ticket,
    atMs: ending.atMs,
    // Where the new device is, not where the answer came from.
    deviceIp: challenge.source_ip,
    voucher: { deviceId: device.id, challengeId: challenge.id, receiptJws: ending.receipt },
    old: ticket.moves_device_id === device.id ? { id: device.id, confirmed } : undefined,
  });
  if (!admitted) throw new NotWaiting();
}

/**
 * A request that was denied or reported: the new device and its key are at their end, and so is any other ticket of the
 * application that brought it, but for one of the operator's.
 * @returns the application that a report puts into quarantine: the one that made the ticket; null where a device or the
 *   operator did
 */
export async function turnAway(engine: Engine, trx: Trx, answered: Answered): Promise<string | null> {
  const { challenge, ending, device } = answered;
  const { newDevice, ticket } = await aboutNew(trx, challenge);
  const applicationId = ticket?.application_id ?? null;
  if (!newDevice) return applicationId;
  await turnAwayDevice(engine, trx, {
    device: newDevice,
    applicationId,
    by: { whom: 'device', id: device.id },
    atMs: ending.atMs,
    event: 'device.vouching_refused',
    challengeId: challenge.id,
    sourceIp: challenge.source_ip,
    deviceIp: ending.deviceIp,
    detail: { reported: ending.state === 'reported' },
  });
  return applicationId;
}

/** A request that nobody answered: with its last one a device lapses, unless it waits (devices/recovery-delay.ts). */
export async function lapse(trx: Trx, challenge: ChallengeRow, atMs: number): Promise<void> {
  if (challenge.vouches_for === null) return;
  const asks = await asksOf(trx, challenge.vouches_for);
  if (asks.length < ASKS || asks.some(({ state }) => state === 'pending')) return;
  const { newDevice } = await aboutNew(trx, challenge);
  if (!newDevice || newDevice.wait_asked_at_ms !== null) return;
  if (!(await endUnvouched(trx, newDevice.id, atMs))) return;
  await recordEvent(trx, {
    type: 'device.revoked',
    atMs,
    userId: challenge.user_id,
    challengeId: challenge.id,
    deviceId: newDevice.id,
    detail: { by: 'lapsed', name: newDevice.name },
  });
}

async function aboutNew(trx: Trx, { vouches_for: deviceId }: ChallengeRow) {
  const newDevice = await trx.selectFrom('devices').selectAll().where('id', '=', deviceId).executeTakeFirst();
  const ticket =
    newDevice &&
    (await trx
      .selectFrom('enrollments')
      .select(['application_id', 'lets_in', 'moves_device_id', 'reason', 'made_by'])
      .where('id', '=', newDevice.enrollment_id)
      .executeTakeFirst());
  return { newDevice, ticket };
}
