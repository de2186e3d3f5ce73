import { randomBytes } from 'node:crypto';
import type { Registrations } from '../web-push-subscriptions.ts';

/** A browser's push, as a service worker registration gives it: one subscription, for one key, until it is given back. */
export function createFakePush() {
  const state = {
    permission: 'granted' as NotificationPermission,
    /** What the browser hands out from now on, in place of a new endpoint. */
    nextEndpoint: undefined as string | undefined,
    subscription: null as PushSubscription | null,
    made: 0,
  };
  const pushManager = {
    getSubscription: async () => state.subscription,
    subscribe: async ({ applicationServerKey: key }: { applicationServerKey: Uint8Array }) => {
      if (state.permission !== 'granted') throw new DOMException('no', 'NotAllowedError');
      const current = state.subscription;
      if (current) {
        const same = Buffer.from(current.options.applicationServerKey as ArrayBuffer).equals(Buffer.from(key));
        if (!same) throw new DOMException('another key', 'InvalidStateError');
        return current;
      }
      state.made += 1;
      const endpoint = state.nextEndpoint ?? `https://push.example/made-${state.made}`;
      const keys = { p256dh: `B${'A'.repeat(86)}`, auth: randomBytes(16).toString('base64url') };
      state.subscription = {
        endpoint,
        options: { applicationServerKey: Uint8Array.from(key).buffer },
        toJSON: () => ({ endpoint, expirationTime: null, keys }),
        unsubscribe: async () => {
          state.subscription = null;
          return true;
        },
      } as unknown as PushSubscription;
      return state.subscription;
    },
  };
  const registration = async () => ({ pushManager }) as unknown as ServiceWorkerRegistration;
  const registrations: Registrations = { current: registration, ready: registration };
  return { state, registrations, allowed: () => state.permission === 'granted' };
}
