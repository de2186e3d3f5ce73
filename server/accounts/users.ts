import * as v from 'valibot';
import { newId } from '../crypto/ids.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { Trx, UserRow } from '../store/schema.ts';
import type { AccountsCore } from './accounts.ts';
import { MAX_PAGE, type Page } from './applications.ts';
import { nameSchema, parseInput, usernameSchema } from './names.ts';

/** What REST and the CLI take for a new user; without a display name the username is shown. */
export const newUserSchema = v.strictObject({
  username: usernameSchema,
  displayName: v.optional(nameSchema),
});
export type NewUser = v.InferInput<typeof newUserSchema>;

type RememberUser = (trx: Trx, user: UserRow) => Promise<void>;

export function createUsers({ store, clock, randomBytes }: AccountsCore) {
  /** @returns undefined when the name is taken: of two calls at once, the unique index decides which was first */
  async function insertUser(
    input: NewUser,
    options: { applicationId?: string | undefined; remember?: RememberUser | undefined } = {},
  ): Promise<UserRow | undefined> {
    const { username, displayName = username } = parseInput(newUserSchema, input);
    const row: UserRow = {
      id: newId('usr_', randomBytes),
      username,
      display_name: displayName,
      consecutive_failures: 0,
      blocked_until_ms: 0,
      last_success_ms: 0,
      unblocked_at_ms: 0,
      created_at_ms: clock(),
    };
    return store.transaction(async (trx) => {
      const result = await trx
        .insertInto('users')
        .values(row)
        .onConflict((conflict) => conflict.column('username').doNothing())
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
  async function findUser(username: string): Promise<UserRow | undefined> {
    const parsed = v.safeParse(usernameSchema, username);
    if (!parsed.success) return undefined;
    return store.db.selectFrom('users').selectAll().where('username', '=', parsed.output).executeTakeFirst();
  }

  async function getUser(username: string): Promise<UserRow> {
    const user = await findUser(username);
    if (user === undefined) throw userUnknown();
    return user;
  }

  return {
    /**
     * @param remember what the door writes in the very transaction that creates the user
     * @throws NodError username_taken, request_malformed
     */
    async createUser(input: NewUser, remember?: RememberUser): Promise<UserRow> {
      const user = await insertUser(input, { remember });
      if (user === undefined) {
        throw new NodError('username_taken', 'There is a user of this name already. Choose another name.');
      }
      return user;
    },

    /**
     * The user of this name, made if there is none. An existing one stays as it is, display name included.
     * @param applicationId the application that asked, for the audit log
     * @throws NodError request_malformed
     */
    async ensureUser(input: NewUser, applicationId?: string): Promise<UserRow> {
      const existing = await findUser(input.username);
      return existing ?? (await insertUser(input, { applicationId })) ?? (await getUser(input.username));
    },

    /** Looks the name up as it would be stored: any case, any composition. @throws NodError user_unknown */
    getUser,

    /** @throws NodError user_unknown */
    async getUserById(id: string): Promise<UserRow> {
      const user = await store.db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
      if (user === undefined) throw userUnknown();
      return user;
    },

    /** By username, in code point order; `after` is the last username of the page before. */
    async listUsers(page: Page): Promise<{ items: UserRow[]; nextAfter: string | null }> {
      const limit = Math.max(1, Math.min(page.limit, MAX_PAGE));
      let query = store.db
        .selectFrom('users')
        .selectAll()
        .orderBy('username')
        .limit(limit + 1);
      if (page.after !== undefined) query = query.where('username', '>', parseInput(usernameSchema, page.after));
      const rows = await query.execute();
      const items = rows.slice(0, limit);
      return { items, nextAfter: rows.length > limit ? (items.at(-1)?.username ?? null) : null };
    },
  };
}

function userUnknown(): NodError {
  return new NodError('user_unknown', 'There is no user of this name. Create it, or check the spelling.');
}
