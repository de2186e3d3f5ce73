/**
 * The part of the protobuf wire format (protobuf.dev/programming-guides/encoding) that Chromium's push client uses:
 *
 *   message = *( key value )        key = varint(field number << 3 | wire type)
 *   wire type 0: varint   1: eight bytes, little endian   2: varint length, bytes   5: four bytes, little endian
 */
const WIRE_VARINT = 0;
const WIRE_FIXED64 = 1;
const WIRE_BYTES = 2;
const WIRE_FIXED32 = 5;

/** Seven bits per byte, lowest first; the high bit says that more bytes follow. */
export function encodeVarint(value: number | bigint): Buffer {
  const bytes: number[] = [];
  let rest = BigInt(value);
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}

/**
 * Reads one varint at `offset`.
 * @returns value and offset behind it, or undefined when the buffer ends before the varint does
 */
export function decodeVarint(buffer: Buffer, offset: number): { value: bigint; end: number } | undefined {
  let value = 0n;
  for (let end = offset; end < buffer.length; end++) {
    const byte = buffer.readUInt8(end);
    value |= BigInt(byte & 0x7f) << BigInt(7 * (end - offset));
    if (byte < 0x80) return { value, end: end + 1 };
  }
  return undefined;
}

export function varintField(number: number, value: number | bigint): Buffer {
  return Buffer.concat([key(number, WIRE_VARINT), encodeVarint(value)]);
}

export function fixed64Field(number: number, value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return Buffer.concat([key(number, WIRE_FIXED64), bytes]);
}

export function bytesField(number: number, value: Buffer): Buffer {
  return Buffer.concat([key(number, WIRE_BYTES), encodeVarint(value.length), value]);
}

export function stringField(number: number, value: string): Buffer {
  return bytesField(number, Buffer.from(value));
}

function key(number: number, wireType: number): Buffer {
  return encodeVarint((number << 3) | wireType);
}

/** A decoded message: its fields by number, each in the order of arrival. */
export class ProtobufMessage {
  readonly #fields = new Map<number, Array<bigint | Buffer>>();

  /** @throws Error when the bytes aren't a message */
  static decode(buffer: Buffer): ProtobufMessage {
    const message = new ProtobufMessage();
    let offset = 0;
    while (offset < buffer.length) {
      const head = readVarint(buffer, offset);
      const { value, end } = readValue(buffer, head.end, Number(head.value & 7n));
      message.#add(Number(head.value >> 3n), value);
      offset = end;
    }
    return message;
  }

  /** The first varint or fixed64 of that number. */
  integer(number: number): bigint | undefined {
    return this.#fields.get(number)?.find((value) => typeof value === 'bigint');
  }

  /** The first string of that number; empty when there is none. */
  string(number: number): string {
    return this.strings(number)[0] ?? '';
  }

  /** All strings of that number. */
  strings(number: number): string[] {
    return (this.#fields.get(number) ?? []).map(String);
  }

  #add(number: number, value: bigint | Buffer): void {
    this.#fields.set(number, [...(this.#fields.get(number) ?? []), value]);
  }
}

function readValue(buffer: Buffer, offset: number, wireType: number): { value: bigint | Buffer; end: number } {
  switch (wireType) {
    case WIRE_VARINT:
      return readVarint(buffer, offset);
    case WIRE_FIXED64:
      return { value: buffer.readBigUInt64LE(offset), end: offset + 8 };
    case WIRE_FIXED32:
      return { value: BigInt(buffer.readUInt32LE(offset)), end: offset + 4 };
    case WIRE_BYTES: {
      const length = readVarint(buffer, offset);
      const end = length.end + Number(length.value);
      if (end > buffer.length) throw new Error('protobuf: truncated field');
      return { value: buffer.subarray(length.end, end), end };
    }
    default:
      throw new Error(`protobuf: wire type ${wireType}`);
  }
}

function readVarint(buffer: Buffer, offset: number): { value: bigint; end: number } {
  const varint = decodeVarint(buffer, offset);
  if (!varint) throw new Error('protobuf: truncated varint');
  return varint;
}
