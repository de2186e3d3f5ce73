/**
 * Names and texts that somebody else chose, in sentences of ours. What reads from right to left and what doesn't pull each other's
 * marks along: "iPhone (2)" would lose its parenthesis in Arabic, and an Arabic name would turn an English sentence around.
 */

let rightToLeft = false;

/** @param direction of the language that is spoken here; set along with the language */
export function writeTowards(direction: 'ltr' | 'rtl'): void {
  rightToLeft = direction === 'rtl';
}

export function writtenTowards(): 'ltr' | 'rtl' {
  return rightToLeft ? 'rtl' : 'ltr';
}

/**
 * A foreign text without what could deceive. Direction overrides (U+202E and its kin) could spell one application's name in
 * another's letters, and invisible characters could tell two equal-looking names apart: neither reaches the screen. Joiners
 * stay, since scripts and emoji need them.
 * https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
export function plainText(text: string): string {
  return text.replace(/[\p{Cc}\u061C\u200B\u200E\u200F\u2028\u2029\u202A-\u202E\u2060-\u2069\uFEFF]+/gu, (run) =>
    /[\n\t\u2028\u2029]/.test(run) ? ' ' : '',
  );
}

/** A name that keeps its direction to itself, by characters: first strong isolate, and its end (UAX 9). */
export const isolated = (name: string) => `\u2068${name}\u2069`;

/**
 * A foreign text (`plainText`) inside a sentence, where it can't have an element of its own: isolated by characters, where it or
 * the sentence reads from right to left. Everywhere else it is as it was.
 */
export function shownText(text: string): string {
  const plain = plainText(text);
  const turns = rightToLeft || /[\u0590-\u08FF\uFB1D-\uFEFC]/.test(plain);
  return turns && plain !== '' ? isolated(plain) : plain;
}
