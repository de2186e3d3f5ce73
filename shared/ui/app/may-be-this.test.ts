import { expect, test } from 'vitest';
import type { Device } from '../../authenticator/accounts.ts';
import { mayBeThis } from './may-be-this.ts';

const device = (id: string, changes: Partial<Device> = {}): Device => ({
  id,
  name: 'Pixel 9',
  kind: 'pwa',
  state: 'active',
  delivery: 'push',
  createdAtMs: 0,
  lastSeenMs: 0,
  thisDevice: false,
  platform: '',
  activatedAtMs: 0,
  vouch: null,
  suspension: null,
  hasVerifier: false,
  ...changes,
});
const self = device('self', { thisDevice: true, vouch: { how: 'device', byDeviceId: 'voucher', atMs: 0 } });

test('only devices in use, of the same kind, that can’t have been at hand; the one used last first', () => {
  const found = mayBeThis([
    self,
    device('long ago', { lastSeenMs: 1 }),
    device('lately', { lastSeenMs: 2 }),
    device('voucher', { lastSeenMs: 3 }),
    device('laptop', { kind: 'extension' }),
    device('gone', { state: 'suspended' }),
    device('half', { state: 'pending' }),
  ]);
  expect(found.map(({ id }) => id)).toEqual(['lately', 'long ago']);
});

test('nothing is asked where no other device could be this one', () => {
  expect(mayBeThis([self, device('voucher')])).toEqual([]);
  expect(mayBeThis([])).toEqual([]);
});
