import type { Dialect } from '../migrations.ts';

/**
 * Applications whose requests wait beside each other, as those of agents do, and which of the requests are such. Only of the
 * others there is one at most that waits for a user.
 */
export function parallelRequests({ integer }: Dialect): string[] {
  return [
    `alter table applications add column parallel ${integer} not null default 0`,
    `alter table challenges add column parallel ${integer} not null default 0`,
    'drop index challenges_one_pending',
    `create unique index challenges_one_pending on challenges (user_id, application_id)
      where state = 'pending' and quiet = 0 and parallel = 0`,
    `create index challenges_parallel on challenges (user_id, application_id, expires_at_ms)
      where parallel = 1`,
  ];
}
