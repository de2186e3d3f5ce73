import { expect, test } from 'vitest';
import type { Account } from '../../authenticator/account.ts';
import { WhichAccount } from './screens/SigningIn.tsx';

test('accounts of one name in two realms of a server are told apart before digits are asked for', () => {
  const inRealm = (realmName: string) =>
    ({ deviceId: `dev_${realmName}`, serverName: 'Harbour', realmName, user: { username: 'bob' } }) as Account;
  const drawn = WhichAccount({ accounts: [inRealm('Bank'), inRealm('Forum')], chosen: null, onChoose: () => {} });
  expect(JSON.stringify(drawn)).toContain('Bank · Harbour');
  expect(JSON.stringify(drawn)).toContain('Forum · Harbour');
});
