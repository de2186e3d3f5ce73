import type { BackgroundContext } from './background-context.ts';

/** Puts the number of waiting requests on the app's icon. */
export async function updateBadge({ core, badge }: Pick<BackgroundContext, 'core' | 'badge'>): Promise<void> {
  let count = 0;
  for (const item of await core.inbox.waiting()) {
    if (item.expiresAtMs > (await core.clock.now(item.claims.iss))) count += 1;
  }
  await badge(count);
}
