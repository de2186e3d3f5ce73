import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { describe, expect, it } from 'vitest';
import { connectToPublicAddress, isPublicAddress, refusePrivateAddresses } from './public-address.ts';

describe('isPublicAddress', () => {
  it.each([
    '8.8.8.8',
    '142.250.184.10',
    '100.63.255.255',
    '100.128.0.1',
    '172.15.0.1',
    '172.32.0.1',
    '2a00:1450:4001:80b::200a',
    '2600:1901::1',
    '64:ff9b::8.8.8.8',
    '64:ff9b::8efa:b80a',
  ])('%s is', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '0.0.0.0',
    '0.1.2.3',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.8',
    '192.0.2.1',
    '192.168.1.1',
    '198.18.0.1',
    '203.0.113.9',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::127.0.0.1',
    'fe80::1',
    'fe80::1%eth0',
    '2a00:1450::1%eth0',
    'fc00::1',
    'fd12:3456::1',
    'fec0::1',
    'ff02::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '3fff::1',
    '64:ff9b::127.0.0.1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b::',
    '64:ff9b:1::1',
    '100::1',
    '4000::1',
    'localhost',
    '2130706433',
    '0x7f.1',
    '',
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('a look-up that refuses private addresses', () => {
  const resolvingTo = (...found: LookupAddress[]): LookupFunction =>
    refusePrivateAddresses((_hostname, _options, callback) => callback(null, found));
  const look = (lookup: LookupFunction, all: boolean) =>
    new Promise<unknown>((resolve, reject) =>
      lookup('push.example.org', { all }, (error, found) => (error ? reject(error) : resolve(found))),
    );
  const publicAddress = { address: '8.8.8.8', family: 4 };

  it('gives public addresses in the requested form', async () => {
    expect(await look(resolvingTo(publicAddress), true)).toEqual([publicAddress]);
    expect(await look(resolvingTo(publicAddress), false)).toBe('8.8.8.8');
  });

  it.each([
    ['a private address', [{ address: '10.0.0.1', family: 4 }]],
    ['one private address among public ones', [publicAddress, { address: '::1', family: 6 }]],
    ['no address', []],
  ])('refuses a name with %s', async (_what, found) => {
    await expect(look(resolvingTo(...found), true)).rejects.toMatchObject({ code: 'NOD_ADDRESS_REFUSED' });
    await expect(look(resolvingTo(...found), false)).rejects.toMatchObject({ code: 'NOD_ADDRESS_REFUSED' });
  });

  it('passes on that a name does not exist', async () => {
    const failing = refusePrivateAddresses((_hostname, _options, callback) =>
      callback(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), ''),
    );
    await expect(look(failing, true)).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });
});

describe('a connector that dials public addresses only', () => {
  const connect = (connector: ReturnType<typeof connectToPublicAddress>, hostname: string, protocol: string) =>
    new Promise((resolve, reject) =>
      connector({ hostname, protocol, port: '9' }, (error, socket) => (error ? reject(error) : resolve(socket))),
    );

  it.each(['127.0.0.1', '::1', '169.254.169.254', '10.0.0.1', '::ffff:10.0.0.1', 'fe80::1%eth0'])(
    'refuses %s, about which no look-up is asked',
    async (hostname) => {
      const connector = connectToPublicAddress({ lookup: () => expect.unreachable() });
      for (const protocol of ['http:', 'https:']) {
        await expect(connect(connector, hostname, protocol)).rejects.toMatchObject({ code: 'NOD_ADDRESS_REFUSED' });
      }
    },
  );

  it('refuses a name that resolves to a private address', async () => {
    const connector = connectToPublicAddress({
      lookup: (_hostname, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
    });
    for (const protocol of ['http:', 'https:']) {
      await expect(connect(connector, 'push.example.org', protocol)).rejects.toMatchObject({
        code: 'NOD_ADDRESS_REFUSED',
      });
    }
  });
});
