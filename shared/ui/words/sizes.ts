import { timeWords } from './time-words.ts';

/** How large something is, as a person reads it: "0.42 kB", "12.3 kB". @param bytes a whole number */
export function sizeWords(bytes: number): string {
  const digits = bytes < 1000 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 1 };
  const numbers = new Intl.NumberFormat(timeWords.locale, { style: 'unit', unit: 'kilobyte', ...digits });
  return numbers.format(bytes / 1000);
}
