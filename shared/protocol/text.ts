import * as v from 'valibot';

/**
 * Text that strangers write and people read on the approval screen. Control characters and bidirectional overrides are
 * refused: they make "Deny transfer" read as something else.
 */
const hostile = /[\p{Cc}\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/u;

/** A line of at most `maxCharacters` code points, not blank. */
export function line(maxCharacters: number) {
  return v.pipe(
    v.string(),
    v.check((text) => [...text].length <= maxCharacters, `at most ${maxCharacters} characters`),
    v.check((text) => text.trim() !== '', 'must not be blank'),
    v.check((text) => text.isWellFormed(), 'must be well-formed Unicode'),
    v.check((text) => !hostile.test(text), 'must not hold control or direction-changing characters'),
  );
}

/** Bytes that a value takes as JSON in UTF-8, which is what counts against the size of a push. */
export function jsonBytes(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

/** Shortens a line with an ellipsis until it takes at most `maxBytes` as JSON; never cuts inside a character. */
export function shortenToBytes(text: string, maxBytes: number): string {
  if (jsonBytes(text) <= maxBytes) return text;
  const characters = [...text];
  while (characters.length > 0 && jsonBytes(`${characters.join('')}…`) > maxBytes) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}
