import { hiddenIn } from '../protocol/text.ts';

/** What an attachment's text is drawn from: pieces of lines, in which nothing is hidden and nothing is left out. */

/** A run of text as it is, or one character that can't be seen, by its number. */
export type Piece = { readonly text: string } | { readonly hidden: string };

const PLAIN = /^[\t\x20-\x7e]*$/;

/** One line, without its end. */
export function piecesOf(line: string): readonly Piece[] {
  if (PLAIN.test(line)) return line === '' ? [] : [{ text: line }];
  const characters = [...line];
  const hidden = hiddenIn(characters);
  const pieces: Piece[] = [];
  let run = '';
  for (const [at, character] of characters.entries()) {
    if (hidden[at] !== true) {
      run += character;
      continue;
    }
    if (run !== '') pieces.push({ text: run });
    run = '';
    pieces.push({ hidden: numberOf(character) });
  }
  if (run !== '') pieces.push({ text: run });
  return pieces;
}

/** "U+202E". */
function numberOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/**
 * The lines of a text. A carriage return before a line feed belongs to the end of its line; any other is a character that can't be
 * seen, and stays.
 */
export function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r?\n/);
  // What ends the last line begins no other one.
  return lines.length > 1 && lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/** How many characters of a text can't be seen. */
export function countHidden(lines: readonly string[]): number {
  return lines.reduce(
    (sum, line) => sum + (PLAIN.test(line) ? 0 : hiddenIn([...line]).filter((isHidden) => isHidden).length),
    0,
  );
}

export type LineKind = 'added' | 'removed' | 'place' | 'same';

/**
 * What a line of a diff says, by its first character alone: whatever could be a change is drawn as one, the names of the files
 * as well.
 */
export function kindOf(line: string): LineKind {
  if (line.startsWith('+')) return 'added';
  if (line.startsWith('-')) return 'removed';
  return line.startsWith('@@') ? 'place' : 'same';
}
