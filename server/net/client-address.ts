import { BlockList, isIP } from 'node:net';

/** A set of addresses and CIDR ranges. */
export interface AddressSet {
  has(address: string): boolean;
}

/** @param items `192.0.2.1`, `192.0.2.0/24` or the same in IPv6. @throws Error for anything else */
export function createAddressSet(items: readonly string[]): AddressSet {
  const blockList = new BlockList();
  for (const item of items) {
    const [address = '', prefix, ...rest] = item.split('/');
    const version = isIP(address);
    if (version === 0 || rest.length > 0 || (prefix !== undefined && !/^\d{1,3}$/.test(prefix))) {
      throw new Error('no address and no CIDR range');
    }
    const family = version === 4 ? 'ipv4' : 'ipv6';
    if (prefix === undefined) blockList.addAddress(address, family);
    else blockList.addSubnet(address, Number(prefix), family);
  }
  return {
    has(address) {
      const version = isIP(address);
      return version !== 0 && blockList.check(address, version === 4 ? 'ipv4' : 'ipv6');
    },
  };
}

/** Stands for "not known": in-process calls have no peer. No host has this address (RFC 1122 section 3.2.1.3). */
const NO_ADDRESS = '0.0.0.0';

/** The address without the IPv4-mapped form (`::ffff:192.0.2.1`) that dual-stack sockets give, and without a zone. */
export function plainAddress(address: string | undefined): string {
  if (address === undefined) return NO_ADDRESS;
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address);
  return mapped?.[1] ?? address.replace(/%.*$/, '');
}

/**
 * The client's address. X-Forwarded-For is believed only as far as trusted proxies wrote it: read from the right, the
 * first address that isn't one of them is the client. Everything left of it may be forged.
 *
 * @param forwardedFor the header's value; several headers joined with commas
 */
export function clientAddress(peer: string, forwardedFor: string | undefined, trustedProxies: AddressSet): string {
  if (forwardedFor === undefined || !trustedProxies.has(peer)) return peer;
  const hops = forwardedFor.split(',');
  let client = peer;
  for (let at = hops.length - 1; at >= 0; at--) {
    const hop = addressOfHop(hops[at] as string);
    if (hop === undefined) break;
    client = hop;
    if (!trustedProxies.has(hop)) break;
  }
  return client;
}

/** `192.0.2.1`, `192.0.2.1:1234`, `2001:db8::1` or `[2001:db8::1]:1234`; undefined for anything else. */
function addressOfHop(hop: string): string | undefined {
  const text = hop.trim();
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^(\d[\d.]+):\d+$/.exec(text)?.[1] ?? text;
  const address = plainAddress(bare);
  return isIP(address) === 0 ? undefined : address;
}

/**
 * The unit of rate limits: an IPv4 address, or the /64 of an IPv6 one, since every IPv6 host has plenty of addresses. A site
 * has plenty of /64s in turn: with `bits` 48 it is the site's /48.
 */
export function addressBlock(address: string, bits: 64 | 48 = 64): string {
  // All IPv4-mapped addresses, as applications with a dual-stack socket pass them on, are of one /64.
  const plain = plainAddress(address);
  if (isIP(plain) !== 6) return plain;
  const [head = '', tail] = plain.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return `${[...left, ...zeros, ...right]
    .slice(0, bits / 16)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/${bits}`;
}

/**
 * About a provider's part of the net: IPv4 /16, IPv6 /32. Addresses in it change from day to day; whoever leaves it is, in most
 * cases, somewhere else.
 */
export function networkOf(address: string): string {
  const plain = plainAddress(address);
  if (isIP(plain) === 4) return plain.split('.').slice(0, 2).join('.');
  return addressBlock(plain).split(':').slice(0, 2).join(':');
}
