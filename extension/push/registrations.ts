import { base64url } from 'jose';
import { trustedWorker } from '../../shared/ui/trusted-worker.ts';

/** Where the build puts worker.ts. One file, many registrations: each has a scope of its own, and no page is in any. */
const WORKER = '/push/worker.js';
const SCOPES = '/push/';
/** Installing takes milliseconds; a worker that isn't active by then never will be. */
const ACTIVE_WITHIN_MS = 5_000;

/**
 * Asks a further worker to subscribe, with a port for the answer: only from inside its own worker can a further registration
 * subscribe without a promise to show every push (Chromium 156).
 */
export interface SubscribeMessage {
  readonly type: 'subscribe';
  /** base64url, which browsers take as well. */
  readonly vapidPublicKey: string;
}

/** PushSubscription.toJSON(), or the browser's error. */
export type SubscribeAnswer = { readonly output: unknown } | { readonly error: string };

/** The further registrations of this extension, each with one subscription. Only for pages: workers can't register any. */
export interface FurtherRegistrations {
  /** PushSubscription.toJSON() of the subscription for this key, or null. */
  current(vapidPublicKey: string): Promise<unknown>;
  /** The one there is, or a new one, in a registration that is free or new. @throws Error what the browser says */
  subscribe(vapidPublicKey: string, options: { fresh: boolean }): Promise<unknown>;
  /** Gives back all but those for these keys. */
  keep(vapidPublicKeys: readonly string[]): Promise<void>;
  all(): Promise<readonly ServiceWorkerRegistration[]>;
}

/** @param container navigator.serviceWorker */
export function createFurtherRegistrations(
  container: Pick<ServiceWorkerContainer, 'getRegistrations' | 'register'>,
): FurtherRegistrations {
  /** Paths of the scopes that are subscribing at the moment: they have no key yet that would tell what they are for. */
  const subscribing = new Set<string>();
  const worker = trustedWorker(WORKER);

  const all = async () => (await container.getRegistrations()).filter(({ scope }) => pathOf(scope).startsWith(SCOPES));
  const withKeys = async () =>
    Promise.all((await all()).map(async (registration) => ({ registration, key: await keyOf(registration) })));

  return {
    all,
    current: async (vapidPublicKey) => {
      const found = (await withKeys()).find(({ key }) => key === vapidPublicKey);
      const subscription = await found?.registration.pushManager.getSubscription();
      return subscription?.toJSON() ?? null;
    },
    subscribe: async (vapidPublicKey, { fresh }) => {
      const known = await withKeys();
      // From here until the scope is noted nothing is awaited, so that two calls at a time don't take the same one.
      const found =
        known.find(({ key }) => key === vapidPublicKey) ??
        known.find(({ key, registration }) => key === null && !subscribing.has(pathOf(registration.scope)));
      const taken = new Set([...subscribing, ...known.map(({ registration }) => pathOf(registration.scope))]);
      const scope = found ? pathOf(found.registration.scope) : firstFree(taken);
      subscribing.add(scope);
      try {
        const registration = await container.register(worker, { scope });
        if (fresh) await (await registration.pushManager.getSubscription())?.unsubscribe();
        return await ask(await active(registration), { type: 'subscribe', vapidPublicKey });
      } finally {
        subscribing.delete(scope);
      }
    },
    keep: async (vapidPublicKeys) => {
      for (const { registration, key } of await withKeys()) {
        const wanted = key !== null && vapidPublicKeys.includes(key);
        if (wanted || subscribing.has(pathOf(registration.scope))) continue;
        await (await registration.pushManager.getSubscription())?.unsubscribe();
        await registration.unregister();
      }
    },
  };
}

function firstFree(taken: ReadonlySet<string>): string {
  let number = 1;
  while (taken.has(`${SCOPES}${number}/`)) number += 1;
  return `${SCOPES}${number}/`;
}

function pathOf(scope: string): string {
  return new URL(scope).pathname;
}

async function keyOf(registration: ServiceWorkerRegistration): Promise<string | null> {
  const key = (await registration.pushManager.getSubscription())?.options.applicationServerKey;
  return key ? base64url.encode(new Uint8Array(key)) : null;
}

function active(registration: ServiceWorkerRegistration): Promise<ServiceWorker> {
  const worker = registration.active ?? registration.installing ?? registration.waiting;
  if (!worker) return Promise.reject(new Error('the registration has no worker'));
  if (worker.state === 'activated') return Promise.resolve(worker);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the worker was not activated')), ACTIVE_WITHIN_MS);
    worker.addEventListener('statechange', () => {
      if (worker.state !== 'activated') return;
      clearTimeout(timer);
      resolve(worker);
    });
  });
}

/** Settles with the worker's answer; without a network it never does, and the caller has a time limit. */
function ask(worker: ServiceWorker, message: SubscribeMessage): Promise<unknown> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve, reject) => {
    port1.onmessage = ({ data }: MessageEvent<SubscribeAnswer>) => {
      if ('output' in data) resolve(data.output);
      else reject(new Error(data.error));
      port1.close();
    };
    worker.postMessage(message, [port2]);
  });
}
