import { describe, expect, it } from 'vitest';
import { parseStrictJson } from './strict-json.ts';

describe('strict JSON', () => {
  it.each([
    '{"a":1,"a":2}',
    '{"a":{"b":1,"b":2}}',
    '[{"a":1,"\\u0061":2}]',
    `{"a":1,"a"${' '.repeat(200)}:2}`,
    '{"a":"}","a":1}',
    '{"a\\\\":1,"a\\\\":2}',
    '{"x":"\\\\","a":1,"a":2}',
    '{"x":"\\\\\\"","a":1,"a":2}',
  ])('refuses duplicate members in %s', (text) => {
    expect(() => parseStrictJson(text)).toThrow(expect.objectContaining({ code: 'duplicate_member' }));
  });

  it.each([
    '{"a":"a","b":"a"}',
    '{"a":{"a":{"a":["a","a"]}}}',
    '[{"a":1},{"a":1}]',
    '{"a\\\\":1,"a\\"":2,"a":3}',
    '{"x":"\\"a\\":1,\\"a\\":2","a":""}',
    '"a:"',
    '1',
  ])('reads %s as JSON.parse does', (text) => {
    expect(parseStrictJson(text)).toEqual(JSON.parse(text));
  });

  it('walks backslashes and quotes once, however many there are', () => {
    const milliseconds = (text: string) => {
      const startedAt = performance.now();
      parseStrictJson(text);
      return performance.now() - startedAt;
    };
    const ofQuotes = (count: number) => JSON.stringify({ a: '"'.repeat(count), b: '\\'.repeat(count) });
    milliseconds(ofQuotes(1000));
    expect(milliseconds(ofQuotes(400_000))).toBeLessThan(1000);
  });
});
