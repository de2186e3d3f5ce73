import { expect, it } from 'vitest';
import { inTurns, quantile, ratioOf } from './rounds.ts';

it('every other round runs backwards', async () => {
  const order: string[] = [];
  const turn = (name: string) => async () => order.push(name);
  const measured = await inTurns(3, { ours: turn('ours'), peer: turn('peer') });
  expect(order).toEqual(['ours', 'peer', 'peer', 'ours', 'ours', 'peer']);
  expect(measured).toEqual({ ours: [1, 4, 5], peer: [2, 3, 6] });
});

it('a ratio is taken within each round, so a slow round is slow for both sides', () => {
  expect(ratioOf([10, 100, 12], [5, 50, 4])).toEqual({ median: 2, least: 2, most: 3 });
});

it('a quantile is one of the values, by nearest rank', () => {
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2);
  expect(quantile([4, 1, 3, 2], 0.99)).toBe(4);
});
