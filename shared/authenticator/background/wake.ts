import { resume } from '../resume.ts';
import type { BackgroundContext } from './background-context.ts';
import { updateBadge } from './badge.ts';
import { reconcileAll } from './push.ts';

/** The worker is awake, for whatever reason: finish what an earlier run left. */
export async function handleWake(context: BackgroundContext): Promise<void> {
  const resent = await resume(context.core);
  if (resent.some(({ outcome }) => outcome.kind === 'kept')) await context.wakeWhenOnline();
  context.channel.announce({ type: 'changed' });
  await updateBadge(context);
}

/** The browser has replaced or dropped the subscription; the server has to hear of the new one. */
export async function handleSubscriptionChange(context: BackgroundContext): Promise<void> {
  await reconcileAll(context, 'open');
  context.channel.announce({ type: 'changed' });
}
