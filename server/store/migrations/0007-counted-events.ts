import type { Dialect } from '../migrations.ts';

/**
 * Events that a stranger can cause as often as they like become one row with a count (events/record.ts, `countEvent`):
 * otherwise a flood of refusals would fill the log. The index is partial, so other events pay nothing for it.
 */
export function countedEvents({ text, integer }: Dialect): string[] {
  return [
    `alter table events add column count ${integer} not null default 1`,
    `alter table events add column last_at_ms ${integer}`,
    `alter table events add column counted_as ${text}`,
    'create unique index events_counted on events (counted_as) where counted_as is not null',
  ];
}
