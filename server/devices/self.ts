import { createHash } from 'node:crypto';
import type { Self } from '../../shared/protocol/device-api.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { DevicesContext } from './context.ts';
import { pushHealthWord } from './push-health.ts';

/** The device as it knows itself. @throws NodError device_unknown when the row is gone */
export async function describeSelf({ store, keys, clock }: DevicesContext, deviceId: string): Promise<Self> {
  const row = await store.db
    .selectFrom('devices as d')
    .innerJoin('users as u', 'u.id', 'd.user_id')
    .leftJoin('verifiers as v', 'v.device_id', 'd.id')
    .select(['d.id', 'd.name', 'd.state', 'd.delivery', 'd.endpoint', 'd.push_health', 'd.user_id'])
    .select(['u.username', 'u.display_name', 'v.credential_id'])
    .select((expression) =>
      expression
        .selectFrom('devices as o')
        .select(({ fn }) => fn.countAll().as('others'))
        .whereRef('o.user_id', '=', 'd.user_id')
        .whereRef('o.id', '!=', 'd.id')
        .where('o.state', '=', 'active')
        .as('other_devices'),
    )
    .where('d.id', '=', deviceId)
    .executeTakeFirst();
  if (!row) throw new NodError('device_unknown', 'There is no such device.');
  return {
    deviceId: row.id,
    name: row.name,
    state: row.state,
    delivery: row.delivery,
    user: { id: row.user_id, username: row.username, displayName: row.display_name },
    vapid: { keyId: keys.vapid.keyId, publicKey: keys.vapid.publicKey },
    endpointHash: row.endpoint === null ? null : endpointHash(row.endpoint),
    pushHealth: pushHealthWord(row.push_health),
    otherDevices: Number(row.other_devices ?? 0),
    verifier: row.credential_id === null ? null : { credentialId: row.credential_id },
    timeMs: clock(),
  };
}

/** base64url SHA-256 of an endpoint: lets a device compare without the endpoint, a capability, travelling again. */
export function endpointHash(endpoint: string): string {
  return createHash('sha256').update(endpoint).digest('base64url');
}
