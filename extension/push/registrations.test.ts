import { base64url } from 'jose';
import { expect, test } from 'vitest';
import { createFurtherRegistrations, type SubscribeMessage } from './registrations.ts';

const KEYS = ['BAAA', 'BBBB', 'BCCC'] as const;
const [A, B, C] = KEYS;

/** A browser's registrations, in memory; its workers subscribe as worker.ts does. */
function startBrowser() {
  const registrations = new Map<string, ServiceWorkerRegistration>();
  const browser = { refuses: false, made: 0 };
  const register = async (_url: string | URL, { scope = '/' }: RegistrationOptions = {}) => {
    const known = registrations.get(scope);
    if (known) return known;
    let subscription: { key: string; endpoint: string } | null = null;
    const registration = {
      scope: `chrome-extension://nod${scope}`,
      unregister: async () => registrations.delete(scope),
      pushManager: {
        getSubscription: async () =>
          subscription && {
            options: { applicationServerKey: base64url.decode(subscription.key).buffer },
            toJSON: () => ({ endpoint: subscription?.endpoint }),
            unsubscribe: async () => {
              subscription = null;
            },
          },
      },
      active: {
        state: 'activated',
        postMessage: ({ vapidPublicKey }: SubscribeMessage, [port]: MessagePort[]) => {
          browser.made += subscription ? 0 : 1;
          if (!browser.refuses) subscription ??= { key: vapidPublicKey, endpoint: `${scope}${browser.made}` };
          port?.postMessage(
            browser.refuses ? { error: 'AbortError' } : { output: { endpoint: subscription?.endpoint } },
          );
        },
      },
    } as unknown as ServiceWorkerRegistration;
    registrations.set(scope, registration);
    return registration;
  };
  registrations.set('/', { scope: 'chrome-extension://nod/' } as ServiceWorkerRegistration);
  const container = { register, getRegistrations: async () => [...registrations.values()] };
  const further = createFurtherRegistrations(container);
  return { further, browser, scopes: () => [...registrations.keys()].filter((scope) => scope !== '/') };
}

test('each key has a registration of its own, and gets the same subscription again', async () => {
  const { further, scopes } = startBrowser();
  const [first, second] = await Promise.all([
    further.subscribe(A, { fresh: false }),
    further.subscribe(B, { fresh: false }),
  ]);
  expect(first).not.toEqual(second);
  expect(scopes()).toEqual(['/push/1/', '/push/2/']);
  expect(await further.subscribe(A, { fresh: false })).toEqual(first);
  expect(await further.current(B)).toEqual(second);
  expect(await further.current(C)).toBeNull();
});

test('a fresh subscription takes the place of the one that the push service has lost', async () => {
  const { further, scopes } = startBrowser();
  const first = await further.subscribe(A, { fresh: false });
  expect(await further.subscribe(A, { fresh: true })).not.toEqual(first);
  expect(scopes()).toEqual(['/push/1/']);
});

test('a registration that no account needs is given back, and its place is used again', async () => {
  const { further, scopes } = startBrowser();
  for (const key of KEYS) await further.subscribe(key, { fresh: false });
  await further.keep([A, C]);
  expect(scopes()).toEqual(['/push/1/', '/push/3/']);
  await further.subscribe(B, { fresh: false });
  expect(scopes().sort()).toEqual(['/push/1/', '/push/2/', '/push/3/']);
  await further.keep([]);
  expect(scopes()).toEqual([]);
});

test('a registration in the middle of subscribing keeps its place; a refused one leaves none behind', async () => {
  const { further, browser, scopes } = startBrowser();
  const subscribing = further.subscribe(A, { fresh: false });
  await further.keep([]);
  expect(await subscribing).toBeTruthy();
  browser.refuses = true;
  await expect(further.subscribe(B, { fresh: false })).rejects.toThrow('AbortError');
  await further.keep([A]);
  expect(scopes()).toEqual(['/push/1/']);
});
