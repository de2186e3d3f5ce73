import type { Dialect } from '../migrations.ts';

/**
 * How announcements leave: what is due on each channel, the addresses of those who want e-mail, and webhooks.
 *
 * A user who has no row in `email_addresses` gets no e-mail.
 */
export function announcementChannels({ text, integer, table }: Dialect): string[] {
  return [
    `create table outbox (
      id ${text} not null primary key,
      announcement_id ${text} not null references announcements (id) on delete cascade,
      user_id ${text} not null references users (id) on delete cascade,
      channel ${text} not null,
      target ${text} not null,
      always ${integer} not null,
      state ${text} not null,
      attempts ${integer} not null default 0,
      answer ${text} not null default '',
      next_attempt_ms ${integer},
      created_at_ms ${integer} not null,
      updated_at_ms ${integer} not null
    )${table}`,
    'create index outbox_due on outbox (channel, next_attempt_ms) where next_attempt_ms is not null',
    'create index outbox_announcement on outbox (announcement_id)',
    'create index outbox_user on outbox (user_id, channel, updated_at_ms)',
    'create index undo_links_announcement on undo_links (announcement_id)',
    `create table email_addresses (
      user_id ${text} not null primary key references users (id) on delete cascade,
      address ${text},
      counts_from_ms ${integer} not null,
      old_address ${text}
    )${table}`,
    `create table webhooks (
      id ${text} not null primary key,
      url ${text} not null,
      application_id ${text} references applications (id) on delete cascade,
      secret_sealed ${text} not null,
      created_at_ms ${integer} not null
    )${table}`,
  ];
}
