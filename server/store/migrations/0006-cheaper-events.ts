import type { Dialect } from '../migrations.ts';

/**
 * Each login wrote its two events into two indexes, although no page shows the events of one user or one application
 * yet. The release that adds such a page will add the index that it needs. On SQLite each event also wrote the last id
 * into a table of its own (`autoincrement`), so that the id of a removed event is not given out again. Without it only
 * the newest event's id could be, and that event is never removed.
 */
export function cheaperEvents({ kind, text, integer, table }: Dialect): string[] {
  if (kind === 'postgres') return ['drop index events_user', 'drop index events_application'];
  return [
    `create table events_next (
      id integer not null primary key,
      at_ms ${integer} not null,
      type ${text} not null,
      user_id ${text},
      application_id ${text},
      challenge_id ${text},
      device_id ${text},
      source_ip ${text},
      device_ip ${text},
      detail ${text} not null
    )${table}`,
    'insert into events_next select * from events',
    'drop table events',
    'alter table events_next rename to events',
  ];
}
