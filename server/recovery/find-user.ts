import * as v from 'valibot';
import { usernameSchema } from '../accounts/names.ts';
import { DEFAULT_REALM, shownRealmName } from '../accounts/realms.ts';
import type { Core } from '../core/core.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { Db, UserRow } from '../store/schema.ts';

/** Whom somebody without a device says to be, as it was typed. */
export interface Named {
  /** The realm's name as its people see it; absent or empty where there is one. */
  readonly realm?: string | undefined;
  readonly username: string;
}

/**
 * Looks up whom somebody names, with the same queries whoever that is. Nothing of what was found may show before a code was right.
 * @returns undefined where there is nobody of that name, and for a locked user, whom no code helps
 * @throws NodError realm_required where there are several realms and none was named, whoever the user is
 */
export async function findUser(
  { store }: Pick<Core, 'store'>,
  { realm, username }: Named,
  settings: { serverName: string },
): Promise<UserRow | undefined> {
  const realmId = await realmIdOf(store.db, realm?.trim() ?? '', settings.serverName);
  const name = v.safeParse(usernameSchema, username);
  const user = await store.db
    .selectFrom('users')
    .selectAll()
    .where('realm_id', '=', realmId ?? '')
    .where('username', '=', name.success ? name.output : '')
    .executeTakeFirst();
  return user?.locked_at_ms === null ? user : undefined;
}

async function realmIdOf(db: Db, named: string, serverName: string): Promise<string | undefined> {
  const realms = await db.selectFrom('realms').select(['id', 'name']).execute();
  if (named === '' || realms.length === 1) {
    if (realms.length > 1) throw new NodError('realm_required', 'Say which realm: it is on the sheet with your codes.');
    return realms[0]?.id;
  }
  // A realm that has the server's name comes before the default one, which is shown by that name.
  const own = realms.find(({ name }) => same(name, named));
  const shown = realms.find(({ name }) => name === DEFAULT_REALM && same(shownRealmName({ name }, serverName), named));
  return (own ?? shown)?.id;
}

/** People copy it from paper. */
function same(one: string, other: string): boolean {
  return one.normalize('NFC').toLowerCase() === other.normalize('NFC').toLowerCase();
}
