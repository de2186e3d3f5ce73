import type { Account } from './account.ts';

/**
 * Whether the account is to be reached by push, also while it isn't: its new subscription was not tested yet, the old one
 * is gone, or the permission was taken back.
 */
export function wantsPush({ delivery, endpointHash, pushHealth, pushPaused = false }: Account): boolean {
  return delivery === 'push' || endpointHash !== null || pushHealth === 'gone' || pushPaused;
}
