import { base64url } from 'jose';
import type { Subscription } from '../protocol/device-api.ts';
import type { Core } from './core.ts';
import { AuthenticatorError } from './errors.ts';

/** What a shell can do about Web Push. It has one subscription, so one server's push key at a time. */
export interface Subscriptions {
  current(): Promise<{ subscription: Subscription; vapidPublicKey: string | null } | null>;
  /**
   * Gives the subscription for this key: the one there is, or a new one. One made with another key is replaced, and with
   * `fresh` any is: the push service no longer delivers to it.
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

/** base64url SHA-256 of an endpoint: what the server's record of it is compared with. */
export async function hashEndpoint(endpoint: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint));
  return base64url.encode(new Uint8Array(digest));
}
