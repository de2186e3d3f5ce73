import { BlockList, isIP } from 'node:net';

/**
 * Addresses that must not be asked on somebody's word: loopback, private, link-local (cloud metadata lives there),
 * shared, documentation, multicast and reserved ranges (IANA special-purpose registries, RFC 6890).
 */
const privateRanges = new BlockList();
const v4: [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
const v6: [string, number][] = [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];
for (const [network, bits] of v4) privateRanges.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of v6) privateRanges.addSubnet(network, bits, 'ipv6');

/** @param address an IP address without brackets; IPv4-mapped IPv6 counts as the IPv4 it is. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  // What isn't an address can't be shown to be public.
  return family === 0 || privateRanges.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/**
 * Whether a webhook may be asked at this URL: https, no credentials in it, no private address. With `privateAllowed`
 * (the operator's word, or the demo) private addresses pass, and http on localhost does.
 *
 * Names are judged where they are resolved, at the connection (guarded-fetch.ts): here only what the URL itself shows.
 */
export function isAllowedWebhookUrl(text: string, { privateAllowed }: { privateAllowed: boolean }): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return false;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const local = host === 'localhost' || host.endsWith('.localhost');
  if (url.protocol !== 'https:' && !(privateAllowed && url.protocol === 'http:' && local)) return false;
  return privateAllowed || !(local || (isIP(host) !== 0 && isPrivateAddress(host)));
}
