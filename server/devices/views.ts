import type { Self, ServerInfo } from '../../shared/protocol/device-api.ts';
import { signKeySet } from '../../shared/protocol/keyset.ts';
import { sha256 } from '../crypto/seal.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { DeviceRow, DeviceState } from '../store/schema.ts';
import type { DevicesCore } from './devices.ts';

/** Answers about devices, for themselves and for others, and about the server, for devices. */

/** Revoked devices stay in the list for 30 days, so that people see what became of a lost phone. */
const REVOKED_SHOWN_MS = 30 * 24 * 3_600_000;

/** A device as applications, operators and the user's other devices may see it: no key, no endpoint. */
export interface DeviceSummary {
  id: string;
  name: string;
  kind: DeviceRow['kind'];
  platform: string;
  state: DeviceState;
  delivery: DeviceRow['delivery'];
  pushHealth: Self['pushHealth'];
  createdAtMs: number;
  activatedAtMs: number | null;
  lastSeenMs: number;
  revokedAtMs: number | null;
}

/** The device as it knows itself. @throws NodError device_unknown when the row is gone */
export async function describeSelf({ store, keys, clock }: DevicesCore, deviceId: string): Promise<Self> {
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
    keySetHash: keys.keySetHash,
    timeMs: clock(),
  };
}

/** base64url SHA-256 of an endpoint: a device compares by it, and the endpoint, a capability, needn't travel again. */
export function endpointHash(endpoint: string): string {
  return sha256(endpoint);
}

const order: Record<DeviceState, number> = { active: 0, pending: 1, suspended: 2, revoked: 3 };

/** All devices of a user: usable ones first, and newest first within a state. */
export async function listDevices({ store, clock }: DevicesCore, userId: string): Promise<DeviceSummary[]> {
  const rows = await store.db
    .selectFrom('devices')
    .select(['id', 'name', 'kind', 'platform', 'state', 'delivery', 'push_health'])
    .select(['created_at_ms', 'activated_at_ms', 'last_seen_ms', 'revoked_at_ms'])
    .where('user_id', '=', userId)
    .where((is) => is.or([is('state', '!=', 'revoked'), is('revoked_at_ms', '>', clock() - REVOKED_SHOWN_MS)]))
    .orderBy('created_at_ms', 'desc')
    .orderBy('id')
    .execute();
  return rows
    .map((row) => ({
      id: row.id,
      name: row.name,
      kind: row.kind,
      platform: row.platform,
      state: row.state,
      delivery: row.delivery,
      pushHealth: pushHealthWord(row.push_health),
      createdAtMs: row.created_at_ms,
      activatedAtMs: row.activated_at_ms,
      lastSeenMs: row.last_seen_ms,
      revokedAtMs: row.revoked_at_ms,
    }))
    .sort((a, b) => order[a.state] - order[b.state]);
}

const healthWords: Record<string, Self['pushHealth']> = { sent: 'ok', gone: 'gone', failed: 'failed' };

/** The wire's word for devices.push_health; a subscription that was never used is `unknown`. */
function pushHealthWord(column: string): Self['pushHealth'] {
  return healthWords[column] ?? 'unknown';
}

/** What an authenticator has to know before it can pair: whose server this is, its keys, and its clock. */
export function serverInfo({ keys, origin, settings, clock }: DevicesCore): ServerInfo {
  return {
    issuer: origin,
    name: settings.serverName,
    keys: [...keys.publicJwks],
    vapid: { keyId: keys.vapid.keyId, publicKey: keys.vapid.publicKey },
    pullAllowed: settings.pullAllowed,
    timeMs: clock(),
  };
}

/**
 * The server's key sets, oldest first, by which a device follows a rotation from the key that it knows (key-rotation.ts). A
 * server whose keys were never rotated has one, signed by its only key; nobody needs it, and it shows the form.
 */
export function keySets({ keys, origin, clock }: DevicesCore): Promise<string[]> {
  const chain = keys.readKeySets();
  if (chain.length > 0) return Promise.resolve(chain);
  const set = { issuer: origin, keys: keys.publicJwks, nowMs: clock() };
  return Promise.all(keys.signingKeys.map((key) => signKeySet(set, key)));
}
