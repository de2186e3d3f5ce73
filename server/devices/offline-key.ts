import type { Self } from '../../shared/protocol/device-api.ts';
import { ProtocolError } from '../../shared/protocol/errors.ts';
import { parseBareJwk } from '../../shared/protocol/point.ts';
import { announce } from '../announcements/announce.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { DeviceRow } from '../store/schema.ts';
import type { CallSource } from './authenticate-proof.ts';
import { requireActive } from './device-life.ts';
import type { DevicesCore } from './devices.ts';
import { describeSelf } from './views.ts';

/**
 * Takes the second key of a device that was paired before there were such keys (shared/protocol/offline-code.ts). Once: whoever
 * has a device's first key for a moment (code that somebody slipped into the app) could otherwise put a key of their own in its
 * place, and make codes elsewhere as long as the device is active. What they may still do, where there was none, all are
 * told of. The same key again changes nothing.
 * @throws NodError device_pending, device_suspended, device_revoked, request_malformed, offline_key_exists
 */
export async function addOfflineKey(
  core: DevicesCore,
  device: DeviceRow,
  offlineJwk: unknown,
  source: CallSource,
): Promise<Self> {
  requireActive(device);
  const key = JSON.stringify(readKey(offlineJwk));
  const about = { userId: device.user_id, deviceId: device.id };
  await core.store.transaction(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('devices')
      .set({ offline_jwk: key })
      .where('id', '=', device.id)
      .where('state', '=', 'active')
      .where('offline_jwk', 'is', null)
      .executeTakeFirst();
    await source.proof?.spend(trx);
    if (numUpdatedRows !== 1n) {
      const now = await trx
        .selectFrom('devices')
        .select(['state', 'offline_jwk'])
        .where('id', '=', device.id)
        .executeTakeFirstOrThrow();
      requireActive(now);
      if (now.offline_jwk === key) return;
      throw new NodError('offline_key_exists', 'This device has its second key. Pair it again to get another one.');
    }
    await recordEvent(trx, {
      ...about,
      type: 'device.offline_key_added',
      atMs: core.clock(),
      deviceIp: source.ip,
    });
    await announce(core, trx, {
      ...about,
      what: 'offline.added',
      by: 'device',
      byDeviceId: device.id,
      ip: source.ip,
      detail: { name: device.name },
    });
  });
  return describeSelf(core, device.id);
}

function readKey(input: unknown) {
  try {
    return parseBareJwk(input);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    throw new NodError('request_malformed', '"offlineJwk" must be a P-256 public key of kty, crv, x and y.');
  }
}
