import type { Dialect } from '../migrations.ts';

/**
 * Each login wrote its two events into two indexes, and no page asks what happened to one user or one application yet:
 * whoever builds that page knows which index it wants. On SQLite it also wrote the last id into a table of its own
 * (`autoincrement`), against the id of a removed event being given out again: only that of the newest could be, and nothing
 * removes that.
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
