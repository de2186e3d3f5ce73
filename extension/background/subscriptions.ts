import type { Core } from '../../shared/authenticator/core.ts';
import { AuthenticatorError } from '../../shared/authenticator/errors.ts';
import type { Subscriptions } from '../../shared/authenticator/subscriptions.ts';
import { createWebPushSubscriptions } from '../../shared/authenticator/web-push-subscriptions.ts';

/**
 * Web Push on the worker's own registration. It has one subscription and that one push key, so it serves the first server
 * that a person pairs with; accounts of another one are pulled.
 */
export function createSubscriptions(core: Pick<Core, 'keys'>): Subscriptions {
  const { registration } = self as unknown as { registration?: ServiceWorkerRegistration };
  const ready = async () => {
    if (registration) return registration;
    throw new AuthenticatorError('subscribe_failed', 'this browser gives extensions no Web Push');
  };
  const own = createWebPushSubscriptions(
    { current: async () => registration, ready },
    // The manifest's permission has been given with the installation.
    { userVisibleOnly: false, allowed: () => true },
  );
  return {
    current: own.current,
    subscribe: async (vapidPublicKey, options) => {
      const existing = await own.current();
      const other = existing !== null && existing.vapidPublicKey !== vapidPublicKey && existing.vapidPublicKey;
      const accounts = other ? await core.keys.accounts() : [];
      const inUse = accounts.some(
        ({ state, delivery, vapid }) => state !== 'revoked' && delivery === 'push' && vapid.publicKey === other,
      );
      if (inUse) throw new AuthenticatorError('subscribe_failed', 'push already serves another server');
      return own.subscribe(vapidPublicKey, options);
    },
  };
}
