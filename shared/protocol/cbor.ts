import { ProtocolError } from './errors.ts';

/**
 * As much CBOR (RFC 8949) as it takes to find where a map ends: authenticators put their extensions' answers behind what is
 * read here (WebAuthn section 6.1), and behind those there is nothing. CTAP2 canonical form: lengths in their shortest
 * spelling, none left open, no tags.
 */
const MAX_DEPTH = 4;
const MAP = 5;

/** @returns where the map ends that begins there. @throws ProtocolError malformed */
export function endOfCborMap(bytes: Uint8Array, start: number): number {
  if ((bytes[start] ?? 0) >> 5 !== MAP) throw malformed();
  return endOfItem(bytes, start, MAX_DEPTH);
}

function endOfItem(bytes: Uint8Array, start: number, depth: number): number {
  if (depth === 0) throw malformed();
  const major = (bytes[start] ?? 0xff) >> 5;
  const { value, end } = readHead(bytes, start);
  switch (major) {
    case 0:
    case 1:
    case 7:
      return end;
    case 2:
    case 3:
      if (value > bytes.length - end) throw malformed();
      return end + value;
    case 4:
    case MAP: {
      const items = major === MAP ? 2 * value : value;
      // Each takes a byte at least: a count beyond that is cut off, and needn't be walked.
      if (items > bytes.length - end) throw malformed();
      let at = end;
      for (let item = 0; item < items; item++) at = endOfItem(bytes, at, depth - 1);
      return at;
    }
    default:
      throw malformed();
  }
}

/** The number that an item begins with, and where its first byte after that stands. */
function readHead(bytes: Uint8Array, start: number): { value: number; end: number } {
  const short = (bytes[start] ?? 0xff) & 0x1f;
  if (short < 24) return { value: short, end: start + 1 };
  const size = { 24: 1, 25: 2, 26: 4 }[short];
  if (size === undefined || start + 1 + size > bytes.length) throw malformed();
  const value = bytes.subarray(start + 1, start + 1 + size).reduce((sum, byte) => sum * 256 + byte, 0);
  const smallest = { 1: 24, 2: 0x100, 4: 0x10000 }[size] ?? 0;
  if (value < smallest && (bytes[start] ?? 0) >> 5 !== 7) throw malformed();
  return { value, end: start + 1 + size };
}

function malformed(): ProtocolError {
  return new ProtocolError('malformed', 'not one CBOR map');
}
