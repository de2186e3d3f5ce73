import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { openPlaces, type PlacesDatabase } from './places.ts';

/**
 * Writes a small database in MaxMind's format, for tests: https://maxmind.github.io/MaxMind-DB/. A binary tree of address
 * bits, sixteen zero bytes, the data, and the metadata behind its marker.
 */
export type MmdbValue = string | number | bigint | readonly MmdbValue[] | { readonly [key: string]: MmdbValue };

export interface MmdbContent {
  /** `81.2.69.0/24` or the same in IPv6, and what is known of it. */
  readonly networks: readonly (readonly [network: string, record: MmdbValue])[];
  readonly type?: string;
  readonly builtAtMs?: number;
  readonly ipVersion?: 4 | 6;
}

/** A record as GeoLite2-City has it. */
export const cityRecord = (city: string | undefined, country: string | undefined): MmdbValue => ({
  ...(city === undefined ? {} : { city: { geoname_id: 1, names: { de: `${city} (de)`, en: city } } }),
  ...(country === undefined ? {} : { country: { iso_code: 'XX', names: { en: country } } }),
});

/** Writes it into a file, which goes when the test ends. */
export function placesFile(content: MmdbContent | Uint8Array): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'nod-places-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const file = path.join(directory, 'places.mmdb');
  writeFileSync(file, content instanceof Uint8Array ? content : mmdbOf(content));
  return file;
}

export const testPlaces = (content: MmdbContent | Uint8Array): Promise<PlacesDatabase> =>
  openPlaces(placesFile(content));

const MARKER = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
const SEPARATOR = Buffer.alloc(16);

export function mmdbOf(content: MmdbContent): Buffer {
  const { networks, type = 'GeoLite2-City', builtAtMs = Date.UTC(2026, 10, 1), ipVersion = 6 } = content;
  const nodes: [Branch, Branch][] = [[undefined, undefined]];
  const data: Buffer[] = [];
  for (const [network, record] of networks) {
    const offset = data.reduce((sum, { length }) => sum + length, 0);
    data.push(encode(record));
    const bits = bitsOf(network, ipVersion);
    let node = 0;
    for (const bit of bits.slice(0, -1)) {
      const next = nodes[node]?.[bit];
      if (next !== undefined && 'node' in next) node = next.node;
      else {
        (nodes[node] as [Branch, Branch])[bit] = { node: nodes.length };
        node = nodes.push([undefined, undefined]) - 1;
      }
    }
    (nodes[node] as [Branch, Branch])[bits.at(-1) as 0 | 1] = { offset };
  }
  const tree = Buffer.alloc(nodes.length * 6);
  for (const [at, branches] of nodes.entries()) {
    for (const [side, branch] of branches.entries()) {
      tree.writeUIntBE(recordValue(branch, nodes.length), at * 6 + side * 3, 3);
    }
  }
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: BigInt(Math.floor(builtAtMs / 1000)),
    database_type: type,
    description: { en: 'for tests' },
    ip_version: ipVersion,
    languages: ['en'],
    node_count: nodes.length,
    record_size: 24,
  });
  return Buffer.concat([tree, SEPARATOR, ...data, MARKER, metadata]);
}

type Branch = { node: number } | { offset: number } | undefined;

function recordValue(branch: Branch, nodeCount: number): number {
  if (branch === undefined) return nodeCount;
  return 'node' in branch ? branch.node : nodeCount + SEPARATOR.length + branch.offset;
}

/** In a tree of IPv6 addresses, IPv4 ones lie under ::/96. */
function bitsOf(network: string, ipVersion: 4 | 6): (0 | 1)[] {
  const [address = '', prefix = ''] = network.split('/');
  if (isIPv4(address)) {
    const bits = address.split('.').flatMap((part) => bitsOfNumber(Number(part), 8));
    const own = bits.slice(0, Number(prefix));
    return ipVersion === 4 ? own : [...Array<0>(96).fill(0), ...own];
  }
  const [left = '', right = ''] = address.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const zeros = Array<string>(8 - groups(left).length - groups(right).length).fill('0');
  const all = [...groups(left), ...zeros, ...groups(right)];
  return all.flatMap((group) => bitsOfNumber(Number.parseInt(group, 16), 16)).slice(0, Number(prefix));
}

function bitsOfNumber(value: number, width: number): (0 | 1)[] {
  return Array.from({ length: width }, (_, at) => ((value >> (width - 1 - at)) & 1) as 0 | 1);
}

function encode(value: MmdbValue): Buffer {
  if (typeof value === 'string') {
    const text = Buffer.from(value);
    return Buffer.concat([head(2, text.length), text]);
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([head(6, 4), bytes]);
  }
  if (typeof value === 'bigint') {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(value);
    return Buffer.concat([head(9, 8), bytes]);
  }
  if (Array.isArray(value)) return Buffer.concat([head(11, value.length), ...value.map(encode)]);
  const entries = Object.entries(value);
  return Buffer.concat([head(7, entries.length), ...entries.flatMap(([key, of]) => [encode(key), encode(of)])]);
}

/** The control byte; types above 7 are in a byte of their own, sizes from 29 on too. */
function head(type: number, size: number): Buffer {
  if (size > 284) throw new Error('longer than these tests need');
  const long = size >= 29;
  const own = long ? 29 : size;
  return Buffer.from([
    type > 7 ? own : (type << 5) | own,
    ...(type > 7 ? [type - 7] : []),
    ...(long ? [size - 29] : []),
  ]);
}
