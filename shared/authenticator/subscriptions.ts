import { base64url } from 'jose';
import type { Subscription } from '../protocol/device-api.ts';
import { DEVICE_FEATURES, isNamed } from '../protocol/features.ts';
import { type Account, noteSelf, notingRefusal } from './account.ts';
import { AuthenticatorError, errorCode } from './errors.ts';
import type { Core } from './ports.ts';
import { isRecent } from './recent.ts';
import { bringSecondKey } from './second-key.ts';
import { wantsPush } from './wants-push.ts';

/**
 * What a shell can do about Web Push. A subscription belongs to one server's push key. A phone's app comes from one server
 * and has one; an extension has one for each server it is paired with.
 */
export interface Subscriptions {
  /** Whether the person lets this browser notify; people take it back in the browser's settings. */
  allowed(): boolean;
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
  /** Gives the subscription for this key back: nothing is delivered to it any more. */
  giveUp(vapidPublicKey: string): Promise<void>;
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

export type Reconciled = 'unchanged' | 'renewed' | 'paused' | 'unavailable';

/** After a push, the server is only asked when something looks different here or it has not been asked for this long. */
const ASK_AGAIN_MS = 60 * 60_000;
/** The server tests a new subscription by itself; if that hasn't arrived by then, another test is asked for. */
const TEST_AGAIN_MS = 30_000;
/** A push service that refuses the new subscription too isn't given one more at each opening. */
const RENEW_AGAIN_MS = 10 * 60_000;

/** Whether the server is known to have this version's features on file, or to know none. */
function knowsFeatures({ features }: Account): boolean {
  return features === null || (features !== undefined && isNamed(features));
}

/**
 * Makes the browser's subscription and the server's record of it the same: `pushsubscriptionchange` is unreliable, so this
 * runs on every open and every push. Renews when the endpoint differs, when the server's push key has changed, and when
 * the push service has refused the endpoint for good; asks for a test where the server still waits for its echo; tells
 * the server when the permission was taken back, and goes on when it is there again. On the way the server is told of
 * features that an update has brought, and given the second key that an older version didn't make.
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
  const allowed = subscriptions.allowed();
  if (!allowed && wantsPush(account) && !account.pushPaused) return pause(core, account);
  const known = options.after === 'push' ? await subscriptions.current(account.vapid.publicKey) : null;
  if (known) {
    const asOnFile = (await hashEndpoint(known.endpoint)) === account.endpointHash;
    if (asOnFile && knowsFeatures(account) && isRecent(account.lastContactAtMs, core.now(), ASK_AGAIN_MS))
      return 'unchanged';
  }
  let self = await notingRefusal(core, deviceId, core.api.self(account));
  // An update of this app may have brought some.
  if (self.state === 'active' && self.features && !isNamed(self.features)) {
    self = await core.api.changeSelf(account, { features: [...DEVICE_FEATURES] });
    await core.keys.changeAccount(deviceId, (current) => ({ ...current, updateNeeded: false }));
  }
  self = await bringSecondKey(core, account, self);
  const noted = await noteSelf(core, deviceId, self);
  if (!allowed || !noted || !wantsPush(noted)) return 'unchanged';

  const isDead = isRefusedForGood(self);
  // By the key that the server has now: a subscription for the key before counts as none.
  const current = isDead ? null : await subscriptions.current(self.vapid.publicKey);
  if (current) {
    if ((await hashEndpoint(current.endpoint)) !== self.endpointHash) {
      await tell(core, noted, current);
      return 'renewed';
    }
    if (self.delivery === 'pull') await testAgain(core, noted);
    return 'unchanged';
  }
  if (isDead && isRecent(noted.subscribedAtMs, core.now(), RENEW_AGAIN_MS)) return 'unavailable';
  try {
    await renewSubscriptions(core, subscriptions, noted);
    return 'renewed';
  } catch (error) {
    // Without permission there is nothing to renew; health.ts says so.
    if (SUBSCRIBE_FAILURES.has(errorCode(error) ?? '')) return 'unavailable';
    throw error;
  }
}

const SUBSCRIBE_FAILURES: ReadonlySet<string> = new Set([
  'permission_denied',
  'permission_dismissed',
  'subscribe_failed',
  'subscribe_timeout',
]);

/** Whether no push will reach the endpoint on file any more; trouble of the push service passes by itself. */
export function isRefusedForGood({ pushHealth, pushTrouble }: Pick<Account, 'pushHealth' | 'pushTrouble'>): boolean {
  return pushHealth === 'gone' || (pushHealth === 'failed' && !pushTrouble);
}

/**
 * Whether two accounts use one subscription: those of one server, and those of servers that name the same push key. Such a key is
 * no secret, so a server may name another one's: what it has made anew or given up must not leave the accounts there deaf.
 */
function shareSubscription(one: Account, other: Account): boolean {
  return one.issuer === other.issuer || one.vapid.publicKey === other.vapid.publicKey;
}

/**
 * Makes a new subscription in place of the one there is, and tells the server of it for every account that used that one;
 * the server tests it for each.
 * @param account the one that has to be told, while others are told as well as can be: each is compared again later
 * @throws AuthenticatorError permission_denied, subscribe_timeout, subscribe_failed, offline, device_revoked …
 */
export async function renewSubscriptions(core: Core, subscriptions: Subscriptions, account: Account): Promise<void> {
  const { publicKey } = account.vapid;
  const subscription = await subscribeWithin(core, subscriptions, publicKey, { fresh: true });
  await tell(core, account, subscription);
  for (const other of await core.keys.accounts()) {
    if (other.deviceId === account.deviceId || !shareSubscription(other, account) || !wantsPush(other)) continue;
    if (other.state === 'active' || other.state === 'pending') await tell(core, other, subscription).catch(passOver);
  }
}

/**
 * Turns notifications on for every active account, with a new subscription per server, or off; off, the subscription is
 * given back where no account of this browser uses it any more.
 * @throws AuthenticatorError the last failure, after all were tried: permission_denied, subscribe_timeout,
 *   subscribe_failed, pull_not_allowed, …
 */
export async function changeDelivery(core: Core, subscriptions: Subscriptions, to: 'push' | 'pull'): Promise<void> {
  const active = (await core.keys.accounts()).filter(({ state }) => state === 'active');
  const failures: unknown[] = [];
  /** By push key: a second one for the same key would end the first. */
  const made = new Map<string, Subscription>();
  const fresh = async ({ vapid: { publicKey } }: Account) => {
    const subscription =
      made.get(publicKey) ?? (await subscribeWithin(core, subscriptions, publicKey, { fresh: true }));
    made.set(publicKey, subscription);
    return subscription;
  };
  for (const ofServer of Map.groupBy(active, ({ issuer }) => issuer).values()) {
    try {
      const [first] = ofServer;
      const subscription = first && to === 'push' ? await fresh(first) : null;
      for (const account of ofServer) await tell(core, account, subscription).catch((error) => failures.push(error));
    } catch (error) {
      failures.push(error);
    }
    for (const account of ofServer) await giveUpUnused(core, subscriptions, account);
  }
  if (failures.length > 0) throw failures.at(-1);
}

/** Gives back the subscription that this account used, unless another account of this browser uses it. Best effort. */
export async function giveUpUnused(core: Core, subscriptions: Subscriptions, account: Account): Promise<void> {
  const accounts = await core.keys.accounts();
  if (accounts.some((other) => shareSubscription(other, account) && wantsPush(other))) return;
  await subscriptions.giveUp(account.vapid.publicKey).catch(() => undefined);
}

/** The browser has dropped the subscription together with the permission; the server needn't push to it any more. */
async function pause(core: Core, account: Account): Promise<Reconciled> {
  const self = await notingRefusal(core, account.deviceId, core.api.renewSubscription(account, null));
  await noteSelf(core, account.deviceId, self, { pushPaused: true });
  return 'paused';
}

async function tell(core: Core, account: Account, subscription: Subscription | null): Promise<void> {
  const self = await notingRefusal(core, account.deviceId, core.api.renewSubscription(account, subscription));
  await noteSelf(core, account.deviceId, self, { pushPaused: false, subscribedAtMs: core.now() });
}

/** Best effort: the server limits tests, and the next opening tries again. */
async function testAgain(core: Core, account: Account): Promise<void> {
  if (!isRecent(account.subscribedAtMs, core.now(), TEST_AGAIN_MS)) await core.api.sendTest(account).catch(passOver);
}

function passOver(error: unknown): void {
  if (errorCode(error) === undefined) throw error;
}

/** base64url SHA-256 of an endpoint: what the server's record of it is compared with. */
async function hashEndpoint(endpoint: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint));
  return base64url.encode(new Uint8Array(digest));
}
