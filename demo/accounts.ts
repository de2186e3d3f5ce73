import type { Db } from './database.ts';

export interface Account {
  id: string;
  username: string;
  displayName: string;
  passwordHash: string;
  /** usr_…: the user whose answer a receipt must hold. Known once pairing has begun. */
  nodUserId: string | null;
  /** A device has been paired at some time. From then on the password alone can't pair another one. */
  paired: boolean;
}

interface Row {
  id: string;
  username: string;
  display_name: string;
  password_hash: string;
  nod_user_id: string | null;
  paired_at_ms: number | null;
}

export type Accounts = ReturnType<typeof createAccounts>;

export function createAccounts(options: { db: Db; now: () => number; randomBytes: (size: number) => Uint8Array }) {
  const { db, now } = options;
  const insert = db.prepare(
    `insert into users (id, username, display_name, password_hash, created_at_ms) values (?, ?, ?, ?, ?)
     on conflict (username) do nothing`,
  );
  const byName = db.prepare('select * from users where username = ?');
  const byId = db.prepare('select * from users where id = ?');
  const link = db.prepare('update users set nod_user_id = ? where id = ? and nod_user_id is null');
  const pair = db.prepare('update users set paired_at_ms = ? where id = ? and paired_at_ms is null');
  const setPassword = db.prepare('update users set password_hash = ? where id = ?');

  return {
    /** @returns the new account, or undefined when the name is taken (even by a request that came at the same time) */
    create(given: { username: string; displayName: string; passwordHash: string }): Account | undefined {
      const id = Buffer.from(options.randomBytes(16)).toString('base64url');
      const { changes } = insert.run(id, given.username, given.displayName, given.passwordHash, now());
      return changes === 1 ? { id, ...given, nodUserId: null, paired: false } : undefined;
    },
    byUsername: (username: string): Account | undefined => account(byName.get(username) as Row | undefined),
    byId: (id: string | null): Account | undefined => account(byId.get(id) as Row | undefined),
    /** Remembers the user whose receipts count for this account. Set once: no later answer can name another user. */
    rememberNodUser(id: string, nodUserId: string): void {
      link.run(nodUserId, id);
    },
    changePassword(id: string, passwordHash: string): void {
      setPassword.run(passwordHash, id);
    },
    markPaired(id: string): void {
      pair.run(now(), id);
    },
  };
}

function account(row: Row | undefined): Account | undefined {
  if (!row) return undefined;
  return {
    id: row.id,
    username: row.username,
    displayName: row.display_name,
    passwordHash: row.password_hash,
    nodUserId: row.nod_user_id,
    paired: row.paired_at_ms !== null,
  };
}
