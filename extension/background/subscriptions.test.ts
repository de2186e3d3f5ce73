import { expect, test } from 'vitest';
import type { Account } from '../../shared/authenticator/account.ts';
import { AuthenticatorError } from '../../shared/authenticator/errors.ts';
import type { Keys } from '../../shared/authenticator/ports.ts';
import type { Subscription } from '../../shared/protocol/device-api.ts';
import type { FurtherPush } from './further-push.ts';
import { createSubscriptions } from './subscriptions.ts';

const [A, B, C] = ['BAAA', 'BBBB', 'BCCC'];

const subscription = (endpoint: string): Subscription => ({
  endpoint: `https://push.example/${endpoint}`,
  keys: { p256dh: `${'B'.repeat(86)}A`, auth: `${'a'.repeat(21)}A` },
});

function start(accounts: [vapidPublicKey: string, changes?: Partial<Account>][] = []) {
  const state = {
    accounts: accounts.map(([publicKey, changes]) => ({
      vapid: { publicKey },
      state: 'active',
      delivery: 'push',
      endpointHash: null,
      ...changes,
    })),
    own: null as string | null,
    further: new Map<string, number>(),
    made: 0,
    missed: false,
    opened: 0,
    asked: 0,
    broken: false,
  };
  const keys = { accounts: async () => state.accounts as unknown as Account[] } as unknown as Keys;
  const own = {
    allowed: () => true,
    giveUp: async (key: string) => {
      if (state.own === key) state.own = null;
    },
    current: async (key: string) => (state.own === key ? subscription('own') : null),
    subscribe: async (key: string) => {
      state.own = key;
      return subscription('own');
    },
  };
  const works = () => {
    state.asked += 1;
    if (state.broken) throw new AuthenticatorError('subscribe_failed', 'no offscreen document');
  };
  const further: FurtherPush = {
    current: async (key) => {
      works();
      return state.further.has(key) ? subscription(`further-${state.further.get(key)}`) : null;
    },
    subscribe: async (key) => {
      works();
      if (!state.further.has(key)) state.further.set(key, ++state.made);
      return subscription(`further-${state.further.get(key)}`);
    },
    open: async () => {
      works();
      state.opened += 1;
      const { missed } = state;
      state.missed = false;
      return missed;
    },
    keep: async (wanted) => {
      works();
      for (const key of state.further.keys()) if (!wanted.includes(key)) state.further.delete(key);
    },
  };
  return { state, subscriptions: createSubscriptions({ keys }, own, further) };
}

/** Subscribes and pairs, as enrol() does. */
async function pair({ state, subscriptions }: ReturnType<typeof start>, key: string) {
  const made = await subscriptions.subscribe(key);
  state.accounts.push({ vapid: { publicKey: key }, state: 'active', delivery: 'push', endpointHash: null });
  return made;
}

test('the first server has the worker’s own subscription, each further server one of its own, also for a second account', async () => {
  const started = start();
  const { state, subscriptions } = started;
  expect(await pair(started, A)).toEqual(subscription('own'));
  expect(state.asked).toBe(0);
  expect(await pair(started, B)).toEqual(subscription('further-1'));
  expect(await pair(started, B)).toEqual(subscription('further-1'));
  expect(await pair(started, A)).toEqual(subscription('own'));
  expect(await pair(started, C)).toEqual(subscription('further-2'));
  for (const [key, made] of [
    [A, 'own'],
    [B, 'further-1'],
    [C, 'further-2'],
  ] as const) {
    expect(await subscriptions.current(key)).toEqual(subscription(made));
  }
});

test('the own one is used again when no account needs it; a server that has a further one keeps it', async () => {
  const started = start();
  const { state, subscriptions } = started;
  await pair(started, A);
  await pair(started, B);
  state.accounts.shift();
  expect(await subscriptions.subscribe(B)).toEqual(subscription('further-1'));
  expect(await pair(started, C)).toEqual(subscription('own'));
});

test.each([{ state: 'revoked' }, { delivery: 'pull' }] as const)(
  'an account that is %j needs none',
  async (changes) => {
    const { state, subscriptions } = start([[A, changes]]);
    state.own = A;
    expect(await subscriptions.subscribe(B)).toEqual(subscription('own'));
  },
);

test('a subscription goes with the account that needed it, and with the server’s key that it was for', async () => {
  const started = start();
  const { state, subscriptions } = started;
  for (const key of [A, B, C]) await pair(started, key);
  state.accounts = state.accounts.filter(({ vapid }) => vapid.publicKey !== B);
  await subscriptions.settle();
  expect([...state.further.keys()]).toEqual([C]);
  // The server of C has a new key; the account says so before anything is renewed.
  state.accounts = state.accounts.map((account) =>
    account.vapid.publicKey === C ? { ...account, vapid: { publicKey: B } } : account,
  );
  expect(await subscriptions.current(B)).toBeNull();
  await subscriptions.subscribe(B);
  await subscriptions.settle();
  expect([...state.further.keys()]).toEqual([B]);
});

test('a subscription made for a pairing stays until there is an account', async () => {
  const started = start();
  const { state, subscriptions } = started;
  await pair(started, A);
  await subscriptions.subscribe(B);
  await subscriptions.tidy();
  expect([...state.further.keys()]).toEqual([B]);
});

test('with one server nothing is opened; with several the document is, each time, and a miss is told', async () => {
  const one = start([[A]]);
  expect(await one.subscriptions.settle()).toBe(false);
  expect(one.state.opened).toBe(0);
  const two = start([[A], [B]]);
  two.state.missed = true;
  expect(await two.subscriptions.settle()).toBe(true);
  expect(await two.subscriptions.settle()).toBe(false);
  expect(two.state.opened).toBe(2);
});

test('where further ones can’t be had, a further server gets none, and the first keeps its own', async () => {
  const { state, subscriptions } = start([[A]]);
  state.own = A;
  state.broken = true;
  await expect(subscriptions.subscribe(B)).rejects.toMatchObject({ code: 'subscribe_failed' });
  expect(await subscriptions.subscribe(A)).toEqual(subscription('own'));
  state.own = null;
  expect(await subscriptions.subscribe(A)).toEqual(subscription('own'));
  await subscriptions.tidy();
  expect(await subscriptions.settle()).toBe(false);
});
