import { expect, test, vi } from 'vitest';
import type { EnrolStep } from '../../authenticator/actions.ts';
import type { Offer } from '../../authenticator/enrol.ts';
import { AuthenticatorError } from '../../authenticator/errors.ts';
import { carryOut, followSteps, type PairingContext } from './pairing-effects.ts';
import type { Effect } from './pairing-steps.ts';
import { createStore } from './store.ts';

const offer = { origin: 'https://nod.example' } as Offer;
const passed = { kind: 'passed', account: { deviceId: 'dev_1' } };
const gone = new AuthenticatorError('offline', 'the network is gone');

/** Carries out an effect in a shell whose actions are these. @returns what happened, in its order */
async function running(
  effect: Effect,
  actions: Readonly<Record<string, (input: never) => unknown>>,
  more: Partial<PairingContext> & { accounts?: object[]; ask?: () => Promise<void>; verification?: object } = {},
): Promise<unknown[]> {
  const happened: unknown[] = [];
  const { accounts = [], ask = async () => {}, verification = null, ...context } = more;
  const app = {
    store: createStore(),
    platform: { description: 'Chrome on Android' },
    reader: { keys: { accounts: async () => accounts } },
    notifications: { ask },
    userVerification: verification,
    changed: async () => {
      happened.push('read again');
    },
    actions,
  } as unknown as PairingContext['app'];
  const onPaired = () => happened.push('paired');
  await carryOut(effect, { app, kind: 'pwa', deviceName: ' Pixel 9 ', onPaired, ...context }, (event) =>
    happened.push(event),
  );
  return happened;
}

test('a ticket becomes an offer, or says why not', async () => {
  const claim = { type: 'claim', origin: offer.origin, ticket: { code: 'ABCDEFGHJKMN' } } as const;
  const asked: unknown[] = [];
  expect(
    await running(claim, {
      claimEnrollment: async (input) => {
        asked.push(input);
        return offer;
      },
    }),
  ).toEqual([{ type: 'claimed', offer }]);
  expect(asked).toEqual([{ origin: claim.origin, ticket: claim.ticket }]);
  expect(await running(claim, { claimEnrollment: () => Promise.reject(gone) })).toEqual([
    { type: 'claim_failed', error: gone },
  ]);
});

test.each([
  ['server_unreachable', 'server_not_found'],
  ['answer_malformed', 'server_not_nod'],
  ['not_found', 'server_not_nod'],
  ['enrollment_invalid', 'enrollment_invalid'],
  ['offline', 'offline'],
] as const)(
  '%s from an address that was never reached: %s; from a known server it stays what it is',
  async (code, told) => {
    const claim = { type: 'claim', origin: offer.origin, ticket: { code: 'ABCDEFGHJKMN' } } as const;
    const error = new AuthenticatorError(code, '');
    const failing = { claimEnrollment: () => Promise.reject(error) };
    const [typed] = await running(claim, failing, { kind: 'extension' });
    expect(typed).toMatchObject({ type: 'claim_failed', error: { code: told } });
    const known = { type: 'claim_failed', error };
    expect(await running(claim, failing, { kind: 'extension', accounts: [{ issuer: offer.origin }] })).toEqual([known]);
    expect(await running(claim, failing)).toEqual([known]);
  },
);

test('the browser is tried out: it keeps keys, or says why not', async () => {
  expect(await running({ type: 'try_keys' }, { tryKeys: async () => {} })).toEqual([{ type: 'keys_kept' }]);
  expect(await running({ type: 'try_keys' }, { tryKeys: () => Promise.reject(gone) })).toEqual([
    { type: 'keys_refused', error: gone },
  ]);
});

test('what only a tap may ask is asked before anything is awaited, and pairing goes on whatever the answer', async () => {
  const onPair = vi.fn(() => Promise.reject(new Error('dismissed')));
  vi.spyOn(console, 'error').mockImplementationOnce(() => {});
  const asking = running({ type: 'ask_shell', offer }, {}, { onPair });
  expect(onPair).toHaveBeenCalledWith(offer);
  expect(await asking).toEqual([{ type: 'shell_asked', offer }]);
  expect(await running({ type: 'ask_shell', offer }, {})).toEqual([{ type: 'shell_asked', offer }]);
});

test('the permission is asked for in the moment of the tap as well', async () => {
  const ask = vi.fn(() => Promise.reject(gone));
  const asking = running({ type: 'ask_permission' }, {}, { ask });
  expect(ask).toHaveBeenCalled();
  expect(await asking).toEqual([{ type: 'refused', error: gone }]);
  expect(await running({ type: 'ask_permission' }, {})).toEqual([{ type: 'permitted' }]);
});

test('the new account is known to the screens before pairing is said to have ended', async () => {
  const enrol = vi.fn(async (_input: unknown) => passed);
  expect(await running({ type: 'enrol', offer, push: true }, { enrol })).toEqual([
    'paired',
    'read again',
    { type: 'enrolled', result: passed },
  ]);
  const device = { kind: 'pwa', name: 'Pixel 9', platform: 'Chrome on Android' };
  expect(enrol).toHaveBeenCalledWith({ offer, device, push: true });
});

test('a pairing that failed says so, and whether it was one with notifications', async () => {
  const enrol = () => Promise.reject(gone);
  expect(await running({ type: 'enrol', offer, push: false }, { enrol })).toEqual([
    { type: 'enrol_failed', error: gone, push: false },
  ]);
});

test.each([
  ['send_again', 'sendTestAgain'],
  ['go_without', 'continueWithoutPush'],
] as const)('%s is about the device that is tested, or the one that the database knows', async (type, action) => {
  const work = vi.fn(async (_input: unknown) => passed);
  const accounts = [
    { deviceId: 'dev_old', state: 'active' },
    { deviceId: 'dev_2', state: 'pending' },
  ];
  const said = ['read again', { type: 'tested', result: passed }];
  expect(await running({ type, deviceId: 'dev_1' }, { [action]: work }, { accounts })).toEqual(said);
  expect(await running({ type, deviceId: null }, { [action]: work }, { accounts })).toEqual(said);
  expect(work.mock.calls).toEqual([[{ deviceId: 'dev_1' }], [{ deviceId: 'dev_2' }]]);
});

test('without a device there is nothing to test', async () => {
  expect(await running({ type: 'send_again', deviceId: null }, {})).toMatchObject([
    { type: 'test_failed', error: { code: 'account_unknown' } },
  ]);
});

test('confirming is set up with the credential that the person has made, or says why not', async () => {
  const offered = { challenge: 'c' };
  const registration = { authenticatorData: 'a', clientDataJSON: 'b' };
  const register = vi.fn(async (_offer: unknown) => registration);
  const registerVerifier = vi.fn(async (_input: unknown) => {});
  const actions = { offerVerifier: async () => offered, registerVerifier };
  const effect = { type: 'set_up_confirming', deviceId: 'dev_1' } as const;
  expect(await running(effect, actions, { verification: { register } })).toEqual([
    'read again',
    { type: 'set_up_done' },
  ]);
  expect(register).toHaveBeenCalledWith(offered);
  expect(registerVerifier).toHaveBeenCalledWith({ deviceId: 'dev_1', registration });
  const refusing = { register: () => Promise.reject(gone) };
  expect(await running(effect, actions, { verification: refusing })).toEqual([{ type: 'set_up_failed', error: gone }]);
  expect(await running(effect, actions)).toMatchObject([{ error: { code: 'confirmation_unsupported' } }]);
  expect(await running({ ...effect, deviceId: null }, actions)).toMatchObject([{ type: 'set_up_failed' }]);
});

test('each step is told once, whatever else changes, and none of an earlier attempt', () => {
  const store = createStore();
  store.set({ enrolStep: 'testing' });
  const steps: EnrolStep[] = [];
  const stop = followSteps(store, (step) => steps.push(step));
  store.set({ online: false });
  store.set({ enrolStep: 'subscribing' });
  store.set({ online: true });
  store.set({ enrolStep: 'testing' });
  stop();
  store.set({ enrolStep: 'binding' });
  expect(steps).toEqual(['subscribing', 'testing']);
});
