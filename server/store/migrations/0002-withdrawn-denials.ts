import type { Dialect } from '../migrations.ts';

/** When an application took back, or replaced, a question whose denial it may not see (challenges/view.ts). */
export function withdrawnDenials({ integer }: Dialect): string[] {
  return [`alter table challenges add column withdrawn_at_ms ${integer}`];
}
