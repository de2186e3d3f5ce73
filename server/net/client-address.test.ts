import { describe, expect, it } from 'vitest';
import { addressBlock, clientAddress, createAddressSet, plainAddress } from './client-address.ts';

const proxies = createAddressSet(['10.0.0.0/8', '192.0.2.1', 'fd00::/8']);

describe('clientAddress', () => {
  const cases: [why: string, peer: string, header: string | undefined, client: string][] = [
    ['nobody in between', '203.0.113.1', undefined, '203.0.113.1'],
    ['a client that forges the header', '203.0.113.1', '198.51.100.1', '203.0.113.1'],
    ['one proxy', '10.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['a forged entry left of the real one', '10.0.0.1', '127.0.0.1, 198.51.100.1', '198.51.100.1'],
    ['two trusted proxies', '10.0.0.1', '198.51.100.1, 192.0.2.1', '198.51.100.1'],
    ['a forged trusted address in front', '10.0.0.1', '10.9.9.9, 198.51.100.1', '198.51.100.1'],
    ['only proxies', '10.0.0.1', '10.0.0.7', '10.0.0.7'],
    ['rubbish', '10.0.0.1', 'unknown', '10.0.0.1'],
    ['rubbish left of a proxy', '10.0.0.1', 'nonsense, 192.0.2.1', '192.0.2.1'],
    ['a port', '10.0.0.1', '198.51.100.1:4711', '198.51.100.1'],
    ['IPv6', '10.0.0.1', '2001:db8::1', '2001:db8::1'],
    ['IPv6 in brackets with a port', '10.0.0.1', '[2001:db8::1]:443', '2001:db8::1'],
    ['a mapped address', '10.0.0.1', '::ffff:198.51.100.1', '198.51.100.1'],
    ['an IPv6 proxy', 'fd00::1', '2001:db8::2', '2001:db8::2'],
    ['an empty header', '10.0.0.1', '', '10.0.0.1'],
  ];
  it.each(cases)('%s', (_why, peer, header, client) => {
    expect(clientAddress(peer, header, proxies)).toBe(client);
  });
});

describe('createAddressSet', () => {
  it.each(['', 'localhost', '10.0.0.0/33', '10.0.0.0/', '10.0.0/8', '::/129', '10.0.0.0/8/8', '10.0.0.0/-1'])(
    'refuses %j',
    (item) => {
      expect(() => createAddressSet([item])).toThrow();
    },
  );
});

describe('plainAddress', () => {
  it('unwraps IPv4-mapped addresses and removes zones', () => {
    expect(plainAddress('::ffff:192.0.2.1')).toBe('192.0.2.1');
    expect(plainAddress('fe80::1%eth0')).toBe('fe80::1');
    expect(plainAddress(undefined)).toBe('0.0.0.0');
  });
});

describe('addressBlock', () => {
  it('counts an IPv6 caller by its /64, in every spelling', () => {
    expect(addressBlock('192.0.2.1')).toBe('192.0.2.1');
    expect(addressBlock('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
    expect(addressBlock('2001:0DB8:0001:0002::9')).toBe('2001:db8:1:2::/64');
    expect(addressBlock('2001:db8::1')).toBe('2001:db8:0:0::/64');
    expect(addressBlock('::1')).toBe('0:0:0:0::/64');
    expect(addressBlock('2001:db8:1:2::')).toBe(addressBlock('2001:db8:1:2:ffff::1'));
    expect(addressBlock('2001:db8:1:2::9', 48)).toBe('2001:db8:1::/48');
    expect(addressBlock('192.0.2.1', 48)).toBe('192.0.2.1');
    expect(addressBlock('::ffff:192.0.2.1')).toBe('192.0.2.1');
  });
});
