import { expect, test, vi } from 'vitest';
import type { Account } from '../../shared/authenticator/account.ts';
import type { Offer } from '../../shared/authenticator/enrol.ts';
import { type MoveContext, moveHere } from './move-here.ts';

const offer = (id: string) => ({ origin: 'https://nod.example', user: { id } }) as Offer;

/** A new phone whose server shows the digits that it is given, or these. */
function phone(options: { lost?: string } = {}) {
  const accounts: Account[] = [];
  const added = (of: Offer): Account => {
    const account = { deviceId: `dev_${of.user.id}`, issuer: of.origin, user: of.user, state: 'unvouched' } as Account;
    accounts.push(account);
    return account;
  };
  const enrol = vi.fn(async ({ offer: of }: { offer: Offer; push: boolean }) => {
    const account = added(of);
    if (options.lost !== of.user.id) return { kind: 'passed', account };
    accounts[accounts.length - 1] = { ...account, state: 'pending' };
    return { kind: 'test_missing', account };
  });
  const sendTestAgain = vi.fn(async ({ deviceId }: { deviceId: string }) => {
    const at = accounts.findIndex((account) => account.deviceId === deviceId);
    accounts[at] = { ...(accounts[at] as Account), state: 'unvouched' };
    return { kind: 'passed', account: accounts[at] };
  });
  const askToBeLetIn = vi.fn(async ({ deviceId, code = '482913' }: { deviceId: string; code?: string }) => {
    const at = accounts.findIndex((account) => account.deviceId === deviceId);
    accounts[at] = { ...(accounts[at] as Account), vouching: { code } as Account['vouching'] & object };
  });
  const context = {
    actions: { enrol, sendTestAgain, askToBeLetIn },
    reader: {
      keys: {
        account: async (id: string) => accounts.find(({ deviceId }) => deviceId === id),
        accounts: async () => accounts,
      },
    },
    platform: { deviceName: 'Pixel 10', description: 'Chrome on Android' },
  } as unknown as MoveContext;
  return { context, enrol, sendTestAgain, askToBeLetIn };
}

test('all accounts are paired, and asked for with the digits of the first', async () => {
  const { context, enrol, askToBeLetIn } = phone();
  expect(await moveHere(context, [offer('a'), offer('b')], true)).toEqual(['dev_a', 'dev_b']);
  expect(enrol.mock.calls.map(([{ push }]) => push)).toEqual([true, true]);
  expect(askToBeLetIn.mock.calls.map(([input]) => input)).toEqual([
    { deviceId: 'dev_a', again: false },
    { deviceId: 'dev_b', again: false, code: '482913' },
  ]);
});

test('a test that got lost is sent again, and nothing is paired twice', async () => {
  const { context, enrol, sendTestAgain } = phone({ lost: 'b' });
  const offers = [offer('a'), offer('b')];
  expect(await moveHere(context, offers, true)).toBeUndefined();
  expect(await moveHere(context, offers, true)).toEqual(['dev_a', 'dev_b']);
  expect(enrol).toHaveBeenCalledTimes(2);
  expect(sendTestAgain.mock.calls).toEqual([[{ deviceId: 'dev_b' }]]);
});
