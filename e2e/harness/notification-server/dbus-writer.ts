import { alignmentOf, type DBusValue, memberTypes, splitSignature, Variant } from './dbus-signature.ts';

/** Encodes values little-endian (D-Bus specification, "Marshaling"); only the types that the notification server sends. */
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
