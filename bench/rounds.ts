/**
 * Measuring in turn, round by round: a machine that is slow today, or slow for a minute, is slow for everything that is
 * compared. What counts is the ratio within each round, and its spread over the rounds.
 */
export interface Spread {
  median: number;
  least: number;
  most: number;
}

/**
 * Measures each thing once per round. Every other round runs backwards, so that nothing always goes first.
 * @returns for each name the figures, one per round
 */
export async function inTurns<Figures extends Record<string, unknown>>(
  rounds: number,
  measure: { readonly [Name in keyof Figures]: () => Promise<Figures[Name]> },
): Promise<{ [Name in keyof Figures]: Figures[Name][] }> {
  const names: (keyof Figures)[] = Object.keys(measure);
  const figures = Object.fromEntries(names.map((name) => [name, []])) as unknown as {
    [Name in keyof Figures]: Figures[Name][];
  };
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) figures[name].push(await measure[name]());
  }
  return figures;
}

/** @returns the spread of the quotients of two things, taken within each round */
export function ratioOf(over: readonly number[], under: readonly number[]): Spread {
  const ratios = over.map((value, round) => value / (under[round] ?? Number.NaN));
  return { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) };
}

/** The value below which `share` (0 to 1) of the values lie, by nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
