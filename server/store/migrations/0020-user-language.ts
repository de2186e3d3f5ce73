import type { Dialect } from '../migrations.ts';

/** The language that a user's devices speak, for what the server itself says to them; null until one of them has said it. */
export function userLanguage({ text }: Dialect): string[] {
  return [`alter table users add column language ${text}`];
}
