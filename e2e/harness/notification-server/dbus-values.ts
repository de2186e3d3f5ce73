/**
 * D-Bus values and their types (D-Bus specification, "Type System"). A signature has one character per basic type, `a`
 * before an array's element type, `(…)` around a struct's members, `{kv}` around a dictionary entry, and `v` for a
 * variant, which carries its own signature.
 *
 * Arrays, structs and dictionary entries are arrays here, byte arrays are buffers.
 */
export type DBusValue = number | bigint | boolean | string | Buffer | Variant | DBusValue[];

/** A value with its signature. */
export class Variant {
  readonly signature: string;
  readonly value: DBusValue;

  constructor(signature: string, value: DBusValue) {
    this.signature = signature;
    this.value = value;
  }
}

/** Decodes values one after the other from a little-endian D-Bus message (D-Bus specification, "Marshaling"). */
export class DBusReader {
  readonly #bytes: Buffer;
  #offset: number;

  /** @param offset where the first value begins; padding counts from the start of `bytes` */
  constructor(bytes: Buffer, offset = 0) {
    this.#bytes = bytes;
    this.#offset = offset;
  }

  /** Reads one value per type of the signature. */
  readAll(signature: string): DBusValue[] {
    return splitSignature(signature).map((type) => this.read(type));
  }

  /** @throws RangeError when the message is too short */
  read(type: string): DBusValue {
    const alignment = alignmentOf(type);
    this.#offset = Math.ceil(this.#offset / alignment) * alignment;
    switch (type.charAt(0)) {
      case 'y':
        return this.#bytes.readUInt8(this.#advance(1));
      case 'b':
        return this.#uint32() === 1;
      case 'n':
        return this.#bytes.readInt16LE(this.#advance(2));
      case 'q':
        return this.#bytes.readUInt16LE(this.#advance(2));
      case 'i':
        return this.#bytes.readInt32LE(this.#advance(4));
      case 'u':
      case 'h':
        return this.#uint32();
      case 'x':
        return this.#bytes.readBigInt64LE(this.#advance(8));
      case 't':
        return this.#bytes.readBigUInt64LE(this.#advance(8));
      case 'd':
        return this.#bytes.readDoubleLE(this.#advance(8));
      case 's':
      case 'o':
        return this.#text(this.#uint32());
      case 'g':
        return this.#text(this.#bytes.readUInt8(this.#advance(1)));
      case 'v':
        return this.#variant();
      case 'a':
        return this.#array(type.slice(1));
      default:
        return memberTypes(type).map((member) => this.read(member));
    }
  }

  #variant(): Variant {
    const signature = String(this.read('g'));
    return new Variant(signature, this.read(signature));
  }

  #array(elementType: string): DBusValue {
    const sizeBytes = this.#uint32();
    const alignment = alignmentOf(elementType);
    this.#offset = Math.ceil(this.#offset / alignment) * alignment;
    const end = this.#offset + sizeBytes;
    if (end > this.#bytes.length) throw new RangeError('D-Bus: array exceeds its message');
    if (elementType === 'y') return this.#bytes.subarray(this.#advance(sizeBytes), end);
    const elements: DBusValue[] = [];
    while (this.#offset < end) elements.push(this.read(elementType));
    return elements;
  }

  /** Text is followed by a zero byte that its length doesn't count. */
  #text(sizeBytes: number): string {
    const start = this.#advance(sizeBytes + 1);
    return this.#bytes.toString('utf8', start, start + sizeBytes);
  }

  #uint32(): number {
    return this.#bytes.readUInt32LE(this.#advance(4));
  }

  #advance(sizeBytes: number): number {
    const start = this.#offset;
    this.#offset += sizeBytes;
    return start;
  }
}

/**
 * Encodes values little-endian (D-Bus specification, "Marshaling"); only the types that the notification server sends.
 */
export class DBusWriter {
  #bytes: Buffer = Buffer.alloc(0);

  get bytes(): Buffer {
    return this.#bytes;
  }

  writeAll(signature: string, values: readonly DBusValue[]): this {
    splitSignature(signature).forEach((type, i) => {
      const value = values[i];
      if (value === undefined) throw new Error(`D-Bus: no value for ${type} in ${signature}`);
      this.write(type, value);
    });
    return this;
  }

  /** @throws Error when the value doesn't fit the type */
  write(type: string, value: DBusValue): this {
    this.align(alignmentOf(type));
    const kind = type.charAt(0);
    if (kind === 'y' && typeof value === 'number') this.#append(Buffer.from([value]));
    else if (kind === 'u' && typeof value === 'number') this.#uint32(value);
    else if (kind === 'b' && typeof value === 'boolean') this.#uint32(value ? 1 : 0);
    else if ((kind === 's' || kind === 'o') && typeof value === 'string') {
      const text = Buffer.from(value);
      this.#uint32(text.length);
      this.#append(text, Buffer.alloc(1));
    } else if (kind === 'g' && typeof value === 'string')
      this.#append(Buffer.from([value.length]), Buffer.from(`${value}\0`));
    else if (kind === 'v' && value instanceof Variant)
      this.write('g', value.signature).write(value.signature, value.value);
    else if (kind === 'a' && Array.isArray(value)) this.#array(type.slice(1), value);
    else if (kind === '(' && Array.isArray(value)) {
      memberTypes(type).forEach((member, i) => {
        this.write(member, value[i] ?? '');
      });
    } else throw new Error(`D-Bus: cannot write a ${typeof value} as ${type}`);
    return this;
  }

  /** Pads with zeros up to a multiple of that many bytes. */
  align(sizeBytes: number): this {
    const excess = this.#bytes.length % sizeBytes;
    if (excess > 0) this.#append(Buffer.alloc(sizeBytes - excess));
    return this;
  }

  /** An array's length is that of its elements, without the padding before the first. */
  #array(elementType: string, elements: readonly DBusValue[]): void {
    this.#uint32(0);
    const lengthOffset = this.#bytes.length - 4;
    this.align(alignmentOf(elementType));
    const start = this.#bytes.length;
    for (const element of elements) this.write(elementType, element);
    this.#bytes.writeUInt32LE(this.#bytes.length - start, lengthOffset);
  }

  #uint32(value: number): void {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    this.#append(bytes);
  }

  #append(...parts: Buffer[]): void {
    this.#bytes = Buffer.concat([this.#bytes, ...parts]);
  }
}

const ALIGNMENT_BYTES: Record<string, number> = {
  y: 1,
  g: 1,
  v: 1,
  n: 2,
  q: 2,
  b: 4,
  i: 4,
  u: 4,
  h: 4,
  s: 4,
  o: 4,
  a: 4,
  x: 8,
  t: 8,
  d: 8,
  '(': 8,
  '{': 8,
};

/** A value of this type begins at a multiple of that many bytes, counted from the message's start. */
export function alignmentOf(type: string): number {
  const alignment = ALIGNMENT_BYTES[type.charAt(0)];
  if (alignment === undefined) throw new Error(`D-Bus: unknown type ${type}`);
  return alignment;
}

/** `a{sv}u(ii)` → `a{sv}`, `u`, `(ii)`. */
export function splitSignature(signature: string): string[] {
  const types: string[] = [];
  for (let start = 0; start < signature.length; ) {
    const end = endOfType(signature, start);
    types.push(signature.slice(start, end));
    start = end;
  }
  return types;
}

/** The members of a struct or dictionary entry. */
export function memberTypes(type: string): string[] {
  return splitSignature(type.slice(1, -1));
}

function endOfType(signature: string, start: number): number {
  const first = signature.charAt(start);
  if (first === 'a') return endOfType(signature, start + 1);
  if (first !== '(' && first !== '{') return start + 1;
  let depth = 0;
  for (let i = start; i < signature.length; i++) {
    const character = signature.charAt(i);
    if (character === '(' || character === '{') depth += 1;
    else if (character === ')' || character === '}') depth -= 1;
    if (depth === 0) return i + 1;
  }
  throw new Error(`D-Bus: unbalanced signature ${signature}`);
}
