import type { Dialect } from '../migrations.ts';

/**
 * Ways in for a user whose phone is not at hand (server/fallbacks), and for one who has lost it (server/recovery).
 *
 * None of the codes is stored: of what is short there is a MAC under the server's secret file, of what has 64 bits or more a
 * hash. Devices of before have no offline key until they bring one.
 */
export function fallbacksAndRecovery({ text, integer, table, rowless }: Dialect): string[] {
  return [
    `alter table applications add column fallbacks ${text}`,
    `alter table applications add column pairing ${text} not null default 'link'`,
    `alter table users add column locked_at_ms ${integer}`,
    `alter table users add column lock_reason ${text}`,
    `alter table devices add column offline_jwk ${text}`,
    `alter table challenges add column fallback ${text}`,
    `alter table challenges add column disowned_at_ms ${integer}`,
    `alter table challenges add column disowned_by ${text}`,
    `create table offline_offers (
      challenge_id ${text} not null primary key references challenges (id) on delete cascade,
      qr ${text} not null,
      codes ${text} not null,
      tried ${integer} not null default 0,
      made_at_ms ${integer} not null
    )${table}`,
    `create table email_codes (
      challenge_id ${text} not null primary key references challenges (id) on delete cascade,
      user_id ${text} not null references users (id) on delete cascade,
      code_mac ${text} not null,
      tried ${integer} not null default 0,
      made_at_ms ${integer} not null
    )${table}`,
    'create index email_codes_user on email_codes (user_id, made_at_ms)',
    `create table totp_secrets (
      user_id ${text} not null primary key references users (id) on delete cascade,
      secret_sealed ${text} not null,
      by_device_id ${text} not null,
      created_at_ms ${integer} not null,
      confirmed_at_ms ${integer},
      counts_from_ms ${integer} not null,
      last_step ${integer} not null default 0
    )${table}`,
    `create table bypass_codes (
      id ${text} not null primary key,
      user_id ${text} not null references users (id) on delete cascade,
      application_id ${text} references applications (id) on delete cascade,
      code_hash ${text} not null unique,
      reason ${text} not null,
      made_by ${text} not null,
      created_at_ms ${integer} not null,
      expires_at_ms ${integer} not null,
      used_at_ms ${integer}
    )${table}`,
    'create index bypass_codes_user on bypass_codes (user_id)',
    `create table fallback_counters (
      user_id ${text} not null references users (id) on delete cascade,
      way ${text} not null,
      failures ${integer} not null default 0,
      blocked_until_ms ${integer} not null default 0,
      closed_at_ms ${integer},
      primary key (user_id, way)
    )${rowless}`,
    `create table recovery_codes (
      user_id ${text} not null references users (id) on delete cascade,
      code_hash ${text} not null,
      made_at_ms ${integer} not null,
      made_by_device_id ${text},
      used_at_ms ${integer},
      primary key (user_id, code_hash)
    )${rowless}`,
    `create table account_sessions (
      token_hash ${text} not null primary key,
      user_id ${text} not null references users (id) on delete cascade,
      by_code ${text} not null,
      ip ${text} not null,
      created_at_ms ${integer} not null,
      expires_at_ms ${integer} not null
    )${table}`,
    'create index account_sessions_user on account_sessions (user_id)',
    'create index account_sessions_expiry on account_sessions (expires_at_ms)',
    `create table registration_tries (
      bucket ${text} not null primary key,
      tries ${integer} not null,
      ends_at_ms ${integer} not null
    )${table}`,
  ];
}
