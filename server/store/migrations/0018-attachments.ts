import type { Dialect } from '../migrations.ts';

/**
 * Texts that belong to a request (challenges/attachments.ts), sealed under the server's secret file. The long column is the
 * last one: who looks at the others reads no page of it.
 */
export function attachments({ text, integer, table }: Dialect): string[] {
  return [
    `create table attachments (
      challenge_id ${text} not null references challenges (id) on delete cascade,
      position ${integer} not null,
      application_id ${text} not null references applications (id) on delete cascade,
      size_bytes ${integer} not null,
      text_sealed ${text} not null,
      primary key (challenge_id, position)
    )${table}`,
    'create index attachments_application on attachments (application_id, size_bytes)',
  ];
}
