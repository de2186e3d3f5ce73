import { BlockList, isIPv4, isIPv6, type LookupFunction } from 'node:net';

// The addresses to which a push may go. An allow-listed name can still point inside (a hijacked zone, a poisoned
// resolver, DNS rebinding), so the check is part of the connector's own look-up: the connection uses the address that
// was checked.

/** IANA special-purpose IPv4 blocks that are not globally reachable (RFC 6890), plus multicast and reserved space. */
const NOT_PUBLIC_IPV4: ReadonlyArray<readonly [network: string, prefixBits: number]> = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];

/** Special blocks inside 2000::/3: protocol assignments with Teredo, documentation, 6to4 (carries an IPv4 address). */
const NOT_PUBLIC_IPV6: ReadonlyArray<readonly [network: string, prefixBits: number]> = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const blockedIpv4 = new BlockList();
for (const [network, prefixBits] of NOT_PUBLIC_IPV4) blockedIpv4.addSubnet(network, prefixBits, 'ipv4');
const blockedIpv6 = new BlockList();
for (const [network, prefixBits] of NOT_PUBLIC_IPV6) blockedIpv6.addSubnet(network, prefixBits, 'ipv6');
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

/** True for a globally reachable unicast address. NAT64 addresses (RFC 6052) count as the IPv4 address inside. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !blockedIpv4.check(address, 'ipv4');
  if (!isIPv6(address) || address.includes('%')) return false;
  const embedded = nat64Ipv4(address);
  if (embedded !== undefined) return isPublicAddress(embedded);
  return globalUnicast.check(address, 'ipv6') && !blockedIpv6.check(address, 'ipv6');
}

/** The IPv4 address in 64:ff9b::/96, by which networks without IPv4 reach the rest of the Internet. */
function nat64Ipv4(address: string): string | undefined {
  // The URL parser writes every spelling of an IPv6 address in one way (RFC 5952).
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const match = /^64:ff9b::(?:([0-9a-f]{1,4}):)?([0-9a-f]{1,4})$/.exec(canonical);
  if (match === null) return undefined;
  const high = Number.parseInt(match[1] ?? '0', 16);
  const low = Number.parseInt(match[2] ?? '0', 16);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** The connector's error when a push host resolves to an address that is not public. */
export class AddressRefusedError extends Error {
  readonly code = 'NOD_ADDRESS_REFUSED';

  constructor() {
    super('The push host resolves to an address that is not public');
    this.name = 'AddressRefusedError';
  }
}

/**
 * Wraps a look-up so that a name with any address that is not public is refused as a whole: a name with one public and
 * one private address is an attack or an accident, and to pick the public one would only hide it.
 *
 * @param lookup `dns.lookup` in production
 */
export function refusePrivateAddresses(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = Array.isArray(found) ? found : [];
      const first = addresses[0];
      if (error) callback(error, '');
      else if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address))) {
        callback(new AddressRefusedError(), '');
      } else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
