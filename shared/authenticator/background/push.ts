import { AuthenticatorError } from '../errors.ts';
import { receivePush } from '../receive.ts';
import { reconcile } from '../reconcile.ts';
import type { BackgroundContext } from './background-context.ts';
import { updateBadge } from './badge.ts';

/**
 * One push: the core verifies, keeps and shows; open pages hear of it; then the subscription is compared with the
 * server's record, since this is a moment at which it is known to work.
 */
export async function handlePush(context: BackgroundContext, text: string | null): Promise<void> {
  const { core, channel } = context;
  try {
    await receivePush(core, text);
  } finally {
    channel.announce({ type: 'changed' });
  }
  await updateBadge(context);
  await reconcileAll(context, 'push');
}

/** Compares and renews for every account that is reached by push. Best effort: the next open or push tries again. */
export async function reconcileAll({ core, subscriptions }: BackgroundContext, after: 'open' | 'push'): Promise<void> {
  for (const account of await core.keys.accounts()) {
    if (account.state !== 'active' || account.delivery !== 'push') continue;
    await reconcile(core, account, subscriptions, { after }).catch((error: unknown) => {
      if (!(error instanceof AuthenticatorError)) throw error;
    });
  }
}
