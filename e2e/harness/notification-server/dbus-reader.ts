import { alignmentOf, type DBusValue, memberTypes, splitSignature, Variant } from './dbus-signature.ts';

/** Decodes values one after the other from a little-endian D-Bus message (D-Bus specification, "Marshaling"). */
export class DBusReader {
  readonly #bytes: Buffer;
  #offset: number;

  /** @param offset where the first value begins; padding counts from the start of `bytes` */
  constructor(bytes: Buffer, offset = 0) {
    this.#bytes = bytes;
    this.#offset = offset;
  }

  /** Reads one value for each type of the signature. */
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
