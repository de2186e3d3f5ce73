import type { Dialect } from '../migrations.ts';

/**
 * Who let a device in, who suspended it and until when, and what the user is told of it.
 *
 * Each realm has a built-in application, which asks a user's devices about a new one. Its id is the realm's own with another
 * prefix (accounts/trust-application.ts), so that the rows of an existing database need no random numbers. Verifiers of
 * before count from the beginning; devices of before have no voucher.
 */
export function trust({ text, integer, table }: Dialect): string[] {
  return [
    `alter table applications add column builtin ${integer} not null default 0`,
    `insert into applications (id, realm_id, name, origins, match, origin_required, digits, ttl_seconds, reveal_denial,
        user_verification, created_at_ms, builtin)
      select 'app_' || substr(id, 5), id, 'Nod', '[]', 'code', 0, 6, 600, 1, 'preferred', created_at_ms, 1 from realms`,
    `alter table quarantines add column reported_by ${text}`,
    `alter table quarantines add column until_before_ms ${integer} not null default 0`,
    `alter table challenges add column vouches_for ${text}`,
    `create index challenges_vouching on challenges (vouches_for) where vouches_for is not null`,
    `alter table enrollments add column lets_in ${text} not null default 'vouching'`,
    `alter table enrollments add column reason ${text}`,
    `alter table enrollments add column made_by ${text}`,
    `alter table enrollments add column moves_device_id ${text}`,
    `alter table enrollments add column move_id ${text}`,
    `alter table devices add column suspended_at_ms ${integer}`,
    `alter table devices add column suspended_by ${text}`,
    `alter table devices add column suspension ${text}`,
    `alter table devices add column suspension_confirmed ${integer} not null default 0`,
    `alter table devices add column removal_at_ms ${integer}`,
    'create index devices_removal on devices (removal_at_ms) where removal_at_ms is not null',
    `alter table verifiers add column counts_from_ms ${integer} not null default 0`,
    `alter table verifiers add column backup_eligible ${integer} not null default 0`,
    `alter table verifiers add column backed_up ${integer} not null default 0`,
    `create table vouches (
      device_id ${text} not null primary key,
      how ${text} not null,
      by_device_id ${text},
      challenge_id ${text},
      receipt_jws ${text},
      reason ${text},
      made_by ${text},
      at_ms ${integer} not null
    )${table}`,
    'create index vouches_by on vouches (by_device_id) where by_device_id is not null',
    `create table announcements (
      id ${text} not null primary key,
      user_id ${text} not null references users (id) on delete cascade,
      what ${text} not null,
      at_ms ${integer} not null,
      last_at_ms ${integer},
      count ${integer} not null default 1,
      device_id ${text},
      by_device_id ${text},
      by_whom ${text} not null,
      application_id ${text},
      ip ${text},
      detail ${text} not null,
      undone_at_ms ${integer},
      undone_by ${text}
    )${table}`,
    'create index announcements_user on announcements (user_id, at_ms)',
    `create table undo_links (
      token_hash ${text} not null primary key,
      announcement_id ${text} not null references announcements (id) on delete cascade,
      expires_at_ms ${integer} not null,
      used_at_ms ${integer}
    )${table}`,
  ];
}
