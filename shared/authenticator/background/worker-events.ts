import type { Channel } from '../channel.ts';
import { AuthenticatorError } from '../errors.ts';
import type { Core } from '../ports.ts';
import { receivePush } from '../receive.ts';
import { resume } from '../resume.ts';
import { reconcile, type Subscriptions } from '../subscriptions.ts';
import { lookAtWaiting } from '../vouching.ts';
import { wantsPush } from '../wants-push.ts';

/** The tools of a background worker's event handlers. Each shell makes it of the real things, tests of others. */
export interface BackgroundContext {
  readonly core: Core;
  readonly subscriptions: Subscriptions;
  readonly channel: Channel;
  readonly windows: Windows;
  /** The number on the app's icon, where there is one. */
  readonly badge: (count: number) => Promise<void>;
  /** Asks to be woken when the network is back, where the browser can (Background Sync). */
  readonly wakeWhenOnline: () => Promise<void>;
}

/** The app's open windows. */
export interface Windows {
  /** Brings one to the front and shows `hash` in it, or opens a new one. */
  open(hash: string): Promise<void>;
}

/**
 * One push: the core verifies, keeps and shows; open pages hear of it; then the subscription is compared with the
 * server's record, since this is a moment at which it is known to work.
 */
export async function handlePush(context: BackgroundContext, text: string | null): Promise<void> {
  const { core, channel } = context;
  try {
    await receivePush(core, text);
    await lookAtWaiting(core);
  } finally {
    channel.announce({ type: 'changed' });
  }
  await updateBadge(context);
  await reconcileAll(context, 'push');
}

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

/** Compares and renews for every account that is to be reached by push. Best effort: the next open or push tries again. */
export async function reconcileAll({ core, subscriptions }: BackgroundContext, after: 'open' | 'push'): Promise<void> {
  for (const account of await core.keys.accounts()) {
    if (account.state !== 'active' || !wantsPush(account)) continue;
    await reconcile(core, account, subscriptions, { after }).catch((error: unknown) => {
      if (!(error instanceof AuthenticatorError)) throw error;
    });
  }
}

/** Puts the number of waiting requests on the app's icon. */
export async function updateBadge({ core, badge }: Pick<BackgroundContext, 'core' | 'badge'>): Promise<void> {
  let count = 0;
  for (const item of await core.inbox.waiting()) {
    if (item.expiresAtMs > (await core.clock.now(item.claims.iss))) count += 1;
  }
  await badge(count);
}
