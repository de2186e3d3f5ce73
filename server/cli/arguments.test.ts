import { describe, expect, test } from 'vitest';
import { readArguments } from './arguments.ts';
import { keysRetire } from './keys.ts';
import { userCreate } from './users.ts';

describe('nod keys retire', () => {
  const read = (...argv: string[]) => {
    const input = readArguments(keysRetire, argv);
    return { operands: input.operands, json: input.json, anyway: input.flag('anyway') };
  };
  const pushKey = '-a1bX_-23cde';
  const signingKey = `-${'Px6eXS2m1q3b5c7d9e1f3a5b7c9d1e3f5a7b9c1d3e'}`;

  test.each([pushKey, signingKey, `-${pushKey.slice(0, -1)}`])('takes a key whose id begins with a dash: %s', (key) => {
    const taken = { operands: [key], json: true, anyway: true };
    expect(read(key, '--json', '--anyway')).toEqual(taken);
    expect(read('--anyway', '--json', key)).toEqual(taken);
    expect(read('--anyway', '--json', '--', key)).toEqual(taken);
    expect(() => read(key, key)).toThrow('takes no more than KEY');
  });

  test.each(['-a', '-json', '--anyways', '--any', '--all-of-them'.slice(0, 11)])(
    'but no option that isn’t there: %s',
    (option) => {
      expect(() => read(option)).toThrow('Unknown option');
      expect(() => read(pushKey, option)).toThrow('Unknown option');
    },
  );
});

test('a command that takes no key takes no such operand either', () => {
  expect(() => readArguments(userCreate, ['-a1bX_-23cde'])).toThrow('Unknown option');
});
