import Database from 'better-sqlite3';

/**
 * The site's own data, apart from Nod's: Nod never sees a password, this site never sees a key.
 * Times are milliseconds since the epoch.
 */
const SCHEMA = `
  create table if not exists users (
    id text primary key,
    username text not null unique,
    display_name text not null,
    password_hash text not null,
    -- usr_…: the user whose answer a receipt must hold. Null until pairing has begun.
    nod_user_id text,
    -- When the first device was known to be paired. From then on the password alone can't pair another one.
    paired_at_ms integer,
    created_at_ms integer not null
  ) strict;

  create table if not exists sessions (
    -- SHA-256 of the cookie: a copy of this file opens no session.
    id_hash text primary key,
    user_id text references users (id),
    stage text not null check (stage in ('visitor', 'password', 'in')),
    csrf_token text not null,
    created_at_ms integer not null,
    expires_at_ms integer not null,
    -- How this session was signed in: the receipt's claims, as JSON.
    approval text
  ) strict;

  -- The one login that a session waits for. Deleted as soon as it is answered.
  create table if not exists logins (
    session_id_hash text primary key references sessions (id_hash) on delete cascade,
    challenge_id text not null,
    code text not null,
    qr text not null,
    next_path text not null
  ) strict;

  -- Challenges that were used to sign in. Each works once.
  create table if not exists used_challenges (
    challenge_id text primary key,
    user_id text not null,
    receipt text not null,
    used_at_ms integer not null
  ) strict;

  create table if not exists pairings (
    session_id_hash text primary key references sessions (id_hash) on delete cascade,
    code text not null,
    url text not null,
    expires_at_ms integer not null,
    -- Ids of the devices that the user had before, as a JSON array.
    earlier_devices text not null
  ) strict;

  create table if not exists tries (
    key text primary key,
    count integer not null,
    since_ms integer not null
  ) strict;

  -- Secrets that this site makes for itself and shares with nobody.
  create table if not exists own_secrets (
    name text primary key,
    value text not null
  ) strict;

  create table if not exists notes (
    id integer primary key,
    user_id text not null references users (id),
    text text not null,
    created_at_ms integer not null
  ) strict;
`;

export type Db = Database.Database;

/** @param path a file, or `:memory:` */
export function openDatabase(path: string): Db {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('foreign_keys = ON');
  db.exec(SCHEMA);
  return db;
}
