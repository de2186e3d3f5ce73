import { AuthenticatorError } from '../../shared/authenticator/errors.ts';
import type { Core } from '../../shared/authenticator/ports.ts';
import type { Subscriptions } from '../../shared/authenticator/subscriptions.ts';
import { wantsPush } from '../../shared/authenticator/wants-push.ts';
import {
  createWebPushSubscriptions,
  livingSubscription,
  parseSubscription,
} from '../../shared/authenticator/web-push-subscriptions.ts';
import type { FurtherPush } from './further-push.ts';

/** One subscription per server. */
export interface ServerSubscriptions extends Subscriptions {
  /**
   * Keeps further subscriptions reachable, and tidies when accounts have come or gone since the last time. Asks the push
   * client for nothing else, so it may be called in the first moment of a start. Best effort.
   * @returns whether pushes may have come that nothing took
   */
  settle(): Promise<boolean>;
  /** Gives back the further subscriptions that no account needs, and keeps the others reachable. Best effort. */
  tidy(): Promise<void>;
}

/**
 * A registration has one subscription, and that one server's key. The worker's own serves the first server that a person
 * pairs with; each further server gets a further one.
 */
export function createSubscriptions(
  core: Pick<Core, 'keys'>,
  own: Subscriptions,
  further: FurtherPush,
): ServerSubscriptions {
  /** Keys subscribed for in the life of this worker, for pairings that have no account yet. */
  const promised = new Set<string>();

  const keysInUse = async () => {
    const accounts = (await core.keys.accounts()).filter(
      (account) => account.state !== 'revoked' && wantsPush(account),
    );
    for (const { vapid } of accounts) promised.delete(vapid.publicKey);
    return new Set([...accounts.map(({ vapid }) => vapid.publicKey), ...promised]);
  };
  const isOwn = async (vapidPublicKey: string) => (await own.current(vapidPublicKey)) !== null;
  const goesFurther = async (vapidPublicKey: string) => {
    if (await isOwn(vapidPublicKey)) return false;
    const inUse = await keysInUse();
    for (const other of inUse) if (other !== vapidPublicKey && (await isOwn(other))) return true;
    // The own one is free. A server that has a further one already keeps it; where that can't be found out, it has none.
    return inUse.has(vapidPublicKey) && (await further.current(vapidPublicKey).catch(() => null)) !== null;
  };

  const tidy = async () => {
    const inUse = await keysInUse();
    tidiedFor = Promise.resolve(nameOf(inUse));
    const needed: string[] = [];
    for (const vapidPublicKey of inUse) if (!(await isOwn(vapidPublicKey))) needed.push(vapidPublicKey);
    await further.keep(needed).catch(nextTime);
  };
  // The keys when the worker starts: if its first event changes them, that counts as a change.
  let tidiedFor = keysInUse().then(nameOf);

  return {
    allowed: own.allowed,
    current: async (vapidPublicKey) => {
      const current = await own.current(vapidPublicKey);
      if (current) return current;
      return livingSubscription(await further.current(vapidPublicKey));
    },
    subscribe: async (vapidPublicKey, options = { fresh: false }) => {
      if (!(await goesFurther(vapidPublicKey))) return own.subscribe(vapidPublicKey, options);
      promised.add(vapidPublicKey);
      try {
        return parseSubscription(await further.subscribe(vapidPublicKey, options));
      } catch (error) {
        promised.delete(vapidPublicKey);
        throw error;
      }
    },
    giveUp: async (vapidPublicKey) => {
      promised.delete(vapidPublicKey);
      await own.giveUp(vapidPublicKey);
      await tidy();
    },
    settle: async () => {
      const inUse = await keysInUse();
      if (nameOf(inUse) !== (await tidiedFor)) await tidy();
      // Of several, at least one isn't the own one.
      return inUse.size > 1 ? ((await further.open().catch(nextTime)) ?? false) : false;
    },
    tidy,
  };
}

function nameOf(keys: ReadonlySet<string>): string {
  return [...keys].sort().join(' ');
}

/** Passes over a failure of ours: the next event tries again. */
function nextTime(error: unknown): void {
  if (!(error instanceof AuthenticatorError)) throw error;
}

/** Web Push on the background worker's own registration. */
export function createOwnSubscriptions(): Subscriptions {
  const { registration } = self as unknown as { registration?: ServiceWorkerRegistration };
  const ready = async () => {
    if (registration) return registration;
    throw new AuthenticatorError('subscribe_failed', 'this browser gives extensions no Web Push');
  };
  // The manifest's permission was given with the installation.
  return createWebPushSubscriptions(
    { current: async () => registration, ready },
    { userVisibleOnly: false, allowed: () => true },
  );
}
