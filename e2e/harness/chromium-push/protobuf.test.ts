import { expect, test } from 'vitest';
import {
  bytesField,
  decodeVarint,
  encodeVarint,
  fixed64Field,
  ProtobufMessage,
  stringField,
  varintField,
} from './protobuf.ts';

// The example of protobuf.dev/programming-guides/encoding: field 1 = 150, field 2 = "testing".
const DOCUMENTED = Buffer.from('089601120774657374696e67', 'hex');

test('fields are encoded as the format documents', () => {
  expect(Buffer.concat([varintField(1, 150), stringField(2, 'testing')])).toEqual(DOCUMENTED);
});

test('fields are found by number', () => {
  const message = ProtobufMessage.decode(DOCUMENTED);
  expect(message.integer(1)).toBe(150n);
  expect(message.string(2)).toBe('testing');
  expect(message.integer(3)).toBeUndefined();
});

test('64-bit integers and repeated fields survive', () => {
  const id = 0xfedc_ba98_7654_3210n;
  const message = ProtobufMessage.decode(
    Buffer.concat([
      fixed64Field(7, id),
      varintField(2, id),
      bytesField(10, Buffer.from('a')),
      bytesField(10, Buffer.from('b')),
    ]),
  );
  expect(message.integer(7)).toBe(id);
  expect(message.integer(2)).toBe(id);
  expect(message.strings(10)).toEqual(['a', 'b']);
});

test('a varint that has not wholly arrived is not read', () => {
  expect(decodeVarint(encodeVarint(300).subarray(0, 1), 0)).toBeUndefined();
});

test('a field longer than its message is refused', () => {
  expect(() => ProtobufMessage.decode(DOCUMENTED.subarray(0, -1))).toThrow('truncated');
});
