import type { Dialect } from '../migrations.ts';

/** The time when an application canceled, or replaced, a challenge whose denial it may not see (challenges/view.ts). */
export function withdrawnDenials({ integer }: Dialect): string[] {
  return [`alter table challenges add column withdrawn_at_ms ${integer}`];
}
