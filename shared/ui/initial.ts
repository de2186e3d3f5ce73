/** The first letter of a name for its tile, as a reader would name it (a whole grapheme, upper case); "•" if there is none. */
export function initialOf(name: string): string {
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name)) {
    if (/[\p{L}\p{N}]/u.test(segment)) return segment.toLocaleUpperCase();
  }
  return '•';
}
