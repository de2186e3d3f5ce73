import type { Dialect } from '../migrations.ts';

/**
 * Requests that ring nobody (challenges/admission.ts), wrong answers that cost one try however often they come
 * (challenges/matching-code.ts), and why a request was canceled.
 *
 * A flood of quiet requests must cost other logins nothing, so the indexes of logins leave out those that nobody has
 * fetched; they have two of their own, into which no other login writes. Queries state `quiet`, `kept` and the state as
 * literals: SQLite can't match a bound value with a partial index.
 */
export function quietRequests({ text, integer }: Dialect): string[] {
  return [
    `alter table challenges add column quiet ${integer} not null default 0`,
    `alter table challenges add column rings ${integer} not null default 1`,
    `alter table challenges add column kept ${integer} not null default 1`,
    `alter table challenges add column wrong_answers ${text} not null default ''`,
    `alter table challenges add column cancel_reason ${text}`,
    `alter table users add column unblocked_at_ms ${integer} not null default 0`,
    'drop index challenges_one_pending',
    `create unique index challenges_one_pending on challenges (user_id, application_id)
      where state = 'pending' and quiet = 0`,
    'drop index challenges_user',
    'create index challenges_user on challenges (user_id, created_at_ms) where kept = 1',
    `create index challenges_quiet on challenges (user_id, application_id, created_at_ms)
      where state = 'pending' and quiet = 1`,
    'create index challenges_unkept on challenges (final_at_ms) where kept = 0',
  ];
}
