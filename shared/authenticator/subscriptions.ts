import { base64url } from 'jose';
import type { Subscription } from '../protocol/device-api.ts';
import type { Core } from './core.ts';
import { AuthenticatorError } from './errors.ts';

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

/** base64url SHA-256 of an endpoint: what the server's record of it is compared with. */
export async function hashEndpoint(endpoint: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint));
  return base64url.encode(new Uint8Array(digest));
}
