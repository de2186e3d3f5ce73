import { base64url } from 'jose';
import * as v from 'valibot';
import { type Subscription, subscriptionSchema } from '../protocol/device-api.ts';
import { isDeadEndpoint } from './dead-endpoint.ts';
import { AuthenticatorError } from './errors.ts';
import type { Subscriptions } from './subscriptions.ts';

/** Where the service worker registration comes from: the one there is, or the one there will be, once it is active. */
export interface Registrations {
  readonly current: () => Promise<ServiceWorkerRegistration | undefined>;
  readonly ready: () => Promise<ServiceWorkerRegistration>;
}

/**
 * Web Push on a service worker registration. A registration has one subscription, and that one push key.
 * @param options.userVisibleOnly false only where the browser lets an extension take a push without a notification
 * @param options.allowed whether subscribe() may be called: without the permission it would ask the person out of the blue
 */
export function createWebPushSubscriptions(
  registrations: Registrations,
  options: { userVisibleOnly: boolean; allowed: () => boolean } = {
    userVisibleOnly: true,
    allowed: () => Notification.permission === 'granted',
  },
): Subscriptions {
  const { userVisibleOnly, allowed } = options;
  const manager = async () => {
    const found = (await registrations.ready()).pushManager as PushManager | undefined;
    if (!found) throw new AuthenticatorError('subscribe_failed', 'this browser has no Web Push');
    return found;
  };
  const found = async (vapidPublicKey: string) => {
    const subscription = await (await registrations.current())?.pushManager?.getSubscription();
    return subscription && keyOf(subscription) === vapidPublicKey ? subscription : null;
  };
  return {
    allowed,
    current: async (vapidPublicKey) => livingSubscription((await found(vapidPublicKey))?.toJSON() ?? null),
    giveUp: async (vapidPublicKey) => {
      await (await found(vapidPublicKey))?.unsubscribe();
    },
    subscribe: async (vapidPublicKey, { fresh } = { fresh: false }) => {
      if (!allowed()) throw new AuthenticatorError('permission_denied', 'not allowed');
      const pushManager = await manager();
      const existing = await pushManager.getSubscription();
      // subscribe() fails with InvalidStateError while there is a subscription for another key, so that one goes first.
      const isOfNoUse = (one: PushSubscription) => keyOf(one) !== vapidPublicKey || isDeadEndpoint(one.endpoint);
      if (existing && (fresh || isOfNoUse(existing))) await existing.unsubscribe();
      try {
        const applicationServerKey = new Uint8Array(base64url.decode(vapidPublicKey));
        const made = await pushManager.subscribe({ userVisibleOnly, applicationServerKey });
        return parseSubscription(made.toJSON());
      } catch (error) {
        if (error instanceof DOMException && error.name === 'NotAllowedError') {
          throw new AuthenticatorError('permission_denied', 'not allowed', { cause: error });
        }
        throw error;
      }
    },
  };
}

function keyOf(subscription: PushSubscription): string | null {
  const key = subscription.options.applicationServerKey;
  return key ? base64url.encode(new Uint8Array(key)) : null;
}

/** @param found the output of `PushSubscription.toJSON()`, or null. @returns null also for one that is dead */
export function livingSubscription(found: unknown): Subscription | null {
  if (found === null) return null;
  const { endpoint } = found as { endpoint?: unknown };
  return typeof endpoint === 'string' && isDeadEndpoint(endpoint) ? null : parseSubscription(found);
}

/** @param made the output of `PushSubscription.toJSON()`. @throws AuthenticatorError subscribe_failed */
export function parseSubscription(made: unknown): Subscription {
  const parsed = v.safeParse(subscriptionSchema, made);
  if (!parsed.success || isDeadEndpoint(parsed.output.endpoint)) {
    throw new AuthenticatorError('subscribe_failed', 'the browser gave no usable subscription');
  }
  return parsed.output;
}
