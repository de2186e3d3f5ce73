import { timeWords } from './time-words.ts';

/** How large something is, as a person reads it: "417 byte", "12.3 kB". @param bytes a whole number */
export function sizeWords(bytes: number): string {
  const [value, unit] = bytes < 1000 ? [bytes, 'byte'] : [bytes / 1000, 'kilobyte'];
  return new Intl.NumberFormat(timeWords.locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
}
