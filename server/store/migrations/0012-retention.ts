import type { Dialect } from '../migrations.ts';

/**
 * What the server knows of its own upkeep, in one row: for how long logins are kept where NOD_RETENTION_DAYS doesn't say
 * (a database that is in use already keeps all, as it always has), and when old ones were last looked for.
 */
export function retention({ integer, table }: Dialect): string[] {
  return [
    `create table server_state (
      id ${integer} not null primary key,
      retention_days ${integer} not null,
      swept_at_ms ${integer} not null,
      write_checks ${integer} not null
    )${table}`,
    `insert into server_state (id, retention_days, swept_at_ms, write_checks)
      select 1, case when exists (select 1 from applications) or exists (select 1 from users) then 0 else 365 end, 0, 0`,
  ];
}
