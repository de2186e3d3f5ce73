import { expect, test } from 'vitest';
import { decodeMessage, encodeMessage, MESSAGE_TYPE } from './dbus-message.ts';
import { DBusReader, DBusWriter, splitSignature, Variant } from './dbus-values.ts';

const CALL = encodeMessage({
  type: MESSAGE_TYPE.methodCall,
  serial: 7,
  fields: { path: '/a', interface: 'b.c', member: 'Notify', destination: 'd.e' },
  signature: 'suas',
  body: ['Grüße', 42, ['x', 'yz']],
});

test('a message survives encoding and decoding', () => {
  const decoded = decodeMessage(CALL);
  expect(decoded?.message).toMatchObject({
    type: 1,
    serial: 7,
    interface: 'b.c',
    member: 'Notify',
    destination: 'd.e',
  });
  expect(decoded?.message.body).toEqual(['Grüße', 42, ['x', 'yz']]);
  expect(decoded?.rest).toHaveLength(0);
});

test('a message is decoded only once all of it has arrived', () => {
  for (let size = 0; size < CALL.length; size++) expect(decodeMessage(CALL.subarray(0, size))).toBeUndefined();
  expect(decodeMessage(Buffer.concat([CALL, CALL]))?.rest).toEqual(CALL);
});

test('big-endian messages are refused', () => {
  const bigEndian = Buffer.from(CALL);
  bigEndian.writeUInt8(0x42, 0);
  expect(() => decodeMessage(bigEndian)).toThrow('little-endian');
});

test('signatures are split into complete types', () => {
  expect(splitSignature('susssasa{sv}i(i(yv))')).toEqual(['s', 'u', 's', 's', 's', 'as', 'a{sv}', 'i', '(i(yv))']);
});

test('empty arrays of aligned elements keep their padding', () => {
  const { bytes } = new DBusWriter().write('a(yv)', []).write('y', 1);
  expect(bytes.toString('hex')).toBe('000000000000000001');
});

test('dictionaries with variants are read', () => {
  // {"urgency": byte 1}: length, padding to 8, "urgency", signature "y", 1
  const bytes = Buffer.from(`100000000000000007000000${Buffer.from('urgency\0').toString('hex')}01790001`, 'hex');
  expect(new DBusReader(bytes).read('a{sv}')).toEqual([['urgency', new Variant('y', 1)]]);
});
