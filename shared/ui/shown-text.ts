/**
 * What of a foreign text is shown. Direction overrides (U+202E and its kin) could spell one application's name in
 * another's letters, and invisible characters could tell two equal-looking names apart: neither reaches the screen.
 * Joiners stay, since scripts and emoji need them. https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
export function shownText(text: string): string {
  return text.replace(/[\p{Cc}\u061C\u200B\u200E\u200F\u2028\u2029\u202A-\u202E\u2060-\u2069\uFEFF]+/gu, (run) =>
    /[\n\t\u2028\u2029]/.test(run) ? ' ' : '',
  );
}
