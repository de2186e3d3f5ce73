import type { Self } from '../protocol/device-api.ts';
import { type Account, whatServerSays } from './account.ts';
import { noteRefusal } from './account-refusal.ts';
import type { Core } from './core.ts';
import { errorCode } from './errors.ts';
import { hashEndpoint, type Subscriptions, subscribeWithin } from './subscriptions.ts';

export type Reconciled = 'unchanged' | 'renewed' | 'unavailable';

/** After a push, the server is only asked when something looks different here or it has not been asked for this long. */
const ASK_AGAIN_MS = 60 * 60_000;

/**
 * Makes the browser's subscription and the server's record of it the same: `pushsubscriptionchange` is unreliable, so this
 * runs on every open and every push. Renews when the endpoint differs, when the server's push key has changed, and when
 * the server has found the endpoint gone.
 * @param options.after `open` always asks the server; `push` only if there is reason to
 * @throws AuthenticatorError offline, server_unreachable, device_revoked …
 */
export async function reconcile(
  core: Core,
  account: Account,
  subscriptions: Subscriptions,
  options: { after: 'open' | 'push' },
): Promise<Reconciled> {
  const known = options.after === 'push' ? await subscriptions.current(account.vapid.publicKey) : null;
  if (known) {
    const asOnFile = (await hashEndpoint(known.endpoint)) === account.endpointHash;
    if (asOnFile && core.now() - (account.lastContactAtMs ?? 0) < ASK_AGAIN_MS) return 'unchanged';
  }
  const self = await core.api.self(account).catch(async (error: unknown) => {
    await noteRefusal(core, account.deviceId, error);
    throw error;
  });
  await note(core, account, self);
  if (self.delivery === 'pull') return 'unchanged';

  const gone = self.pushHealth === 'gone';
  // By the key that the server has now: one made for the key before is none.
  const current = gone ? null : await subscriptions.current(self.vapid.publicKey);
  const subscription = current ?? (await subscribeAnew(core, subscriptions, self, gone));
  if (!subscription) return 'unavailable';
  if (!gone && (await hashEndpoint(subscription.endpoint)) === self.endpointHash) return 'unchanged';
  await note(core, account, await core.api.renewSubscription(account, subscription));
  return 'renewed';
}

/**
 * Turns notifications on for an account that was paired without them, or off.
 * @param subscriptions null to go on without: requests then show while Nod is open
 * @throws AuthenticatorError permission_denied, subscribe_timeout, subscribe_failed, pull_not_allowed, …
 */
export async function changeDelivery(
  core: Core,
  account: Account,
  subscriptions: Subscriptions | null,
): Promise<Account> {
  const subscription = subscriptions && (await subscribeWithin(core, subscriptions, account.vapid.publicKey));
  const self = await core.api.renewSubscription(account, subscription);
  return (await note(core, account, self)) ?? account;
}

async function subscribeAnew(core: Core, subscriptions: Subscriptions, self: Self, fresh: boolean) {
  try {
    return await subscribeWithin(core, subscriptions, self.vapid.publicKey, { fresh });
  } catch (error) {
    // Without permission there is nothing to renew; health.ts says so.
    if (errorCode(error) === undefined) throw error;
    return null;
  }
}

function note(core: Core, account: Account, self: Self): Promise<Account | undefined> {
  return core.keys.changeAccount(account.deviceId, (current) => ({ ...current, ...whatServerSays(self, core.now()) }));
}
