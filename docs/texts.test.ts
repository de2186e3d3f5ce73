import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { textProblem } from '../shared/protocol/text.ts';

const page = readFileSync(new URL('protocol.md', import.meta.url), 'utf8');

/** The code points that a row of the rule for texts lists. */
function listed(row: string): Set<number> {
  const line = page.split('\n').find((one) => one.startsWith(`| ${row} |`)) ?? '';
  const points = new Set<number>();
  for (const [, first = '', last = first] of line.matchAll(/\b([0-9A-F]{1,6})(?:–([0-9A-F]{1,6}))?(?=[,:. ]|$)/g)) {
    for (let point = Number.parseInt(first, 16); point <= Number.parseInt(last, 16); point++) points.add(point);
  }
  return points;
}

/** Of all code points those that are refused in this place. */
function refusedIn(place: (character: string) => string): Set<number> {
  const points = new Set<number>();
  for (let point = 0; point <= 0x10ffff; point++) {
    if (textProblem(place(String.fromCodePoint(point))) !== undefined) points.add(point);
  }
  return points;
}

const inOrder = (points: Iterable<number>) => [...new Set(points)].sort((a, b) => a - b).join();

const joinersAndSelectors = new Set(
  [
    [0x180b, 0x180d],
    [0x180f, 0x180f],
    [0x200c, 0x200d],
    [0xfe00, 0xfe0f],
    [0xe0100, 0xe01ef],
  ].flatMap(([first = 0, last = 0]) => Array.from({ length: last - first + 1 }, (_, at) => first + at)),
);

test('between two letters exactly what the document lists is refused, and what needs another place', () => {
  const refused = refusedIn((character) => `a${character}b`);
  expect(inOrder(refused)).toEqual(inOrder([...listed('refused everywhere'), ...joinersAndSelectors]));
});

test('three in a row are refused of exactly the spaces that the document lists', () => {
  const alone = refusedIn((character) => `a${character}b`);
  const tripled = [...refusedIn((character) => `a${character.repeat(3)}b`)].filter((point) => !alone.has(point));
  expect(inOrder(tripled)).toEqual(inOrder(listed('spaces')));
});
