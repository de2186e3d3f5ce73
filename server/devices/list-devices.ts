import type { Self } from '../../shared/protocol/device-api.ts';
import type { DeviceRow, DeviceState } from '../store/schema.ts';
import type { DevicesContext } from './context.ts';
import { pushHealthWord } from './push-health.ts';

/** Revoked devices stay in the list this long, so that people see what became of a lost phone. */
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

const order: Record<DeviceState, number> = { active: 0, pending: 1, suspended: 2, revoked: 3 };

/** All devices of a user, usable ones first, newest first among equals. */
export async function listDevices({ store, clock }: DevicesContext, userId: string): Promise<DeviceSummary[]> {
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
