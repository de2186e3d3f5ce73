import { DBusReader, type DBusValue, DBusWriter, Variant } from './dbus-values.ts';

/**
 * One D-Bus message (D-Bus specification, "Message Format"):
 *
 *   byte 'l' (little endian), byte type, byte flags, byte version 1, uint32 body size, uint32 serial,
 *   array of (byte field code, variant), padding to 8, body
 */
const LITTLE_ENDIAN = 0x6c;
const VERSION = 1;
const FIXED_HEADER_BYTES = 12;
const FLAG_NO_REPLY_EXPECTED = 1;

export const MESSAGE_TYPE = { methodCall: 1, methodReturn: 2, error: 3, signal: 4 } as const;

const FIELDS = {
  path: { code: 1, signature: 'o' },
  interface: { code: 2, signature: 's' },
  member: { code: 3, signature: 's' },
  errorName: { code: 4, signature: 's' },
  replySerial: { code: 5, signature: 'u' },
  destination: { code: 6, signature: 's' },
  sender: { code: 7, signature: 's' },
} as const;
const FIELD_SIGNATURE = 8;

type FieldName = keyof typeof FIELDS;

export interface IncomingMessage {
  readonly type: number;
  readonly serial: number;
  readonly noReplyExpected: boolean;
  readonly interface: string;
  readonly member: string;
  readonly destination: string;
  readonly body: DBusValue[];
}

export interface OutgoingMessage {
  readonly type: number;
  readonly serial: number;
  readonly fields: Partial<Record<FieldName, string | number>>;
  readonly signature?: string;
  readonly body?: readonly DBusValue[];
}

/**
 * Takes one message off the front of what was received.
 * @returns the message and the bytes behind it, or undefined while it is incomplete
 * @throws Error for a big-endian message, which no client here sends
 */
export function decodeMessage(received: Buffer): { message: IncomingMessage; rest: Buffer } | undefined {
  if (received.length < FIXED_HEADER_BYTES + 4) return undefined;
  if (received.readUInt8(0) !== LITTLE_ENDIAN) throw new Error('D-Bus: not a little-endian message');
  const fieldsSize = received.readUInt32LE(FIXED_HEADER_BYTES);
  const bodyStart = Math.ceil((FIXED_HEADER_BYTES + 4 + fieldsSize) / 8) * 8;
  const end = bodyStart + received.readUInt32LE(4);
  if (received.length < end) return undefined;
  const fields = decodeFields(received.subarray(0, bodyStart));
  const text = (code: number) => String(fields.get(code) ?? '');
  const message: IncomingMessage = {
    type: received.readUInt8(1),
    serial: received.readUInt32LE(8),
    noReplyExpected: (received.readUInt8(2) & FLAG_NO_REPLY_EXPECTED) !== 0,
    interface: text(FIELDS.interface.code),
    member: text(FIELDS.member.code),
    destination: text(FIELDS.destination.code),
    body: new DBusReader(received.subarray(bodyStart, end)).readAll(text(FIELD_SIGNATURE)),
  };
  return { message, rest: received.subarray(end) };
}

export function encodeMessage({ type, serial, fields, signature = '', body = [] }: OutgoingMessage): Buffer {
  const encodedBody = new DBusWriter().writeAll(signature, body).bytes;
  const encodedFields: DBusValue[] = (Object.keys(FIELDS) as FieldName[]).flatMap((name) => {
    const value = fields[name];
    return value === undefined ? [] : [[FIELDS[name].code, new Variant(FIELDS[name].signature, value)]];
  });
  if (signature) encodedFields.push([FIELD_SIGNATURE, new Variant('g', signature)]);
  const header = new DBusWriter()
    .writeAll('yyyyuu', [LITTLE_ENDIAN, type, 0, VERSION, encodedBody.length, serial])
    .write('a(yv)', encodedFields)
    .align(8);
  return Buffer.concat([header.bytes, encodedBody]);
}

function decodeFields(header: Buffer): Map<number, DBusValue> {
  const fields = new DBusReader(header, FIXED_HEADER_BYTES).read('a(yv)');
  const byCode = new Map<number, DBusValue>();
  for (const field of Array.isArray(fields) ? fields : []) {
    const [code, variant] = Array.isArray(field) ? field : [];
    if (typeof code === 'number' && variant instanceof Variant) byCode.set(code, variant.value);
  }
  return byCode;
}
