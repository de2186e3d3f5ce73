import type { Dialect } from '../migrations.ts';

/**
 * Which parts of the protocol a device has named (shared/protocol/features.ts): none, until it says so after its next update. And
 * the paths of an application's login pages (shared/protocol/login-paths.ts): none means any.
 */
export function features({ text }: Dialect): string[] {
  return [
    `alter table devices add column features ${text} not null default '[]'`,
    `alter table applications add column login_paths ${text} not null default '[]'`,
  ];
}
