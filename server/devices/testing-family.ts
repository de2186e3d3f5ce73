import type { Confirmation, ConfirmedAction } from '../../shared/protocol/user-verification.ts';
import { type Ceremony, makeSoftwareVerifier } from '../../shared/protocol/vectors/software-verifier.ts';
import type { Announced } from '../announcements/announce.ts';
import { newId } from '../crypto/ids.ts';
import type { AnnouncementRow, DeviceRow, VouchesTable } from '../store/schema.ts';
import { deviceRow as newRow, verifierRow } from '../store/testing.ts';
import { eventTypes, ORIGIN, type World } from './testing-world.ts';

/** Devices of one user without the ceremony of pairing, for tests of what they do to each other. */

const HOUR_MS = 3_600_000;
export const hours = (count: number) => count * HOUR_MS;

/** An active device of Alice, which became active so many hours ago; by default long ago. */
export async function addDevice(
  world: World,
  name: string,
  {
    hoursAgo = 1000,
    vouchedBy,
    ...more
  }: Partial<DeviceRow> & { hoursAgo?: number; vouchedBy?: DeviceRow | undefined } = {},
): Promise<DeviceRow> {
  const activeSinceMs = world.clock.nowMs - hours(hoursAgo);
  const id = newId('dev_', world.core.randomBytes);
  const ages = { created_at_ms: activeSinceMs, activated_at_ms: activeSinceMs, last_seen_ms: world.clock.nowMs };
  const row = newRow(id, world.alice.id, { name, ...ages, ...more });
  await world.store.db.insertInto('devices').values(row).execute();
  if (vouchedBy) await vouch(world, row, vouchedBy);
  return row;
}

/**
 * Gives a device a verifier whose word counts from this time on.
 * @returns what confirms an action on a target, now
 */
export async function addVerifier(
  world: World,
  device: DeviceRow,
  countsFromMs = 0,
): Promise<(target: { id: string }, action: ConfirmedAction, more?: Partial<Ceremony>) => Promise<Confirmation>> {
  const { verifier, confirm } = await makeSoftwareVerifier();
  await world.store.db
    .insertInto('verifiers')
    .values(verifierRow(device.id, verifier, { counts_from_ms: countsFromMs }))
    .execute();
  return (target, action, more) =>
    confirm(
      { server: ORIGIN, device: device.thumbprint, target: target.id, action },
      { atMs: world.clock.nowMs },
      more,
    );
}

export async function vouch(world: World, device: DeviceRow, by: DeviceRow): Promise<void> {
  const row: VouchesTable = {
    device_id: device.id,
    how: 'device',
    by_device_id: by.id,
    challenge_id: null,
    receipt_jws: null,
    reason: null,
    made_by: null,
    at_ms: world.clock.nowMs,
  };
  await world.store.db.insertInto('vouches').values(row).execute();
}

/** @returns state, and why it is suspended */
export async function stateOf(world: World, { id }: { id: string }): Promise<string> {
  const row = await world.store.db.selectFrom('devices').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  return row.state === 'suspended' ? `suspended ${row.suspension}` : row.state;
}

export async function statesOf(world: World, ...devices: { id: string }[]): Promise<string[]> {
  return Promise.all(devices.map((device) => stateOf(world, device)));
}

/** Something that Alice was told of, as announce() writes it. */
export async function told(
  world: World,
  what: Announced,
  of: { device?: DeviceRow; by?: DeviceRow; userId?: string },
): Promise<string> {
  const id = newId('ann_', world.core.randomBytes);
  await world.store.db
    .insertInto('announcements')
    .values({
      id,
      user_id: of.userId ?? world.alice.id,
      what,
      at_ms: world.clock.nowMs,
      device_id: of.device?.id ?? null,
      by_device_id: of.by?.id ?? null,
      by_whom: of.by ? 'device' : 'application',
      application_id: null,
      ip: null,
      detail: '{}',
    })
    .execute();
  return id;
}

/** What was announced so far, oldest first: `what name`. */
export async function announced(world: World): Promise<string[]> {
  const rows = await world.store.db.selectFrom('announcements').selectAll().orderBy('at_ms').execute();
  return rows.filter(({ detail }) => detail !== '{}').map(said);
}

function said({ what, detail }: AnnouncementRow): string {
  const { name } = JSON.parse(detail) as { name?: string };
  return `${what} ${name ?? ''}`;
}

/** What a call comes to: `done`, or the code of its error. */
export async function outcome(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );
}

/** Types of the events since the world was made, oldest first. */
export async function happened(world: World): Promise<string[]> {
  return (await eventTypes(world)).filter((type) => !/^(application|user)\.created$/.test(type));
}
