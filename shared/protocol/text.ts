import * as v from 'valibot';

/**
 * Text that strangers write and people read on the approval screen. Characters are refused that control, break the line, turn
 * the text around them or can't be seen: they make "Deny transfer" read differently (Unicode UTS #39, "Trojan Source").
 */
const hostile = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\u00AD\u115F\u1160\u180E\u200B\u2060-\u2064\u3164\uFEFF\uFFA0]/u;

/** A line of at most `maxCharacters` code points, not blank. */
export function line(maxCharacters: number) {
  return v.pipe(
    v.string(),
    // No text has more code points than code units; only a longer one has to be counted.
    v.check(
      (text) => text.length <= maxCharacters || [...text].length <= maxCharacters,
      `at most ${maxCharacters} characters`,
    ),
    v.check((text) => text.trim() !== '', 'must not be blank'),
    v.check((text) => text.isWellFormed(), 'must be well-formed Unicode'),
    v.check((text) => !hostile.test(text), 'must not hold control or direction-changing characters'),
  );
}

const encoder = new TextEncoder();

/** Bytes that text takes in UTF-8. */
export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

/** Bytes that a value takes as JSON in UTF-8, which is what counts against the size of a push. */
export function jsonBytes(value: unknown): number {
  return byteLength(JSON.stringify(value));
}

/** Shortens a line with an ellipsis until it takes at most `maxBytes` as JSON; never cuts inside a character. */
export function shortenToBytes(text: string, maxBytes: number): string {
  if (jsonBytes(text) <= maxBytes) return text;
  const characters = [...text];
  while (characters.length > 0 && jsonBytes(`${characters.join('')}…`) > maxBytes) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}
