import type { Dialect } from '../migrations.ts';

/** Whether an application that asks for the origin of the login's tab takes no code (accounts/policy.ts). */
export function originRequired({ integer }: Dialect): string[] {
  return [`alter table applications add column origin_required ${integer} not null default 0`];
}
