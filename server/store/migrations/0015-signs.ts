import type { Dialect } from '../migrations.ts';

/**
 * What a login from a browser that its application doesn't know asks for, and how signs of an attack are found without a cost
 * to logins (signs/look-out.ts): the partial index holds requests that have ended without an approval, so an approved login
 * writes nothing into it.
 */
export function signs({ text }: Dialect): string[] {
  return [
    `alter table applications add column unknown_browser ${text} not null default 'same'`,
    `create index challenges_unapproved on challenges (final_at_ms)
      where final_at_ms is not null and state <> 'approved'`,
  ];
}
