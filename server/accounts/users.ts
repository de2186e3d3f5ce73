import * as v from 'valibot';
import { newId } from '../crypto/ids.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { ApplicationRow, Db, RealmRow, Trx, UserRow } from '../store/schema.ts';
import { isTaken } from '../store/trouble.ts';
import type { AccountsCore } from './accounts.ts';
import { MAX_PAGE, type Page } from './applications.ts';
import { nameSchema, newUsernameSchema, parseInput, usernameSchema } from './names.ts';

/** What REST and the CLI take for a user who may be new; without a display name the username is shown. */
export const newUserSchema = v.strictObject({
  username: usernameSchema,
  displayName: v.optional(nameSchema),
});
/** One who is: a name from before a rule got stricter is found, and not given again. */
const madeUserSchema = v.strictObject({ ...newUserSchema.entries, username: newUsernameSchema });
export type NewUser = v.InferInput<typeof newUserSchema>;

type RememberUser = (trx: Trx, user: UserRow) => Promise<void>;

export function createUsers({ store, clock, randomBytes }: AccountsCore) {
  /** @returns undefined when the name is taken: of two calls at once, the unique index decides which was first */
  async function insertUser(
    realmId: string,
    input: NewUser,
    options: { applicationId?: string | undefined; remember?: RememberUser | undefined } = {},
  ): Promise<UserRow | undefined> {
    const { username, displayName = username } = parseInput(madeUserSchema, input);
    const row: UserRow = {
      id: newId('usr_', randomBytes),
      realm_id: realmId,
      username,
      display_name: displayName,
      consecutive_failures: 0,
      blocked_until_ms: 0,
      last_success_ms: 0,
      unblocked_at_ms: 0,
      no_wait_until_ms: 0,
      locked_at_ms: null,
      lock_reason: null,
      language: null,
      created_at_ms: clock(),
    };
    return store.transaction(async (trx) => {
      const result = await trx
        .insertInto('users')
        .values(row)
        .onConflict((conflict) => conflict.columns(['realm_id', 'username']).doNothing())
        .executeTakeFirst();
      if (result.numInsertedOrUpdatedRows !== 1n) return undefined;
      await recordEvent(trx, {
        type: 'user.created',
        atMs: row.created_at_ms,
        userId: row.id,
        applicationId: options.applicationId,
        detail: { username },
      });
      await options.remember?.(trx, row);
      return row;
    });
  }

  /** Nobody has a name that can't be stored. */
  async function findUser(realmId: string, username: string): Promise<UserRow | undefined> {
    const parsed = v.safeParse(usernameSchema, username);
    if (!parsed.success) return undefined;
    return store.db
      .selectFrom('users')
      .selectAll()
      .where('realm_id', '=', realmId)
      .where('username', '=', parsed.output)
      .executeTakeFirst();
  }

  async function getUser(realmId: string, username: string): Promise<UserRow> {
    const user = await findUser(realmId, username);
    if (user === undefined) throw userUnknown();
    return user;
  }

  return {
    /**
     * @param realmId the realm in which the name is unique: of an application its own, `realm_id`
     * @param remember what the door writes in the very transaction that creates the user
     * @throws NodError username_taken, request_malformed
     */
    async createUser(realmId: string, input: NewUser, remember?: RememberUser): Promise<UserRow> {
      const user = await insertUser(realmId, input, { remember });
      if (user === undefined) throw usernameTaken();
      return user;
    },

    /**
     * The application's user of this name, made if there is none. An existing one stays as it is, display name included.
     * @throws NodError request_malformed
     */
    async ensureUser(application: Pick<ApplicationRow, 'id' | 'realm_id'>, input: NewUser): Promise<UserRow> {
      const { id: applicationId, realm_id: realmId } = application;
      const existing = await findUser(realmId, input.username);
      return (
        existing ?? (await insertUser(realmId, input, { applicationId })) ?? (await getUser(realmId, input.username))
      );
    },

    /**
     * Looks the name up in a realm, as it would be stored: any case, any composition. @throws NodError user_unknown
     */
    getUser,

    /**
     * Gives a user another name; the id stays, and so does all else. Applications that still ask by the old one find nobody.
     * Somebody else may then take the old name, so the operator tells the applications first. Of two who get one name at the
     * same moment, by renaming or as new users, the unique index decides which was first.
     * @throws NodError user_unknown, username_taken, request_malformed
     */
    async renameUser(id: string, name: string, by: { madeBy: string }): Promise<UserRow> {
      const username = parseInput(newUsernameSchema, name);
      return store.transaction(async (trx) => {
        await store.takeTurn(trx, id);
        const user = await trx.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
        if (user === undefined) throw userUnknown();
        const taken = await trx
          .selectFrom('users')
          .select('id')
          .where('realm_id', '=', user.realm_id)
          .where('username', '=', username)
          .executeTakeFirst();
        if (taken !== undefined) throw usernameTaken();
        const displayName = user.display_name === user.username ? username : user.display_name;
        await trx
          .updateTable('users')
          .set({ username, display_name: displayName })
          .where('id', '=', id)
          .execute()
          .catch((error: unknown) => {
            throw isTaken(error) ? usernameTaken() : error;
          });
        const detail = { from: user.username, to: username, madeBy: by.madeBy };
        await recordEvent(trx, { type: 'user.renamed', atMs: clock(), userId: id, detail });
        return { ...user, username, display_name: displayName };
      });
    },

    /** The users of this name in all realms, for the operator, by the names of the realms. */
    async usersNamed(username: string): Promise<(UserRow & { realm: RealmRow['name'] })[]> {
      const parsed = v.safeParse(usernameSchema, username);
      if (!parsed.success) return [];
      return store.db
        .selectFrom('users')
        .innerJoin('realms', 'realms.id', 'users.realm_id')
        .selectAll('users')
        .select('realms.name as realm')
        .where('username', '=', parsed.output)
        .orderBy('realms.name')
        .execute();
    },

    /** @throws NodError user_unknown */
    async getUserById(id: string): Promise<UserRow> {
      const user = await store.db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
      if (user === undefined) throw userUnknown();
      return user;
    },

    /** Those of a realm by username, in code point order; `after` is the last username of the page before. */
    async listUsers(realmId: string, page: Page): Promise<{ items: UserRow[]; nextAfter: string | null }> {
      const limit = Math.max(1, Math.min(page.limit, MAX_PAGE));
      let query = store.db
        .selectFrom('users')
        .selectAll()
        .where('realm_id', '=', realmId)
        .orderBy('username')
        .limit(limit + 1);
      if (page.after !== undefined) query = query.where('username', '>', parseInput(usernameSchema, page.after));
      const rows = await query.execute();
      const items = rows.slice(0, limit);
      return { items, nextAfter: rows.length > limit ? (items.at(-1)?.username ?? null) : null };
    },
  };
}

/**
 * Locking ends everything that the person can do (challenges/locked-users.ts): whoever acts for them asks this first.
 * @throws NodError user_locked
 */
export function requireUnlocked(user: Pick<UserRow, 'locked_at_ms'>): void {
  if (user.locked_at_ms === null) return;
  throw new NodError('user_locked', 'Whoever runs the server has locked this account. Ask them to unlock it.');
}

/** The same, asked in the user's turn: one who was locked while the call was on its way included. @throws NodError user_locked */
export async function requireUnlockedUser(db: Db, userId: string): Promise<void> {
  const user = await db.selectFrom('users').select('locked_at_ms').where('id', '=', userId).executeTakeFirst();
  if (user) requireUnlocked(user);
}

function usernameTaken(): NodError {
  return new NodError('username_taken', 'There is a user of this name already. Choose another name.');
}

function userUnknown(): NodError {
  return new NodError('user_unknown', 'There is no user of this name. Create it, or check the spelling.');
}
