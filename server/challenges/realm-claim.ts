import type { DeviceFeature } from '../../shared/protocol/features.ts';
import { readableText, shortenToBytes } from '../../shared/protocol/text.ts';
import { DEFAULT_REALM } from '../accounts/realms.ts';
import { featuresOf } from '../push/understands.ts';
import type { ApplicationRow, Db } from '../store/schema.ts';

const KNOWS: DeviceFeature = 'realm';
const REALM_MAX_BYTES = 60;

/**
 * The name of the realm, where a challenge says it (claim `app.realm`): one of its own name needs no second name, `default` is
 * the server itself, and all can do without it, so it is left out until each active device of the user knows the claim.
 */
export async function realmClaim(
  db: Db,
  application: Pick<ApplicationRow, 'name' | 'realm_id'>,
  userId: string,
): Promise<string | undefined> {
  const rows = await db
    .selectFrom('realms')
    .leftJoin('devices', (join) => join.on('devices.user_id', '=', userId).on('devices.state', '=', 'active'))
    .select(['realms.name', 'devices.features'])
    .where('realms.id', '=', application.realm_id)
    .execute();
  const name = rows[0]?.name;
  if (name === undefined || name === DEFAULT_REALM || name === application.name) return undefined;
  const isKnown = rows.every(({ features }) => features !== null && featuresOf({ features }).includes(KNOWS));
  return isKnown ? shortenToBytes(readableText(name), REALM_MAX_BYTES) : undefined;
}
