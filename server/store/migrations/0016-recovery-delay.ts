import type { Dialect } from '../migrations.ts';

/**
 * A new device that nobody lets in may wait instead (NOD_RECOVERY_DELAY, devices/recovery-delay.ts): since when, for how long,
 * when somebody has seen the notice of it, and when everybody was reminded; and until when a user's devices may not begin that.
 */
export function recoveryDelay({ integer }: Dialect): string[] {
  return [
    `alter table devices add column wait_asked_at_ms ${integer}`,
    `alter table devices add column wait_delay_ms ${integer}`,
    `alter table devices add column wait_seen_at_ms ${integer}`,
    `alter table devices add column wait_reminded_at_ms ${integer}`,
    'create index devices_wait on devices (id) where wait_asked_at_ms is not null',
    `alter table users add column no_wait_until_ms ${integer} not null default 0`,
  ];
}
