/**
 * D-Bus type signatures (D-Bus specification, "Type System"): one character a basic type, `a` before an array's element type, `(…)` around a
 * struct's members, `{kv}` around a dictionary entry, `v` for a variant, which carries its own signature.
 */

/** How a decoded or to be encoded value looks: arrays, structs and dictionary entries are arrays, byte arrays are buffers. */
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

/** To what multiple of bytes, counted from the message's start, a value of that type is padded. */
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
