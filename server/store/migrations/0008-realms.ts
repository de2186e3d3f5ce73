import type { Dialect } from '../migrations.ts';

/** The id of the realm for everything that was there before there were realms: 16 zero bytes. */
const DEFAULT_REALM = `rlm_${'A'.repeat(22)}`;

/**
 * Each application belongs to a realm, and a user's name is unique in its realm only (accounts/realms.ts). All that exists
 * meant the same people by the same names so far, so it stays together, in the realm `default`. A new database gets none.
 */
export function realms({ kind, text, integer, table }: Dialect): string[] {
  const belong = (owner: string) => [
    `alter table ${owner} add column realm_id ${text} references realms (id)`,
    `update ${owner} set realm_id = '${DEFAULT_REALM}'`,
    // SQLite adds no column that is both required and a reference. There the types of ../tables/ see to it.
    ...(kind === 'postgres' ? [`alter table ${owner} alter column realm_id set not null`] : []),
  ];
  return [
    `create table realms (
      id ${text} not null primary key,
      name ${text} not null,
      created_at_ms ${integer} not null
    )${table}`,
    'create unique index realms_name on realms (name)',
    `insert into realms (id, name, created_at_ms)
      select '${DEFAULT_REALM}', 'default', min(created_at_ms)
      from (select created_at_ms from applications union all select created_at_ms from users) as existing
      having count(*) > 0`,
    ...belong('applications'),
    ...belong('users'),
    'create index applications_realm on applications (realm_id)',
    'drop index users_username',
    'create unique index users_username on users (realm_id, username)',
  ];
}
