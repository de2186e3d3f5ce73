import { readFile } from 'node:fs/promises';
import { isIPv6 } from 'node:net';
import { Reader } from 'mmdb-lib';
import * as v from 'valibot';
import { jsonBytes, readableText, shortenToBytes } from '../../shared/protocol/text.ts';
import { plainAddress } from './client-address.ts';
import { isPublicAddress } from './public-address.ts';

/**
 * About where an address is: a guess, often the place of the provider, and with a VPN wherever that comes out. It is shown, and
 * never decides anything. Neither call throws; a private address is nowhere.
 */
export interface Places {
  /** In English: "Lisbon, Portugal", or "Portugal" where no more is known. Fits into a signed context (`location`). */
  placeOf(ip: string): string | undefined;
  /** The country alone. */
  countryOf(ip: string): string | undefined;
}

/** Where the operator has given no database. */
export const NO_PLACES: Places = { placeOf: () => undefined, countryOf: () => undefined };

export interface PlacesDatabase extends Places {
  /** As the database names itself, such as `GeoLite2-City`. */
  readonly type: string;
  readonly builtAtMs: number;
}

/** The message says what is wrong with the file, and completes "… can't be used: ". */
export class PlacesError extends Error {
  constructor(problem: string) {
    super(problem);
    this.name = 'PlacesError';
  }
}

/** As JSON. A place stands beside names that may be long, in messages with a limit. The longest name of a country has 44 letters. */
const PLACE_MAX_BYTES = 80;
const COUNTRY_MAX_BYTES = 48;
/** Between the tree and the data (MaxMind DB file format specification 2.0, "Data Section Separator"). */
const SEPARATOR_BYTES = 16;
/** Others hold networks, domains or signs of a proxy, and no places. */
const HAS_PLACES = /city|country|enterprise/i;

const named = v.optional(v.object({ names: v.optional(v.object({ en: v.optional(v.string()) })) }));
const recordSchema = v.object({ city: named, country: named });

/**
 * Reads a database of places in MaxMind's format (.mmdb) whole into memory: GeoLite2, DB-IP and others have this layout.
 * @throws PlacesError
 */
export async function openPlaces(file: string): Promise<PlacesDatabase> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new PlacesError(`it can’t be read (${error.code ?? error.name})`);
  });
  const reader = readerOf(bytes);
  const { databaseType: type, buildEpoch, ipVersion } = reader.metadata;
  const recordOf = (ip: string) => {
    const address = plainAddress(ip);
    // In a tree of IPv4 addresses, an IPv6 address would lead to the place of whatever begins with the same bits.
    if (!isPublicAddress(address) || (ipVersion === 4 && isIPv6(address))) return undefined;
    try {
      return v.parse(recordSchema, reader.get(address));
    } catch {
      // Nothing is known of it, or this part of the file is damaged: a place is never a reason to fail.
      return undefined;
    }
  };
  return {
    type,
    builtAtMs: buildEpoch.getTime(),
    countryOf: (ip) => shown(recordOf(ip)?.country, COUNTRY_MAX_BYTES),
    placeOf(ip) {
      const record = recordOf(ip);
      const country = shown(record?.country, COUNTRY_MAX_BYTES);
      if (country === undefined) return shown(record?.city, PLACE_MAX_BYTES);
      const town = shown(record?.city, PLACE_MAX_BYTES - jsonBytes(country));
      return town === undefined ? country : `${town}, ${country}`;
    },
  };
}

/** @throws PlacesError */
function readerOf(bytes: Buffer): Reader<never> {
  const damaged = new PlacesError('it is no database in MaxMind’s format (.mmdb), or not all of it');
  let reader: Reader<never>;
  try {
    reader = new Reader(bytes);
  } catch {
    throw damaged;
  }
  const { binaryFormatMajorVersion, ipVersion, nodeCount, searchTreeSize, buildEpoch, databaseType } = reader.metadata;
  const isWhole =
    binaryFormatMajorVersion === 2 &&
    (ipVersion === 4 || ipVersion === 6) &&
    nodeCount > 0 &&
    searchTreeSize + SEPARATOR_BYTES < bytes.length &&
    Number.isFinite(buildEpoch.getTime()) &&
    typeof databaseType === 'string';
  if (!isWhole) throw damaged;
  if (!HAS_PLACES.test(databaseType)) {
    throw new PlacesError(
      `it holds no places: its type is ${JSON.stringify(databaseType.slice(0, 60))}, which is neither City nor Country`,
    );
  }
  return reader;
}

/** A name as it may be shown. The file comes from elsewhere, so its texts are no better than any stranger's. */
function shown(of: v.InferOutput<typeof named>, maxBytes: number): string | undefined {
  const text = readableText(of?.names?.en?.trim() ?? '');
  return text === '' || text === '\ufffd' ? undefined : shortenToBytes(text, maxBytes);
}
