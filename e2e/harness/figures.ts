/** Figures of a measurement, in ms. */

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.POSITIVE_INFINITY;
}

/** Median, and least to most, for the output of a spec. */
export function line(numbers: readonly number[]): string {
  const rounded = (value: number) => Math.round(value);
  return `${rounded(median(numbers))} (${rounded(Math.min(...numbers))} to ${rounded(Math.max(...numbers))})`;
}
