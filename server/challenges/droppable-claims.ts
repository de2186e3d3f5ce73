import type { DeviceFeature } from '../../shared/protocol/features.ts';
import { readableText, shortenToBytes } from '../../shared/protocol/text.ts';
import { DEFAULT_REALM } from '../accounts/realms.ts';
import { featuresOf } from '../push/understands.ts';
import type { ApplicationRow, Db } from '../store/schema.ts';

const REALM_MAX_BYTES = 60;

/** What a challenge may say where each device of the user knows the claim. */
export interface DroppableClaims {
  /** `app.realm`: the realm's name, where it says more than the application's. */
  realm: string | undefined;
  /** Whether `context.browserKnown` may be told. */
  tellsBrowserKnown: boolean;
}

/**
 * The claims that all can do without, and that are left out until each active device of the user knows them. One query, since
 * each login asks it. Of the realm: one of its application's name needs no second name, and `default` is the server itself.
 */
export async function droppableClaims(
  db: Db,
  application: Pick<ApplicationRow, 'name' | 'realm_id'>,
  userId: string,
): Promise<DroppableClaims> {
  const rows = await db
    .selectFrom('realms')
    .leftJoin('devices', (join) => join.on('devices.user_id', '=', userId).on('devices.state', '=', 'active'))
    .select(['realms.name', 'devices.features'])
    .where('realms.id', '=', application.realm_id)
    .execute();
  const named = rows.map(({ features }) => (features === null ? [] : featuresOf({ features })));
  const allKnow = (feature: DeviceFeature) => named.every((features) => features.includes(feature));
  const name = rows[0]?.name;
  const isNamed = name !== undefined && name !== DEFAULT_REALM && name !== application.name && allKnow('realm');
  return {
    realm: isNamed ? shortenToBytes(readableText(name), REALM_MAX_BYTES) : undefined,
    tellsBrowserKnown: allKnow('browser-known'),
  };
}
