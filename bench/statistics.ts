/** The value below which `share` (0 to 1) of the values lie, by nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Two things measured in turn, round by round: the median of the ratios of each round, and its spread. */
export function ratioOf(rounds: readonly { measured: number; against: number }[]) {
  const ratios = rounds.map(({ measured, against }) => measured / against);
  return { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) };
}
