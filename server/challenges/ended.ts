import type { Outcome } from '../../shared/protocol/receipt.ts';
import type { ChallengeRow } from '../store/schema.ts';
import type { ChallengesContext } from './context.ts';

/**
 * After the commit of whatever ended a challenge: waiters and the devices' event streams wake, the metrics count it.
 * @param atMs when it ended
 */
export function ended(context: ChallengesContext, challenge: ChallengeRow, state: Outcome, atMs: number): void {
  void context.store.bus.publish(`challenge:${challenge.id}`);
  void context.store.bus.publish(`user:${challenge.user_id}`);
  context.onFinal?.(state, atMs - challenge.created_at_ms);
}
