/** The first letter of a name for its tile, as a reader would name it (a whole grapheme, upper case); "•" if there is none. */
export function initialOf(name: string): string {
  // A letter of ASCII with nothing but ASCII around it stands alone. To make a segmenter takes longer than to draw a request.
  const plain = /^[\x20-\x7e]*?([A-Za-z0-9])(?![^\x20-\x7e])/.exec(name)?.[1];
  if (plain !== undefined) return plain.toLocaleUpperCase();
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name)) {
    if (/[\p{L}\p{N}]/u.test(segment)) return segment.toLocaleUpperCase();
  }
  return '•';
}
