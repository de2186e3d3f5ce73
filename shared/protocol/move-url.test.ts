import { expect, test } from 'vitest';
import { MOVE_TOKENS_MAX, moveUrl, parseMoveUrl } from './move-url.ts';

const token = (letter: string) => letter.repeat(22);
const tokens = ['a', 'B', '-'].map(token);

test('what is written is read', () => {
  const url = moveUrl('https://nod.example', tokens);
  expect(url).toBe(`https://nod.example/#/move/${tokens.join('.')}`);
  expect(parseMoveUrl(` ${url} `)).toEqual({ origin: 'https://nod.example', tokens });
  expect(parseMoveUrl(moveUrl('http://localhost:4141', [token('a')])).tokens).toEqual([token('a')]);
});

test.each([
  ['of a pairing', `https://nod.example/#/pair/${token('a')}`],
  ['without a token', 'https://nod.example/#/move/'],
  ['with half a token', `https://nod.example/#/move/${token('a')}.abc`],
  ['with an empty one', `https://nod.example/#/move/${token('a')}..${token('b')}`],
  ['with the same one twice', moveUrl('https://nod.example', [token('a'), token('a')])],
  ['with too many', moveUrl('https://nod.example', [...'abcdefghi'].slice(0, MOVE_TOKENS_MAX + 1).map(token))],
  ['with a path before the fragment', `https://nod.example/x#/move/${token('a')}`],
  ['with a user’s name', `https://nod.example@evil.example/#/move/${token('a')}`],
  ['of a script', `javascript:alert(1)/#/move/${token('a')}`],
  ['with more behind', `https://nod.example/#/move/${token('a')}/x`],
])('a code %s is none of a move', (_what, text) => {
  expect(() => parseMoveUrl(text)).toThrow('not the code of a move');
});
