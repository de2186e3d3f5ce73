import type { MoveResponse } from '../../shared/protocol/trust-api.ts';
import { newId } from '../crypto/ids.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { DeviceRow } from '../store/schema.ts';
import type { CallSource } from './authenticate-proof.ts';
import { requireActive } from './device-life.ts';
import type { DevicesCore } from './devices.ts';
import { createEnrollment } from './ticket.ts';

export type MoveTicket = MoveResponse;

/**
 * Makes the ticket by which a new phone takes this one's place: two minutes, one use. By itself it lets nobody in: the new
 * phone shows digits, which this one has to take (challenges/vouching.ts), so a photograph of the QR is worth nothing.
 * @param moveId of the first account, where several accounts of one phone move together: 128 random bits, which only that
 *   phone knows. It is taken for as long as a ticket of that move can still be used.
 * @throws NodError enrollment_expired for a move that is over; enrollment_refused; device_…
 */
export async function startMove(
  core: DevicesCore,
  device: DeviceRow,
  moveId: string | undefined,
  source: CallSource,
): Promise<MoveTicket> {
  requireActive(device);
  if (moveId !== undefined) await requireRunning(core, moveId);
  const user = await core.store.db
    .selectFrom('users')
    .selectAll()
    .where('id', '=', device.user_id)
    .executeTakeFirstOrThrow();
  const moves = { deviceId: device.id, moveId: moveId ?? newId('mov_', core.randomBytes) };
  const { token, expiresAtMs } = await createEnrollment(core, {
    user,
    applicationId: null,
    sourceIp: source.ip,
    moves,
    remember: async (trx) => source.proof?.spend(trx),
  });
  return { moveId: moves.moveId, token, expiresAtMs };
}

async function requireRunning({ store, clock }: DevicesCore, moveId: string): Promise<void> {
  const running = await store.db
    .selectFrom('enrollments')
    .select('id')
    .where('move_id', '=', moveId)
    .where('state', 'in', ['open', 'claimed'])
    .where('expires_at_ms', '>', clock())
    .executeTakeFirst();
  if (running) return;
  throw new NodError('enrollment_expired', 'This move is over. Start it again on the old phone.');
}
