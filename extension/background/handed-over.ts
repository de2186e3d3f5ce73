import type { BackgroundContext } from '../../shared/authenticator/background/worker-events.ts';
import { handlePush, handleSubscriptionChange } from '../../shared/authenticator/background/worker-events.ts';
import { type FurtherEvent, type HandedOver, OFFSCREEN_PAGE } from '../messages.ts';
import { isOwnPage, type Own, type Sender } from '../own-pages.ts';

/** @returns the event that a further worker got, or undefined for a message that isn't the offscreen document's */
export function parseHandedOver(message: unknown, sender: Sender, own: Own): FurtherEvent | undefined {
  if (!isOwnPage(sender, own) || sender.url !== `${own.baseUrl}${OFFSCREEN_PAGE}`) return undefined;
  if (typeof message !== 'object' || message === null) return undefined;
  const { type, what } = message as Partial<HandedOver>;
  if (type !== 'handed_over' || typeof what !== 'object' || what === null) return undefined;
  if (what.event === 'subscription_change') return what;
  return what.event === 'push' && (what.text === null || typeof what.text === 'string') ? what : undefined;
}

/** Handles the event as if it had come to this worker itself. */
export function handleHandedOver(context: BackgroundContext, what: FurtherEvent): Promise<void> {
  return what.event === 'push' ? handlePush(context, what.text) : handleSubscriptionChange(context);
}
