import * as v from 'valibot';
import { usernameSchema } from '../accounts/names.ts';
import { DEFAULT_REALM } from '../accounts/realms.ts';
import type { Db, UserRow } from '../store/schema.ts';

/** Who somebody without a device says they are. */
export interface Named {
  /** As the person types it; undefined where nobody asked: then the server's only realm is meant. */
  readonly realm: string | undefined;
  readonly username: string;
}

/** Whether people have to say in which realm their account is. */
export async function hasSeveralRealms(db: Db): Promise<boolean> {
  const some = await db.selectFrom('realms').select('id').limit(2).execute();
  return some.length > 1;
}

/**
 * Looks up who wants back in. Spaces around either name, and the case of the realm's, are no matter. A name that nobody has,
 * that is in another realm, or whose user is locked is the same: undefined, for the same work.
 * @param serverName under which the realm of before there were realms is shown
 */
export async function whoRecovers(
  db: Db,
  { realm, username }: Named,
  serverName: string,
): Promise<UserRow | undefined> {
  const realms = await db.selectFrom('realms').select(['id', 'name']).execute();
  const name = v.safeParse(usernameSchema, username.trim());
  return db
    .selectFrom('users')
    .selectAll()
    .where('realm_id', '=', realmOf(realms, realm?.trim().normalize('NFC'), serverName) ?? '')
    .where('username', '=', name.success ? name.output : '')
    .where('locked_at_ms', 'is', null)
    .executeTakeFirst();
}

/** @returns the id of the realm that is meant; undefined for none, and for what could mean several */
function realmOf(
  realms: readonly { id: string; name: string }[],
  wanted: string | undefined,
  serverName: string,
): string | undefined {
  if (wanted === undefined || wanted === '') return realms.length === 1 ? realms[0]?.id : undefined;
  const exact = realms.find(({ name }) => name === wanted);
  if (exact) return exact.id;
  const alike = (name: string) => name.toLowerCase() === wanted.toLowerCase();
  const found = realms.filter(({ name }) => alike(name) || (name === DEFAULT_REALM && alike(serverName)));
  return found.length === 1 ? found[0]?.id : undefined;
}
