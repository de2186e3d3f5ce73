import type { Dialect } from '../migrations.ts';

/**
 * An endpoint counts for a device after the device has shown that pushes to it arrive (devices/subscription.ts). Those on
 * file were taken as they were given and go on counting; the next renewal of each has to be shown. The index finds the
 * devices that share one: accounts of one browser do.
 */
export function shownEndpoints({ integer }: Dialect): string[] {
  return [
    `alter table devices add column test_asked_at_ms ${integer} not null default 0`,
    `alter table devices add column test_allowance_ms ${integer} not null default 0`,
    'create index devices_endpoint on devices (endpoint) where endpoint is not null',
  ];
}
