/**
 * A name or a text that somebody else chose: isolated in its direction, and without the characters that could turn
 * the line around it or hide in it.
 */
export function Given({ children, strong = false }: { children: string; strong?: boolean }) {
  return <bdi class={strong ? 'nod-strong' : undefined}>{shownText(children)}</bdi>;
}

/** Names in words of ours, such as "Chrome on macOS": kept apart like a name, but in the direction of the page's language. */
export function Worded({ children }: { children: string }) {
  return <bdi dir={document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr'}>{shownText(children)}</bdi>;
}

/**
 * A sentence with names in it. On a line too narrow for a name its closing quote takes the last letters along, instead of
 * standing on the next line alone.
 */
export function Sentence({ children }: { children: string }) {
  const parts = children.split(/([\p{L}\p{N}]{0,2}\u00a0?[”“»][^\s”“»]?)/u);
  return <>{parts.map((part, at) => (at % 2 === 0 ? part : <span class="nod-together">{part}</span>))}</>;
}

/**
 * A foreign text as it may be shown where it can't stand in an element of its own. Direction overrides (U+202E and its kin)
 * could spell one application's name in another's letters, and invisible characters could tell two equal-looking names
 * apart: neither reaches the screen. Joiners stay, since scripts and emoji need them.
 * https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
export function shownText(text: string): string {
  return text.replace(/[\p{Cc}\u061C\u200B\u200E\u200F\u2028\u2029\u202A-\u202E\u2060-\u2069\uFEFF]+/gu, (run) =>
    /[\n\t\u2028\u2029]/.test(run) ? ' ' : '',
  );
}

/** The first letter of a name for its tile, as a reader would name it (a whole grapheme, upper case); "•" if there is none. */
export function initialOf(name: string): string {
  // A letter of ASCII with nothing but ASCII around it stands alone. Making a segmenter takes longer than drawing a request.
  const plain = /^[\x20-\x7e]*?([A-Za-z0-9])(?![^\x20-\x7e])/.exec(name)?.[1];
  if (plain !== undefined) return plain.toLocaleUpperCase();
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name)) {
    if (/[\p{L}\p{N}]/u.test(segment)) return segment.toLocaleUpperCase();
  }
  return '•';
}
