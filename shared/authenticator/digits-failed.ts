import type { Account } from './account.ts';

/** Whether the digits on the screen are good no more, since they were typed wrong too often. */
export function digitsFailed({ vouching, lastAsk }: Pick<Account, 'vouching' | 'lastAsk'>): boolean {
  return vouching != null && lastAsk?.state === 'failed' && lastAsk.challengeId === vouching.challengeId;
}
