import { generateDeviceKey } from '../../shared/protocol/keys.ts';
import { sha256 } from '../crypto/seal.ts';
import type { DeviceRow } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { createDevices } from './devices.ts';
import { addDevice, hours } from './testing-family.ts';
import { bindingFor, createWorld, DEVICE, deviceRow, randomToken, ticketFor, type World } from './testing-world.ts';

/** Devices that wait to be let in, for tests of recovery-delay.ts. */

export const DELAY_MS = hours(72);
const FROM = { ip: '203.0.113.66' };

/** Alice with an old phone, on a server that lets a device in after 72 hours. */
export async function waitingWorld(store: Store, recoveryDelayMs = DELAY_MS) {
  const world = await createWorld(store, { settings: { vouch: 'required', recoveryDelayMs } });
  const phone = await addDevice(world, 'Phone');
  return { world, phone };
}

/** The same server, started anew with another setting. */
export function restarted(world: World, recoveryDelayMs: number): World {
  const settings = { ...world.parts.settings, recoveryDelayMs };
  return { ...world, devices: createDevices(world.core, { ...world.parts, settings }) };
}

/** A device that is paired by a ticket of the application, and that none of the others has let in. */
export async function newcomer(world: World, applicationId: string | null = world.applicationId): Promise<DeviceRow> {
  const { code } = await ticketFor(world, world.alice, applicationId);
  const claim = await world.devices.claim({ code }, FROM);
  const binding = await bindingFor(world, claim, await generateDeviceKey(), null);
  const { deviceId } = await world.devices.complete(
    claim.enrollmentId,
    { binding, device: { ...DEVICE, features: ['vouch'] }, subscription: null },
    FROM,
  );
  await world.devices.activate(await deviceRow(world, deviceId), { pull: true }, FROM);
  return deviceRow(world, deviceId);
}

/** One that waits, with the notice of it. */
export async function waiter(world: World): Promise<{ device: DeviceRow; noticeId: string }> {
  const { id } = await newcomer(world);
  await world.devices.askToWait(await deviceRow(world, id), FROM);
  return { device: await deviceRow(world, id), noticeId: (await noticesOf(world, id)).at(-1)?.id ?? '' };
}

/** What was said of a wait, oldest first. */
export function noticesOf({ store }: World, deviceId: string) {
  return store.db
    .selectFrom('announcements')
    .selectAll()
    .where('device_id', '=', deviceId)
    .where('what', '=', 'device.waits')
    .orderBy('at_ms')
    .orderBy('id')
    .execute();
}

/** The token of an e-mail's link to a notice. */
export async function linkTo({ store, clock }: World, announcementId: string): Promise<string> {
  const token = randomToken();
  await store.db
    .insertInto('undo_links')
    .values({
      token_hash: sha256(token),
      announcement_id: announcementId,
      expires_at_ms: clock.nowMs + hours(1000),
      used_at_ms: null,
    })
    .execute();
  return token;
}

/** Lets time pass with a sweep each hour, as a server that runs does. */
export async function pass(world: World, count: number): Promise<void> {
  for (let hour = 0; hour < count; hour++) {
    world.clock.nowMs += hours(1);
    await world.devices.sweep();
  }
}
