import { base64url } from 'jose';
import type { Self, Subscription } from '../protocol/device-api.ts';
import { DEVICE_FEATURES, isNamed } from '../protocol/features.ts';
import { type Account, noteSelf, notingRefusal } from './account.ts';
import { AuthenticatorError, errorCode } from './errors.ts';
import type { Core } from './ports.ts';

/**
 * What a shell can do about Web Push. A subscription belongs to one server's push key. A phone's app comes from one server
 * and has one; an extension has one for each server it is paired with.
 */
export interface Subscriptions {
  /**
   * The subscription made for this very key, or null. One made for another key doesn't count, also where it is the only
   * one: the server couldn't push to it, and after a change of its key it has to be told of a new one.
   * @throws AuthenticatorError subscribe_failed when the shell can't find out
   */
  current(vapidPublicKey: string): Promise<Subscription | null>;
  /**
   * Gives the subscription for this key: the one there is, or a new one. With `fresh` the one there is gets replaced: the
   * push service no longer delivers to it. One for another key gives way only where the shell has room for no more.
   * @throws AuthenticatorError permission_denied, permission_dismissed, subscribe_failed
   */
  subscribe(vapidPublicKey: string, options?: { fresh: boolean }): Promise<Subscription>;
}

/** Chromium offline never settles subscribe(): after this long it counts as failed. */
export const SUBSCRIBE_LIMIT_MS = 20_000;

/** @throws AuthenticatorError subscribe_timeout, subscribe_failed, or what the shell throws */
export async function subscribeWithin(
  core: Core,
  subscriptions: Pick<Subscriptions, 'subscribe'>,
  vapidPublicKey: string,
  options: { fresh?: boolean; limitMs?: number } = {},
): Promise<Subscription> {
  const { fresh = false, limitMs = SUBSCRIBE_LIMIT_MS } = options;
  const settled = new AbortController();
  const timeout = core.wait(limitMs, settled.signal).then(() => {
    throw new AuthenticatorError('subscribe_timeout', `subscribe() did not answer within ${limitMs} ms`);
  });
  const subscribed = subscriptions.subscribe(vapidPublicKey, { fresh }).catch((error: unknown) => {
    if (error instanceof AuthenticatorError) throw error;
    throw new AuthenticatorError('subscribe_failed', 'the browser refused to subscribe', { cause: error });
  });
  try {
    return await Promise.race([subscribed, timeout]);
  } finally {
    timeout.catch(() => undefined);
    subscribed.catch(() => undefined);
    settled.abort();
  }
}

export type Reconciled = 'unchanged' | 'renewed' | 'unavailable';

/** After a push, the server is only asked when something looks different here or it has not been asked for this long. */
const ASK_AGAIN_MS = 60 * 60_000;

/**
 * Makes the browser's subscription and the server's record of it the same: `pushsubscriptionchange` is unreliable, so this
 * runs on every open and every push. Renews when the endpoint differs, when the server's push key has changed, and when
 * the server has found the endpoint gone. On the way the server is told of features that an update has brought.
 * @param options.after `open` always asks the server; `push` only if there is reason to
 * @throws AuthenticatorError offline, server_unreachable, device_revoked …
 */
export async function reconcile(
  core: Core,
  account: Account,
  subscriptions: Subscriptions,
  options: { after: 'open' | 'push' },
): Promise<Reconciled> {
  const { deviceId } = account;
  const known = options.after === 'push' ? await subscriptions.current(account.vapid.publicKey) : null;
  if (known) {
    const asOnFile = (await hashEndpoint(known.endpoint)) === account.endpointHash;
    if (asOnFile && knowsFeatures(account) && core.now() - (account.lastContactAtMs ?? 0) < ASK_AGAIN_MS)
      return 'unchanged';
  }
  let self = await notingRefusal(core, deviceId, core.api.self(account));
  // An update of this app may have brought some.
  if (self.state === 'active' && self.features && !isNamed(self.features)) {
    self = await core.api.changeSelf(account, { features: [...DEVICE_FEATURES] });
    await core.keys.changeAccount(deviceId, (current) => ({ ...current, updateNeeded: false }));
  }
  await noteSelf(core, deviceId, self);
  if (self.delivery === 'pull') return 'unchanged';

  const gone = self.pushHealth === 'gone';
  // By the key that the server has now: a subscription for the key before counts as none.
  const current = gone ? null : await subscriptions.current(self.vapid.publicKey);
  const subscription = current ?? (await subscribeAnew(core, subscriptions, self, gone));
  if (!subscription) return 'unavailable';
  if (!gone && (await hashEndpoint(subscription.endpoint)) === self.endpointHash) return 'unchanged';
  await noteSelf(core, deviceId, await core.api.renewSubscription(account, subscription));
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
  return (await noteSelf(core, account.deviceId, self)) ?? account;
}

/** Whether the server is known to have this version's features on file, or to know none. */
function knowsFeatures({ features }: Account): boolean {
  return features === null || (features !== undefined && isNamed(features));
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

/** base64url SHA-256 of an endpoint: what the server's record of it is compared with. */
async function hashEndpoint(endpoint: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint));
  return base64url.encode(new Uint8Array(digest));
}
